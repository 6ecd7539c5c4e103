"""What links rest on in, the sentences to show for them out, with the wording in them.

The links of a node are quoted together, apart from all others, so that what is made of a post that
did not change can be copied.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from kg.evidence import Evidence, all_citation_evidence, all_mention_evidence
from kg.explorer.json_text import json_for_html
from kg.explorer.unmarking import unmark
from kg.graph import Attributes, Edge
from kg.model import KnowledgeBase, Place, PostLinks
from kg.parts import Part, Parts
from kg.plain_links import with_mentions

_PLACES: tuple[Place, ...] = ("title", "text", "reference")

EvidenceOf = Mapping[tuple[str, str, str], Sequence[Evidence]]
"""What (source, target, relation) rests on."""

Quoted = Callable[[str, Sequence[str], Sequence[str]], bytes]
"""Given a node, the targets of its links and their relations, what `quote_links` makes of the
evidence of these.
"""


class Quotation(NamedTuple):
    """A sentence, and where the wording stands in it, in UTF-16 code units, as scripts count;
    `place` is the number of what it stands in: title, text or 《title》 in the text.
    """

    sentence: str
    start: int
    end: int
    place: int
    reason: str = ""


def quote(evidence: Evidence) -> Quotation:
    """Return the sentence of some evidence, as it is read: without its markup.

    Example:
        >>> quote(Evidence(place="text", start=9, end=12, prefix="𝑓是", exact="SVM", suffix="。"))
        Quotation(sentence='𝑓是SVM。', start=3, end=6, place=1, reason='')
    """
    sentence = evidence.prefix + evidence.exact + evidence.suffix
    start = len(evidence.prefix)
    end = start + len(evidence.exact)
    if evidence.place != "title":
        sentence, start, end = unmark(sentence, start, end)
    return Quotation(
        sentence=sentence,
        start=_utf16_length(sentence[:start]),
        end=_utf16_length(sentence[:end]),
        place=_PLACES.index(evidence.place),
        reason=evidence.reason,
    )


def quote_links(evidence: Iterable[Sequence[Evidence]]) -> bytes:
    """Return what some links rest on as JSON for the page: the sentences, each once, and for each
    link a list of the number of each sentence, where the wording stands in it, the place, and the
    reason if there is one.

    Example:
        >>> one = Evidence(place="text", start=9, end=12, prefix="𝑓是", exact="SVM", suffix="。")
        >>> quote_links([[one], [], [one]]).decode()
        '[["𝑓是SVM。"],[[[0,3,6,1]],[],[[0,3,6,1]]]]'
    """
    sentences: dict[str, int] = {}
    links: list[list[list[int | str]]] = []
    for each in evidence:
        links.append([])
        for sentence, start, end, place, reason in map(quote, each):
            number = sentences.setdefault(sentence, len(sentences))
            links[-1].append([number, start, end, place, *([reason] if reason else [])])
    return json_for_html([[*sentences], links])


def quote_edges(edges: Iterable[Edge], evidence: EvidenceOf) -> Quoted:
    """Return what quotes the evidence of each edge, or the sentence that the edge itself quotes."""
    attributes = {edge[:3]: edge[3] for edge in edges}

    def quoted(source: str, targets: Sequence[str], relations: Sequence[str]) -> bytes:
        links = [(source, *other) for other in zip(targets, relations, strict=True)]
        return quote_links(evidence.get(one, _carried(attributes[one])) for one in links)

    return quoted


def quote_posts(kb: KnowledgeBase, parts: Parts) -> Quoted:
    """Return what quotes the links of posts: those that are made already are in `parts`."""
    links_of = {links.post.id: links for links in kb.links_by_post}

    def quoted(source: str, targets: Sequence[str], relations: Sequence[str]) -> bytes:
        if (links := links_of.get(source)) is None:  # of a concept, which quotes no post
            return _quote_nothing(len(targets))
        make = partial(_quote_post, targets, relations)
        return parts.find(
            "quotations", links, make, "\n".join(targets), "\n".join(relations)
        ).content

    return quoted


@lru_cache
def _quote_nothing(links: int) -> bytes:
    return quote_links([()] * links)


def _quote_post(targets: Sequence[str], relations: Sequence[str], links: PostLinks) -> Part:
    evidence: dict[tuple[str, str], Sequence[Evidence]] = {
        (link.concept_id, link.relation): all_mention_evidence(link, links.post)
        for link in with_mentions(links).concepts
    }
    for target, resolutions in links.citations:
        evidence[target, "cites"] = all_citation_evidence(resolutions, links.post)
    others = zip(targets, relations, strict=True)
    return Part(quote_links(evidence.get(other, []) for other in others), None)


def _utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _carried(attributes: Attributes) -> list[Evidence]:
    """Return the evidence that an edge of the graph carries."""
    if "exact" not in attributes:
        return []
    return [
        Evidence(
            place=attributes.get("place", "text"),
            start=attributes.get("start", 0),
            end=attributes.get("end", 0),
            prefix=attributes.get("prefix", ""),
            exact=attributes["exact"],
            suffix=attributes.get("suffix", ""),
            reason=attributes.get("reason", ""),
        )
    ]
