"""What a link rests on in, the sentences to show for it out, with the wording in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from kg.evidence import Evidence, LinkKey, all_citation_evidence, all_mention_evidence
from kg.model import KnowledgeBase, Place, PostLinks
from kg.parts import Part, Parts
from kg.plain_links import with_mentions

_PLACES: tuple[Place, ...] = ("title", "text", "reference")


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
    """Return the sentence of some evidence.

    Example:
        >>> quote(Evidence(place="text", start=9, end=12, prefix="𝑓是", exact="SVM", suffix="。"))
        Quotation(sentence='𝑓是SVM。', start=3, end=6, place=1, reason='')
    """
    start = _utf16_length(evidence.prefix)
    return Quotation(
        sentence=evidence.prefix + evidence.exact + evidence.suffix,
        start=start,
        end=start + _utf16_length(evidence.exact),
        place=_PLACES.index(evidence.place),
        reason=evidence.reason,
    )


def find_quotations(kb: KnowledgeBase, parts: Parts) -> dict[LinkKey, list[Quotation]]:
    """Return what each link of a post rests on, as `kg.evidence.AllEvidence` has it.

    Example:
        >>> from kg import build_knowledge_base, load_vocabulary, read_posts
        >>> from kg.evidence import AllEvidence
        >>> kb = build_knowledge_base(read_posts(["seeds"]), load_vocabulary())
        >>> found = find_quotations(kb, Parts())
        >>> found == {key: [*map(quote, those)] for key, those in AllEvidence(kb).items()}
        True
    """
    found: dict[LinkKey, list[Quotation]] = {}
    for links in kb.links_by_post:
        post = links.post
        for target, relation, spans in parts.find("sentences", links, _locate).facts:
            found[post.id, target, relation] = [
                Quotation(post.passage(_PLACES[place])[first:last], start, end, place, *reason)
                for first, last, start, end, place, *reason in spans
            ]
    return found


def _locate(links: PostLinks) -> Part:
    """Say where the sentences of each link stand: the post has their words."""
    found: list[Any] = []
    for link in with_mentions(links).concepts:
        evidence = all_mention_evidence(link, links.post)
        found.append((link.concept_id, link.relation, [*_spans(evidence)]))
    for target, resolutions in links.citations:
        evidence = all_citation_evidence(resolutions, links.post)
        found.append((target, "cites", [*_spans(evidence)]))
    return Part(b"", found)


def _spans(evidence: list[Evidence]) -> Iterator[tuple[int | str, ...]]:
    for one in evidence:
        first, last = one.start - len(one.prefix), one.end + len(one.suffix)
        _, start, end, place, reason = quote(one)
        yield first, last, start, end, place, *([reason] if reason else [])


def _utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
