"""The links of a post in, Turtle that says what each of them rests on out.

Evidence is most of the graph and always of one shape, that of the Web Annotation Data Model
(https://www.w3.org/TR/annotation-model/), section 4.2. So it is written by the annotation and not
by the triple, which takes a tenth of the time. Literals and names are pyoxigraph's, as is the way
in which all is set out: the bytes are those of its serializer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import pyoxigraph as ox

from kg.evidence import (
    Evidence,
    citation_evidence,
    mention_confidence,
    mention_evidence,
    open_evidence,
    surest,
)
from kg.model import Post, PostLinks
from kg.rdf.iris import part_of
from kg.rdf.statements import RELATIONS, TYPE, Tally, Terms

_IN_ORDER = (  # of the IRIs, as in all of the file
    "oa:hasBody", "oa:hasTarget", "oa:motivatedBy", "prov:wasDerivedFrom", "kg:candidate",
    "kg:confidence", "kg:cueText", "kg:decidedBy", "kg:leftOpen", "kg:linkTarget",
    "kg:occurrences", "kg:reason", "kg:resolvedBy", "kg:salience", "kg:supports", "kg:toLaterPost",
)  # fmt: skip
_POSITION = ("oa:TextPositionSelector", "oa:end", "oa:start")
_QUOTE = ("oa:TextQuoteSelector", "oa:exact", "oa:prefix", "oa:suffix")
_TARGET = ("oa:SpecificResource", "oa:hasSelector", "oa:hasSelector", "oa:hasSource", "kg:place")

NodeKind = tuple[str, ...]
"""The class of a node, then the property of each of its other statements."""

_Facts = dict[str, str | Sequence[str]]
"""The object of each property as Turtle writes it, or several; empty where nothing is said."""


class AnnotationWriter:
    """Writes the evidence of one post after the other.

    Example:
        >>> from kg.model import ConceptLink, Mention
        >>> post = Post(id="post/a", title="甲", text="支持向量机。")
        >>> mention = Mention(post_id="post/a", concept_id="urn:svm", start=0, end=5,
        ...                   place="text")
        >>> link = ConceptLink(post_id="post/a", concept_id="urn:svm", relation="about",
        ...                    salience=0.5, mentions=(mention,))
        >>> links = PostLinks(post=post, concepts=[link])
        >>> turtle, nodes = AnnotationWriter("https://blog.example/").write(links)
        >>> 'oa:exact "支持向量机"' in turtle, nodes.subjects
        (True, 4)
    """

    def __init__(self, base: str) -> None:
        self._terms = Terms(base)
        self._minter = self._terms.minter

    def write(self, links: PostLinks) -> tuple[str, Tally]:
        """Return the evidence of a post's links, by IRI, and what is counted of it."""
        nodes = [
            node
            for target, facts, evidence in self._annotations(links)
            for node in self._nodes(links.post, target, facts, evidence)
        ]
        nodes.sort()
        tally = Tally(subjects=len(nodes))
        for (class_, *names), number in Counter(kind for _, _, kind in nodes).items():
            tally.classes[class_] += number
            for name in (TYPE, *names):
                tally.properties[name] += number
        return "".join(text for _, text, _ in nodes), tally

    def _annotations(self, links: PostLinks) -> Iterator[tuple[str, _Facts, Evidence]]:
        """Yield for each what its IRI ends in, what is said of it, and what it quotes."""
        post = links.post
        for link in links.concepts:
            evidence = mention_evidence(link, post)
            yield link.concept_id, {
                "oa:hasBody": self._name(link.concept_id),
                "oa:motivatedBy": "oa:tagging",
                "kg:confidence": _decimal(mention_confidence(link)),
                "kg:decidedBy": "kg:context" if evidence.reason else "kg:clearName",
                "kg:occurrences": str(len(link.mentions)),
                "kg:reason": _text(evidence.reason) if evidence.reason else "",
                "kg:salience": _decimal(link.salience),
                "kg:supports": RELATIONS[link.relation],
            }, evidence  # fmt: skip
        for target, resolutions in links.citations:
            best = surest(resolutions)
            yield target, {
                "oa:hasBody": self._name(target),
                "oa:motivatedBy": "oa:linking",
                "kg:confidence": _decimal(best.confidence),
                "kg:cueText": _text(best.reference.cue) if best.reference.cue else "",
                "kg:occurrences": str(len(resolutions)),
                "kg:reason": _text(best.reason) if best.reason else "",
                "kg:resolvedBy": f"kg:{best.how}",
                "kg:supports": "cito:cites",
                "kg:toLaterPost": "true" if best.to_later else "",
            }, citation_evidence(resolutions, post)  # fmt: skip
        for one in links.open:
            link_target = one.reference.link
            yield f"open/{one.reference.start}", {
                "oa:motivatedBy": "oa:linking",
                "kg:candidate": self._sorted_names(one.candidates),
                "kg:leftOpen": f"kg:{one.status}",
                "kg:linkTarget": _text(link_target) if link_target else "",
            }, open_evidence(one, post)  # fmt: skip

    def _nodes(
        self, post: Post, target_id: str, facts: _Facts, evidence: Evidence
    ) -> Iterator[tuple[str, str, NodeKind]]:
        """Yield the annotation, its target and the two selectors: IRI, Turtle and kind."""
        iri = self._minter.evidence(post.id, target_id).value
        target, quote, position = (part_of(iri, name) for name in ("target", "quote", "position"))
        facts["oa:hasTarget"] = f"<{target}>"
        if post.source:
            facts["prov:wasDerivedFrom"] = self._source(post.source)
        lines, kind = [], ["oa:Annotation"]
        for name in _IN_ORDER:
            if value := facts.get(name):
                several = (value,) if isinstance(value, str) else value
                lines.append(f"{name} {' , '.join(several)}")
                kind += [name] * len(several)
        body = " ;\n\t".join(lines)
        yield iri, f"<{iri}> a oa:Annotation ;\n\t{body} .\n", (*kind,)
        yield position, (
            f"<{position}> a oa:TextPositionSelector ;\n"
            f'\toa:end "{evidence.end}"^^xsd:nonNegativeInteger ;\n'
            f'\toa:start "{evidence.start}"^^xsd:nonNegativeInteger .\n'
        ), _POSITION  # fmt: skip
        yield quote, (
            f"<{quote}> a oa:TextQuoteSelector ;\n"
            f"\toa:exact {_text(evidence.exact)} ;\n"
            f"\toa:prefix {_text(evidence.prefix)} ;\n"
            f"\toa:suffix {_text(evidence.suffix)} .\n"
        ), _QUOTE  # fmt: skip
        yield target, (
            f"<{target}> a oa:SpecificResource ;\n"
            f"\toa:hasSelector <{position}> , <{quote}> ;\n"
            f"\toa:hasSource {self._name(post.id)} ;\n"
            f"\tkg:place kg:{evidence.place} .\n"
        ), _TARGET  # fmt: skip

    def _name(self, id_: str) -> str:
        """Return the IRI of an id as Turtle writes it, with a prefix if it has one."""
        return self._terms.node(id_)[1]

    def _sorted_names(self, ids: Iterable[str]) -> list[str]:
        return [self._name(id_) for id_ in sorted({*ids}, key=lambda i: self._minter.iri(i).value)]

    def _source(self, source: str) -> str:
        return self._terms.named(self._minter.source(source))[1]


def _text(value: str) -> str:
    return str(ox.Literal(value))


@lru_cache(maxsize=2**12)
def _decimal(value: float) -> str:
    text = f"{value:.6f}".rstrip("0").rstrip(".")  # a decimal has no exponent
    return text if "." in text else f'"{text}"^^xsd:decimal'  # bare, it would be an integer
