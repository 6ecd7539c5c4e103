"""A graph and the posts it claims to be of in, a sentence for each quote that does not stand out.

Every `about`, `mentions` and `cites` link has to have its annotation; and what an annotation quotes
has to stand, with the words before and behind it, at the characters of the post that it names, in a
post that comes from the page that it names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg.errors import KgError
from kg.model import Post
from kg.rdf.iris import Minter
from kg.rdf.names import find_names, stated_language
from kg.rdf.namespaces import CITO, KG, OA, PROV, RDF, SDO, Triple, compact
from kg.rdf.triples import dataset_base

_LINKS = (SDO.about, SDO.mentions, CITO.cites)
_SHOWN = 40

Properties = dict[ox.NamedNode, list[ox.NamedNode | ox.Literal]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """How many links and quotes were checked, and a sentence for each that does not hold."""

    links: int
    quotes: int
    faults: tuple[str, ...]


def verify(triples: Sequence[Triple], posts: Sequence[Post]) -> Verification:
    """Check every link of a graph against posts read again from their sources.

    Raises:
        KgError: the graph has links and no evidence at all.

    Example:
        >>> from kg import read_posts
        >>> from kg.rdf import read_triples
        >>> verify(read_triples("output"), read_posts(["seeds"])).faults
        ()
    """
    nodes: dict[ox.NamedNode, Properties] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, object_ in triples:
        nodes[subject][predicate].append(object_)
    minter = Minter(dataset_base(triples))
    read = {minter.iri(post.id): post for post in posts}
    names = find_names(triples, stated_language(triples))
    annotations = [node for node, facts in nodes.items() if OA.Annotation in facts[RDF.type]]
    links = [triple for triple in triples if triple[1] in _LINKS]
    if links and not annotations:
        raise KgError("the graph has no evidence to verify; build it without --no-evidence")

    evident: set[Triple] = set()
    faults: list[str] = []
    for annotation in annotations:
        link, own = _check(nodes, annotation, read, minter, names)
        if link:
            evident.add(link)
        faults += own
    faults += [
        f"{_name(link, names)}: the link has no evidence" for link in links if link not in evident
    ]
    known = set(links)
    faults += [
        f"{_name(link, names)}: there is evidence, but no such link"
        for link in sorted(evident - known, key=str)
    ]
    return Verification(links=len(links), quotes=len(annotations), faults=tuple(faults))


def _check(
    nodes: dict[ox.NamedNode, Properties],
    annotation: ox.NamedNode,
    read: dict[ox.NamedNode, Post],
    minter: Minter,
    names: Mapping[str, str],
) -> tuple[Triple | None, list[str]]:
    """Return the link that an annotation is the evidence of, if of any, and what is wrong."""
    facts = nodes[annotation]
    values: dict[ox.NamedNode, str] = {}
    source = place = None
    for target in facts[OA.hasTarget]:
        if isinstance(target, ox.NamedNode):
            source = next(iter(nodes[target][OA.hasSource]), None)
            place = next(iter(nodes[target][KG.place]), None)
            for selector in nodes[target][OA.hasSelector]:
                if isinstance(selector, ox.NamedNode):
                    parts = nodes[selector].items()
                    values |= {predicate: found[0].value for predicate, found in parts if found}
    link: Triple | None = None
    body = next(iter(facts[OA.hasBody]), None)
    relation = next(iter(facts[KG.supports]), None)
    if isinstance(source, ox.NamedNode) and isinstance(relation, ox.NamedNode) and body:
        link = (source, relation, body)
    name = _name(link, names) if link else f"reference left open {annotation.value}"
    post = read.get(source) if isinstance(source, ox.NamedNode) else None
    if post is None:
        return link, [f"{name}: the sources have no such post"]
    missing = [part for part in (OA.exact, OA.start, OA.end) if part not in values]
    if missing or place is None:
        return link, [f"{name}: its evidence is incomplete"]
    passage = post.passage("title" if place == KG.title else "text")
    faults = list(_compare(passage, values))
    pages = facts[PROV.wasDerivedFrom]
    if pages and (not post.source or minter.source(post.source) not in pages):
        wanted = ", ".join(page.value for page in pages)
        faults.append(f"the post comes from {post.source}, no longer from {wanted}")
    return link, [f"{name}: {fault}" for fault in faults]


def _compare(passage: str, values: dict[ox.NamedNode, str]) -> Iterator[str]:
    start, end = int(values[OA.start]), int(values[OA.end])
    exact, prefix, suffix = (values.get(part, "") for part in (OA.exact, OA.prefix, OA.suffix))
    found = passage[start:end]
    if found != exact:
        yield f"at {start}-{end} stands {_cut(found)}, not {_cut(exact)}"
    elif not passage[:start].endswith(prefix):
        before = passage[max(0, start - len(prefix)) : start]
        yield f"before {_cut(exact)} at {start} stands {_cut(before, last=True)}, not " + _cut(
            prefix, last=True
        )
    elif not passage[end:].startswith(suffix):
        behind = passage[end : end + len(suffix)]
        yield f"behind {_cut(exact)} at {end} stands {_cut(behind)}, not {_cut(suffix)}"


def _name(link: Triple, names: Mapping[str, str]) -> str:
    source, relation, target = (names.get(term.value) or compact(term.value) for term in link)
    return f"{source} {relation} {target}"


def _cut(text: str, *, last: bool = False) -> str:
    if len(text) > _SHOWN:
        text = f"…{text[-_SHOWN:]}" if last else f"{text[:_SHOWN]}…"
    return repr(text)
