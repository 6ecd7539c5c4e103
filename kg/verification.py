"""A graph and the posts that it was made of in; out, a sentence for each quote not found in these.

Every `about`, `mentions` and `cites` link has to have its annotation; and what an annotation quotes
has to stand, with the words before and behind it, at the characters of the post that it names, in a
post that comes from the page that it names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
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

Term = ox.NamedNode | ox.Literal
Properties = dict[ox.NamedNode, list[Term]]


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
    for node in annotations:
        annotation = _read_annotation(node, nodes)
        if link := annotation.link:
            evident.add(link)
        name = _name(link, names) if link else f"reference left open {node.value}"
        post = read.get(annotation.source) if annotation.source else None
        faults += [f"{name}: {fault}" for fault in _check(annotation, post, minter)]
    faults += [
        f"{_name(link, names)}: the link has no evidence" for link in links if link not in evident
    ]
    known = set(links)
    faults += [
        f"{_name(link, names)}: there is evidence, but no such link"
        for link in sorted(evident - known, key=str)
    ]
    return Verification(links=len(links), quotes=len(annotations), faults=tuple(faults))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Annotation:
    """What an annotation says: the `link` that it is the evidence of, if of any; the post that is
    its `source`, and the pages that this stood on; and what it quotes at which `place`, by the
    properties of its selectors.
    """

    link: Triple | None
    source: ox.NamedNode | None
    pages: Sequence[Term]
    place: Term | None
    quoted: Mapping[ox.NamedNode, str]


def _read_annotation(node: ox.NamedNode, nodes: Mapping[ox.NamedNode, Properties]) -> _Annotation:
    facts = nodes[node]
    target = _first_node(facts[OA.hasTarget])
    whole = nodes[target] if target else {}
    source = _first_node(whole.get(OA.hasSource, ()))
    relation, body = _first_node(facts[KG.supports]), next(iter(facts[OA.hasBody]), None)
    return _Annotation(
        link=(source, relation, body) if source and relation and body else None,
        source=source,
        pages=facts[PROV.wasDerivedFrom],
        place=next(iter(whole.get(KG.place, ())), None),
        quoted={
            property_: values[0].value
            for selector in whole.get(OA.hasSelector, ())
            if isinstance(selector, ox.NamedNode)
            for property_, values in nodes[selector].items()
        },
    )


def _first_node(terms: Iterable[Term]) -> ox.NamedNode | None:
    return next((term for term in terms if isinstance(term, ox.NamedNode)), None)


def _check(annotation: _Annotation, post: Post | None, minter: Minter) -> Iterator[str]:
    """Say what is wrong with an annotation of a post, or of none that was read."""
    if post is None:
        yield "the sources have no such post"
        return
    quoted, place, pages = annotation.quoted, annotation.place, annotation.pages
    if place is None or not {OA.exact, OA.start, OA.end} <= quoted.keys():
        yield "its evidence is incomplete"
        return
    start, end = quoted[OA.start], quoted[OA.end]
    if not (start.isdecimal() and end.isdecimal()):
        yield f"the quote is said to stand at {start}-{end}, which is no place"
        return
    yield from _compare(post.passage("title" if place == KG.title else "text"), quoted)
    if pages and (not post.source or minter.source(post.source) not in pages):
        wanted = ", ".join(page.value for page in pages)
        yield f"the post comes from {post.source}, no longer from {wanted}"


def _compare(passage: str, values: Mapping[ox.NamedNode, str]) -> Iterator[str]:
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
