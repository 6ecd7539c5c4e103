"""Posts in, the concepts that no vocabulary has out: each with its score and the reasons for it.

Names are proposed post by post (see `kg.discovery.proposing`); each reason adds to a name's score,
and what reaches the threshold becomes a concept. What the posts say of names that mean one thing is
learnt on the way (see `kg.concepts.aliases`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.concepts import ConceptMatcher
from kg.concepts.aliases import Alias, Aliases, agree
from kg.concepts.boundaries import is_negated
from kg.discovery.fragments import Surroundings, find_surroundings
from kg.discovery.proposals import Candidate, Compounds, borrowed_words, frequent_terms
from kg.discovery.proposing import Proposals, find_proposals
from kg.folding import fold_name, singulars
from kg.model import Concept, Label, Post
from kg.text import is_cjk, language_of
from kg.titles import slugify
from kg.vocabulary import Vocabulary

THRESHOLD = 0.6
"""The score from which on a proposed name enters the graph."""

SMALL_VOCABULARY = 500
"""The number of concepts below which hardly any term of a blog is known yet."""

SEVERAL_POSTS = 0.15
"""What it adds to the score of a name that several posts propose it."""

_SHORT_WORD, _SHORT_NAME = 3, 4  # characters
_COMMON, _COMMON_SHARE = 20, 1 / 12
"""Short words in more posts than so many, and than such a share of all, are everyday ones."""

_TAKEN_UP, _TAKEN_UP_SHARE = 12, 1 / 120
"""So are names for which a single post speaks and that such a number or share of posts uses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """New concepts, the names that posts give to concepts, and all names that were proposed."""

    concepts: tuple[Concept, ...]
    aliases: Aliases
    candidates: tuple[Candidate, ...]

    def extend(self, vocabulary: Vocabulary) -> Vocabulary:
        """Return the vocabulary with what holds for every post; its version stays."""
        concepts = {**vocabulary.concepts, **{concept.id: concept for concept in self.concepts}}
        extended = replace(vocabulary, concepts=concepts)
        return add_labels(extended, self.aliases.of_corpus.items())

    def keep(self, ids: Collection[str]) -> Discovery:
        """Return the same with those of the new concepts only that are among `ids`."""
        lost = {concept.id for concept in self.concepts}.difference(ids)
        of_corpus, of_post = self.aliases.of_corpus, self.aliases.of_post

        def named(names: Mapping[str, str]) -> dict[str, str]:
            return {name: id_ for name, id_ in names.items() if id_ not in lost}

        return replace(
            self,
            concepts=tuple(concept for concept in self.concepts if concept.id not in lost),
            aliases=Aliases(named(of_corpus), {id_: named(own) for id_, own in of_post.items()}),
        )

    def extend_for_reading(self, vocabulary: Vocabulary) -> Vocabulary:
        """Return the vocabulary with the names that hold for one post only as well.

        They are good to know for a reader, but not to look for in other posts.
        """
        pairs = [pair for own in self.aliases.of_post.values() for pair in own.items()]
        return add_labels(vocabulary, sorted(set(pairs)))


def add_labels(vocabulary: Vocabulary, names: Iterable[tuple[str, str]]) -> Vocabulary:
    """Return the vocabulary with further alternative labels, given as (name, concept id)."""
    concepts = dict(vocabulary.concepts)
    for name, id_ in names:
        known = concepts[id_]
        label = Label(text=name, language=language_of(name))
        if label not in known.labels:
            concepts[id_] = known._replace(alt_labels=(*known.alt_labels, label))
    return replace(vocabulary, concepts=concepts)


def discover(
    posts: Sequence[Post],
    matcher: ConceptMatcher,
    *,
    proposals: Callable[..., Iterable[Proposals]] | None = None,
    surroundings: Callable[..., Surroundings] = find_surroundings,
) -> Discovery:
    """Find concepts and names that the matcher's vocabulary lacks.

    `proposals` stands in for `find_proposals` of each post where these are found by several
    processes or kept from an earlier build, and so does `surroundings` for `find_surroundings`.

    Example:
        >>> from kg.vocabulary import Vocabulary
        >>> matcher = ConceptMatcher(Vocabulary(concepts={}, schemes={}, version=""))
        >>> post = Post(id="p", title="BytePiece", text="BytePiece模型很快")
        >>> [concept.label("en") for concept in discover([post], matcher).concepts]
        ['BytePiece']
    """
    unknown_words = len(matcher.vocabulary.concepts) < SMALL_VOCABULARY
    each = (proposals or _each_proposals)(posts, matcher, unknown_words=unknown_words)
    gathered = _gather(posts, each, unknown_words=unknown_words)
    scored = find_strong(gathered.candidates.values())
    around = surroundings(posts, scored)
    of_corpus = agree(gathered.given, matcher.has).of_corpus
    no_terms = gathered.sites.union(gathered.only_given, of_corpus)

    def is_no_term(name: str) -> bool:
        if name in no_terms or around.is_fragment(name):
            return True
        common = not unknown_words and may_be_common(name)
        return common and is_common(scored[name], around.count_posts(name), len(posts))

    ids = accept(scored, matcher, is_no_term)
    given = [*gathered.given]
    for name, id_ in ids.items():
        given += [
            Alias(post_id, alias, id_)
            for alias, post_ids in scored[name].aliases.items()
            if alias != name
            for post_id in post_ids
        ]
    agreed = agree(given, matcher.has)
    return Discovery(
        concepts=make_concepts(scored, ids, matcher),
        aliases=replace(agreed, of_corpus=add_spellings(agreed.of_corpus, ids, matcher)),
        candidates=tuple(sorted(gathered.candidates.values(), key=lambda c: (-c.score, c.name))),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gathered:
    """What all posts propose: candidates by their names, the names that posts give to concepts,
    and names of sites. `only_given` are the names that each post which has them gives to a known
    concept, so that none of them proposes a new one.
    """

    candidates: Mapping[str, Candidate]
    given: Sequence[Alias]
    sites: frozenset[str]
    only_given: frozenset[str]


def _gather(posts: Sequence[Post], each: Iterable[Proposals], *, unknown_words: bool) -> _Gathered:
    candidates: dict[str, Candidate] = {}
    compounds = Compounds()
    given: list[Alias] = []
    sites: set[str] = set()
    proposed: set[str] = set()

    def propose(found: Iterable[Candidate]) -> None:
        for candidate in found:
            candidates.setdefault(candidate.name, Candidate(name=candidate.name)).merge(candidate)

    for post, own in zip(posts, each, strict=True):
        propose(own.candidates)
        compounds.count(post.id, own.compounds)
        given += own.aliases
        sites |= own.sites
        proposed |= own.new_names
    propose(compounds.recurring())
    if unknown_words:
        frequent = [*frequent_terms(posts), *borrowed_words(posts)]
        propose(frequent)
        proposed |= {one.name for one in frequent}
    return _Gathered(
        candidates=candidates,
        given=given,
        sites=frozenset(sites),
        only_given=frozenset(alias.name for alias in given) - proposed,
    )


def find_strong(candidates: Iterable[Candidate]) -> dict[str, Candidate]:
    """Return by their names the candidates for which enough speaks, all posts considered."""
    strong = {}
    for candidate in candidates:
        if len(candidate.posts) > 1:
            candidate.reasons["in several posts"] = SEVERAL_POSTS
        if candidate.score >= THRESHOLD:
            strong[candidate.name] = candidate
    return strong


def accept(
    scored: Mapping[str, Candidate], matcher: ConceptMatcher, is_no_term: Callable[[str], bool]
) -> dict[str, str]:
    """Return the ids of the concepts that strong candidates name, by these names.

    Names that differ in letter case, hyphens or a plural's s are one concept: that of the
    vocabulary which has such a name, or a new one, called by the name that most speaks for.
    `is_no_term` tells what only the posts can: the name of a site, an everyday word. What the
    vocabulary has rejected is none, either.
    """
    rejected = matcher.vocabulary.rejected
    accepted = {
        name: fold_name(name)
        for name in sorted(scored, key=lambda name: (-scored[name].score, name))
        if not is_no_term(name) and not matcher.has(name) and not _is_among(rejected, name)
    }
    spelt = {*accepted.values()}
    names_of_others = {
        other
        for name, folded in accepted.items()
        for alias in scored[name].aliases
        if (other := fold_name(alias)) != folded
    }
    spellings: dict[str, list[str]] = defaultdict(list)
    for name, folded in accepted.items():
        if folded not in names_of_others:
            singular = next((one for one in singulars(folded) if one in spelt), folded)
            spellings[singular].append(name)
    ids: dict[str, str] = {}
    taken = {*matcher.vocabulary.concepts}
    for names in sorted(spellings.values()):
        id_ = matcher.concept_spelt(names[0]) or _new_id(names[0], taken)
        taken.add(id_)
        ids |= dict.fromkeys(names, id_)
    return ids


def _is_among(rejected: Collection[str], name: str) -> bool:
    folded = fold_name(name) if rejected else ""
    return folded in rejected or any(one in rejected for one in singulars(folded))


def make_concepts(
    scored: Mapping[str, Candidate], ids: Mapping[str, str], matcher: ConceptMatcher
) -> tuple[Concept, ...]:
    """Return the new concepts among those that `accept` has given ids to."""
    named: dict[str, list[Candidate]] = defaultdict(list)
    for name, id_ in ids.items():
        if id_ not in matcher.vocabulary.concepts:
            named[id_].append(scored[name])
    return tuple(_concept(id_, candidates, matcher) for id_, candidates in named.items())


def add_spellings(
    names: Mapping[str, str], ids: Mapping[str, str], matcher: ConceptMatcher
) -> dict[str, str]:
    """Return names of the whole corpus with those that `accept` has found to be other spellings of
    the vocabulary's: GeLU of GELU.
    """
    known = {name: id_ for name, id_ in ids.items() if id_ in matcher.vocabulary.concepts}
    return dict(sorted({**names, **known}.items()))


def may_be_common(name: str) -> bool:
    """Tell a Chinese word that is short enough for an everyday one."""
    return len(name) <= _SHORT_NAME and all(map(is_cjk, name))


def is_common(candidate: Candidate, uses: int, posts: int) -> bool:
    """Tell whether so much of a blog uses a short Chinese name that it is an everyday word, such
    as 思路, whatever it looked like in one place: the vocabulary has the terms that are so common.

    `uses` is how many of the `posts` have it in their text.

    Example:
        >>> one = Candidate(name="进展", reasons={"defined in the text": 0.7}, posts={"post/a"})
        >>> is_common(one, 94, 1494), is_common(one, 4, 1494)
        (True, False)
    """
    short = len(candidate.name) <= _SHORT_WORD
    return (short and uses > max(_COMMON, posts * _COMMON_SHARE)) or (
        len(candidate.posts) == 1 and uses > max(_TAKEN_UP, posts * _TAKEN_UP_SHARE)
    )


def _each_proposals(
    posts: Sequence[Post], matcher: ConceptMatcher, *, unknown_words: bool
) -> Iterator[Proposals]:
    for post in posts:
        yield find_proposals(post, matcher, unknown_words=unknown_words)


def _new_id(name: str, taken: set[str]) -> str:
    id_ = f"concept/{slugify(name)}"
    while id_ in taken:
        id_ += "_"
    return id_


def _concept(id_: str, candidates: Sequence[Candidate], matcher: ConceptMatcher) -> Concept:
    """Make the concept that is named so; its field is that of the broader one, where that is known.

    The first name is the preferred one.
    """
    labels = [Label(text=one.name, language=language_of(one.name)) for one in candidates]
    broader = _find_broader(candidates, matcher)
    field = matcher.vocabulary.concepts[broader].field if broader else None
    return Concept(
        id=id_,
        pref_label=(labels[0],),
        alt_labels=tuple(labels[1:]),
        broader=(broader,) if broader else (),
        field=field,
        status="discovered",
    )


def _find_broader(candidates: Sequence[Candidate], matcher: ConceptMatcher) -> str | None:
    """Return what a post says that the concept with these names is a kind of, or the concept that
    the first ends in as a whole word: 生成模型 of 非对抗生成模型, but not 梯度下降 of 无梯度下降.
    """
    name = candidates[0].name
    *_, last = (None, *matcher.find_candidates(name))
    head = last if last and last.start and last.end == len(name) else None
    if head and is_negated(name, head.start):
        return None
    if told := next((one.broader for one in candidates if one.broader), None):
        return told
    if not head or head.ambiguous or not (is_cjk(name[-1]) or name[head.start - 1] == " "):
        return None
    return head.concept_ids[0]
