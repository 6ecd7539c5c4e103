"""Posts in, what is found in each of them alone out; what follows from all is made later.

The work is shared out over processes post by post. `kg.cached_extraction` has the same with a
memory.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from kg.concepts import ConceptMatcher, find_mentions
from kg.concepts.patterns import Hit, Meaning
from kg.concepts.salience import link_concepts
from kg.discovery import Proposals, find_proposals
from kg.discovery.fragments import Surroundings, find_surroundings
from kg.jobs import count_processors, run
from kg.model import ConceptLink, Post, Reference
from kg.plain import (
    decode_proposals,
    decode_references,
    encode_proposals,
    encode_references,
)
from kg.plain_links import Plain, decode_links, encode_links
from kg.references import find_references
from kg.references.corpus import find_headings

_WORTH_A_PROCESS = 500_000  # characters: below that, processes take longer to begin than to work

Aliases = Mapping[str, Mapping[str, str]]
"""By a post's id, the names that it gives to concepts, by their ids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """What `kg.references.find_references` and `find_headings` find in a post, and the links to
    what `kg.concepts.find_mentions` finds.
    """

    references: list[Reference]
    headings: list[str]
    links: list[ConceptLink]


class Names(NamedTuple):
    """Names in a text, in columns: they are kept of all posts, and take a tenth of the room so.

    Example:
        >>> Names.of([(0, 3, Meaning(("c",), "clear"))]).ends
        array('I', [3])
    """

    starts: array[int]
    ends: array[int]
    meanings: Sequence[Meaning]

    @classmethod
    def of(cls, hits: Sequence[Hit]) -> Names:
        """Put hits into columns."""
        starts, ends, meanings = zip(*hits, strict=True) if hits else ((), (), ())
        return cls(array("I", starts), array("I", ends), meanings)

    def hits(self) -> Iterator[Hit]:
        """Yield the hits."""
        return zip(self.starts, self.ends, self.meanings, strict=True)


@dataclass(frozen=True, slots=True)
class Task:
    """A post to find the links of, and the references and headings too where these, as plain
    values, are not known yet; `names` are those in its text that discovery has found.
    """

    post: Post
    aliases: Mapping[str, str]
    found: Plain | None = None
    names: Names | None = None


class Extraction:
    """The finders that read a post's title and text and nothing else of the corpus.

    `jobs` is the number of processes; what is found does not depend on it. The names that a matcher
    finds in a text are looked for once: what is proposed follows from them, and so do the links
    that a matcher finds which extends it.
    """

    def __init__(self, jobs: int = 1) -> None:
        self._jobs = jobs
        self._names: dict[str, Names] = {}  # by the ids of posts, until these are linked
        self._finder: ConceptMatcher | None = None  # what found them

    def find_proposals(
        self, posts: Sequence[Post], matcher: ConceptMatcher, *, unknown_words: bool
    ) -> Iterator[Proposals]:
        """Yield for each post what `kg.discovery.find_proposals` finds."""
        found = self._propose(posts, matcher, unknown_words=unknown_words)
        for post, value in zip(posts, found, strict=True):
            yield decode_proposals(value, post.id)

    def find_surroundings(self, posts: Sequence[Post], names: Collection[str]) -> Surroundings:
        """Return what surrounds the names in all posts."""
        return find_surroundings(posts, names)

    def extract(
        self, posts: Sequence[Post], matcher: ConceptMatcher, aliases: Aliases
    ) -> Iterator[Extracted]:
        """Yield what is found in each post."""
        tasks = [Task(post, aliases.get(post.id, {})) for post in posts]
        for post, (found, links) in zip(posts, self._extract(tasks, matcher), strict=True):
            references, headings = found
            yield Extracted(
                references=decode_references(references, post.id),
                headings=headings,
                links=decode_links(links, post.id),
            )

    def _propose(
        self, posts: Sequence[Post], matcher: ConceptMatcher, *, unknown_words: bool
    ) -> Iterator[Plain]:
        work = partial(_propose, matcher=matcher, unknown_words=unknown_words)
        self._finder, self._names = matcher, {}
        each = run(work, [_bare(post) for post in posts], self._jobs)
        for post, (value, names) in zip(posts, each, strict=True):
            self._names[post.id] = names
            yield value

    def _extract(self, tasks: Sequence[Task], matcher: ConceptMatcher) -> Iterator[Plain]:
        known = self._names if self._finder and matcher.extends(self._finder) else {}
        bare = [
            Task(_bare(task.post), task.aliases, task.found, known.pop(task.post.id, None))
            for task in tasks
        ]
        return run(partial(_extract, matcher=matcher), bare, self._jobs)


def count_jobs(posts: Sequence[Post]) -> int:
    """Return how many processes pay: one, or for many posts one for each processor.

    Example:
        >>> count_jobs([Post(id="post/a", title="甲", text="支持向量机")])
        1
    """
    return count_processors() if sum(len(p.text) for p in posts) > _WORTH_A_PROCESS else 1


def _bare(post: Post) -> Post:
    return Post(id=post.id, title=post.title, text=post.text)


def _propose(post: Post, *, matcher: ConceptMatcher, unknown_words: bool) -> tuple[Plain, Names]:
    names = matcher.find_names(post.text)
    found = find_proposals(post, matcher, unknown_words=unknown_words, known=names)
    return encode_proposals(found), Names.of(names)


def _extract(task: Task, *, matcher: ConceptMatcher) -> Plain:
    post = task.post
    if task.found is None:
        references = find_references(post)
        found = [encode_references(references), [*find_headings(post)]]
    else:
        found = task.found
        references = decode_references(found[0], post.id)
    named = [one for one in references if one.names_title]
    known = task.names and task.names.hits()
    mentions = find_mentions(post, matcher, named, task.aliases, known)
    links = link_concepts(mentions, [post], matcher.vocabulary)
    return [found, encode_links(links)]
