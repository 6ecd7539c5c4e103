"""What is extracted from posts, with a memory: see `kg.cache`."""

from __future__ import annotations

import hashlib
import weakref
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from zlib import crc32

from kg.cache import Cache, digest_of, make_key
from kg.concepts import ConceptMatcher
from kg.discovery.fragments import Bonds, Neighbours, Surroundings, count_pairs, find_neighbours
from kg.extraction import Extraction, Task
from kg.model import Concept, Post
from kg.plain import spans_of_titles
from kg.plain_links import Plain
from kg.vocabulary import Vocabulary

_GROUPS = 16  # of posts; when one post changes, only its group is read again


class CachedExtraction(Extraction):
    """The finders, with the memory of `cache`; only what it lacks is found anew.

    `found` has, by the ids of posts, a digest of their titles, their texts and their links to
    concepts.
    """

    def __init__(self, cache: Cache, jobs: int = 1) -> None:
        super().__init__(jobs)
        self._cache = cache
        self.found: dict[str, bytes] = {}
        self._knowledge: weakref.WeakKeyDictionary[ConceptMatcher, _Knowledge]
        self._knowledge = weakref.WeakKeyDictionary()
        self._begun_with: dict[str, Vocabulary] = {}
        self._digests: dict[tuple[str, str], bytes] = {}

    def _propose(
        self, posts: Sequence[Post], matcher: ConceptMatcher, *, unknown_words: bool
    ) -> Iterator[Plain]:
        matched_by = self._know(matcher).fingerprint
        keys = [make_key("proposals", self._digest(p), matched_by, unknown_words) for p in posts]
        known = [key in self._cache for key in keys]
        lacking = [post for post, is_known in zip(posts, known, strict=True) if not is_known]
        found = super()._propose(lacking, matcher, unknown_words=unknown_words)
        for key, is_known in zip(keys, known, strict=True):
            value = self._cache.find(key) if is_known else next(found)
            self._cache.keep(key, value)
            yield value

    def find_surroundings(self, posts: Sequence[Post], names: Collection[str]) -> Surroundings:
        """Return what surrounds the names; what is found in some posts together is kept."""
        together: dict[int, list[Post]] = defaultdict(list)
        for post in posts:
            together[crc32(post.id.encode("utf-8", "surrogatepass")) % _GROUPS].append(post)
        of_names = digest_of(*sorted(names))
        neighbours: dict[str, Neighbours] = defaultdict(Neighbours)
        pairs: list[dict[str, int]] = []
        for own in together.values():
            digests = [self._digest(post) for post in own]
            for name, *found in self._cache.recall(
                ("neighbours", of_names, digests), partial(_find_neighbours, own, names)
            ):
                neighbours[name].add(*found)
            pairs.append(self._cache.recall(("pairs", digests), partial(count_pairs, own)))
        return Surroundings(neighbours, Bonds(pairs))

    def _extract(self, tasks: Sequence[Task], matcher: ConceptMatcher) -> Iterator[Plain]:
        plans = [self._plan(task, matcher) for task in tasks]
        found = super()._extract([plan for plan in plans if isinstance(plan, Task)], matcher)
        for task, plan in zip(tasks, plans, strict=True):
            if isinstance(plan, Task):
                value = next(found)
                keys = self._references_key(task), self._links_key(task, value[0], matcher)
            else:
                keys, value = plan, [self._cache.find(key) for key in plan]
            for key, part in zip(keys, value, strict=True):
                self._cache.keep(key, part)
            links = self._cache.find_packed(keys[1]) or b""
            self.found[task.post.id] = hashlib.blake2b(self._digest(task.post) + links).digest()
            yield value

    def _plan(self, task: Task, matcher: ConceptMatcher) -> Task | tuple[bytes, bytes]:
        """Return what is to do for a task, or the keys of its references and links."""
        key = self._references_key(task)
        found = self._cache.find(key)
        if found is None:
            return task
        of_links = self._links_key(task, found, matcher)
        known = of_links in self._cache
        return (key, of_links) if known else replace(task, found=found)

    def _references_key(self, task: Task) -> bytes:
        return make_key("references", self._digest(task.post))

    def _links_key(self, task: Task, found: Plain, matcher: ConceptMatcher) -> bytes:
        """Return the key of a post's links.

        Of the concepts that the matcher has learnt from all posts, its links depend on those alone
        that it may name. Which these are takes a search of the post, and so is kept as well; it is
        searched again when the matcher has learnt others.
        """
        known, post = self._know(matcher), task.post
        read = self._digest(post), spans_of_titles(found[0]), [*task.aliases.items()]

        def meet() -> list[str]:
            ids = matcher.find_further(post.title, post.text).union(task.aliases.values())
            return sorted(known.learnt[id_] for id_ in ids if id_ in known.learnt)

        met = self._cache.recall(("met", known.fingerprint, *read), meet)
        return make_key("links", known.begun_with, *read, met)

    def _digest(self, post: Post) -> bytes:
        """Return a digest of what is read of a post."""
        content = post.title, post.text
        known = self._digests.get(content)
        if known is None:
            known = self._digests[content] = digest_of(*content)
        return known

    def _know(self, matcher: ConceptMatcher) -> _Knowledge:
        known = self._knowledge.get(matcher)
        if known is None:
            vocabulary = matcher.vocabulary
            begun = self._begun_with.setdefault(vocabulary.version, vocabulary).concepts
            known = self._knowledge[matcher] = _Knowledge.of(vocabulary, begun)
        return known


@dataclass(frozen=True, slots=True)
class _Knowledge:
    """What a matcher knows: the vocabulary that the build began with, which its version tells, and
    by their ids the concepts that were `learnt` from the posts, or that posts give other names.
    """

    begun_with: str
    learnt: dict[str, str]
    fingerprint: str

    @classmethod
    def of(cls, vocabulary: Vocabulary, begun: Mapping[str, Concept]) -> _Knowledge:
        known = vocabulary.version or _digest_of_repr([*begun.items()])
        own = (c for c in vocabulary.concepts.items() if begun.get(c[0]) is not c[1])
        learnt = {id_: _digest_of_repr(concept) for id_, concept in own}
        return cls(known, learnt, _digest_of_repr((known, [*learnt.items()])))


def _find_neighbours(posts: Sequence[Post], names: Collection[str]) -> list[Plain]:
    return [
        [name, one.before, one.after, one.posts]
        for name, one in find_neighbours(posts, names).items()
    ]


def _digest_of_repr(value: object) -> str:
    content = repr(value).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(content, digest_size=16).hexdigest()
