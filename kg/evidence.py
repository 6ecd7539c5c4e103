"""A link in, the words and the sentence it rests on out: the same in every output."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.model import ConceptLink, KnowledgeBase, Mention, OpenReference, Place, Post, Resolution
from kg.text import sentence_around

_LONGEST_CONTEXT = 200
_PREFERENCE: dict[Place, int] = {"text": 0, "reference": 1, "title": 2}

_CONFIDENCE = {  # by (whether the rest of the post had to decide, whether it says so thrice)
    (False, True): 0.99,
    (False, False): 0.95,
    (True, True): 0.9,
    (True, False): 0.7,
}
"""How often such a link is right, as measured on annotated posts; a test measures it again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The wording that a link rests on, at `start:end` of the post's title or text.

    `prefix + exact + suffix` is the sentence around it, at most 200 characters on either side.
    `reason` tells what decided, where the wording alone does not.
    """

    place: Place
    start: int
    end: int
    prefix: str
    exact: str
    suffix: str
    reason: str = ""


def mention_evidence(link: ConceptLink, post: Post) -> Evidence:
    """Return the evidence of a concept link: the first mention in the running text, if there is
    one, else inside a cited title, else in the post's own title.
    """
    best = _best_mention(link)
    return _evidence(post, best.place, best.start, best.end, best.reason)


def mention_confidence(link: ConceptLink) -> float:
    """Return how sure it is that the post names the concept, from 0 to 1: the share of such links
    that an annotation confirms. It tells nothing about how much the post is about the concept.
    """
    return _CONFIDENCE[bool(_best_mention(link).reason), len(link.mentions) > 2]


def _best_mention(link: ConceptLink) -> Mention:
    if len(link.mentions) == 1:
        return link.mentions[0]
    return min(link.mentions, key=_order)


def _order(mention: Mention) -> tuple[int, int]:
    return _PREFERENCE[mention.place], mention.start


def citation_evidence(resolutions: Sequence[Resolution], post: Post) -> Evidence:
    """Return the evidence of a citation: the first of the surest references to the target."""
    best = surest(resolutions)
    return _evidence(post, "text", best.reference.start, best.reference.end, best.reason)


def open_evidence(one: OpenReference, post: Post) -> Evidence:
    """Return the wording of a reference that is left open."""
    return _evidence(post, "text", one.reference.start, one.reference.end)


MOST = 5
"""How many sentences are shown for a link, at most."""

LinkKey = tuple[str, str, str]
"""A post, what it is linked to, and the relation."""


class AllEvidence(Mapping[LinkKey, list[Evidence]]):
    """What each link rests on: what the link's own evidence is first, then others, one a sentence,
    in the order of the text. It is found when it is asked for.

    Example:
        >>> from kg import build_knowledge_base, load_vocabulary, read_posts
        >>> found = AllEvidence(build_knowledge_base(read_posts(["seeds"]), load_vocabulary()))
        >>> max(map(len, found.values()))
        5
    """

    def __init__(self, kb: KnowledgeBase, most: int = MOST) -> None:
        """Take the links of `kb`, and at most so many sentences for each."""
        self._posts = kb.posts_by_id
        self._most = most
        self._links: dict[LinkKey, ConceptLink | tuple[Resolution, ...]] = {
            (link.post_id, link.concept_id, link.relation): link for link in kb.concept_links
        }
        for (post_id, target), resolutions in kb.citations.items():
            self._links[post_id, target, "cites"] = resolutions

    def __getitem__(self, key: LinkKey) -> list[Evidence]:
        """Return what one link rests on."""
        link, post = self._links[key], self._posts[key[0]]
        if isinstance(link, ConceptLink):
            return all_mention_evidence(link, post, self._most)
        return all_citation_evidence(link, post, self._most)

    def __iter__(self) -> Iterator[LinkKey]:
        """Yield the links."""
        return iter(self._links)

    def __len__(self) -> int:
        """Return the number of links."""
        return len(self._links)


def all_mention_evidence(link: ConceptLink, post: Post, most: int = MOST) -> list[Evidence]:
    """Return what a concept link rests on, as `AllEvidence` has it."""
    rest = ((m.place, m.start, m.end, m.reason) for m in link.mentions)
    return _one_a_sentence(post, mention_evidence(link, post), rest, most)


def all_citation_evidence(
    resolutions: Sequence[Resolution], post: Post, most: int = MOST
) -> list[Evidence]:
    """Return what a citation rests on, as `AllEvidence` has it."""
    rest: Iterable[tuple[Place, int, int, str]] = (
        ("text", one.reference.start, one.reference.end, one.reason) for one in resolutions
    )
    return _one_a_sentence(post, citation_evidence(resolutions, post), rest, most)


def _one_a_sentence(
    post: Post, first: Evidence, rest: Iterable[tuple[Place, int, int, str]], most: int
) -> list[Evidence]:
    kept = {(first.place, first.start - len(first.prefix)): first}
    for place, start, end, reason in rest:
        if len(kept) == most:
            break
        passage = post.passage(place)
        sentence = sentence_around(passage, start, end)
        key = place, start - len(_prefix(passage, sentence[0], start))
        if key not in kept:
            kept[key] = _of_sentence(passage, sentence, place, start, end, reason)
    return [*kept.values()]


def surest(resolutions: Sequence[Resolution]) -> Resolution:
    """Return the resolution that a citation rests on, the first of those with most confidence."""
    return min(resolutions, key=lambda one: (-one.confidence, one.reference.start))


def _evidence(post: Post, place: Place, start: int, end: int, reason: str = "") -> Evidence:
    passage = post.passage(place)
    sentence = sentence_around(passage, start, end)
    return _of_sentence(passage, sentence, place, start, end, reason)


def _of_sentence(
    passage: str, sentence: tuple[int, int], place: Place, start: int, end: int, reason: str
) -> Evidence:
    first, last = sentence
    return Evidence(
        place=place,
        start=start,
        end=end,
        prefix=_prefix(passage, first, start),
        exact=passage[start:end],
        suffix=passage[end : min(last, end + _LONGEST_CONTEXT)].rstrip(),
        reason=reason,
    )


def _prefix(passage: str, first: int, start: int) -> str:
    return passage[max(first, start - _LONGEST_CONTEXT) : start].lstrip()
