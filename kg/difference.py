"""Two graphs in, the posts, concepts and links that the second gained and lost out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import pyoxigraph as ox

from kg.errors import KgError
from kg.rdf.names import find_names, stated_language
from kg.rdf.namespaces import CITO, RDF, SDO, SKOS, Triple, compact
from kg.rdf.triples import dataset_base

_LINKS = (SDO.about, SDO.mentions, CITO.cites, SDO.isPartOf, SKOS.broader, SKOS.related)
_KINDS = {"posts": SDO.BlogPosting, "concepts": SKOS.Concept}


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """A link by the IRIs of its ends; `relation` is a name with a prefix, as `schema:about`."""

    source: str
    relation: str
    target: str


T = TypeVar("T", str, Link)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Generic[T]):
    """What was gained and what was lost, each sorted: IRIs, or links."""

    gained: tuple[T, ...]
    lost: tuple[T, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """The changes between two graphs; `names` has the title or label of every IRI in them."""

    posts: Change[str]
    concepts: Change[str]
    links: Change[Link]
    names: Mapping[str, str]

    def __bool__(self) -> bool:
        return any(change.gained or change.lost for _, change in self.changes())

    def changes(self) -> Iterator[tuple[str, Change[str] | Change[Link]]]:
        """Yield each kind of thing with its change."""
        yield from (("posts", self.posts), ("concepts", self.concepts), ("links", self.links))


def compare(old: Sequence[Triple], new: Sequence[Triple]) -> Difference:
    """Return what a graph gained and lost. A link that changed its relation is lost and gained.

    Raises:
        KgError: the two do not name things alike: they were built with different bases.

    Example:
        >>> from kg.rdf import read_triples
        >>> triples = read_triples("output")
        >>> bool(compare(triples, triples))
        False
        >>> difference = compare([], triples)
        >>> len(difference.posts.gained), difference.posts.lost
        (49, ())
    """
    bases = [dataset_base(triples) for triples in (old, new) if triples]
    if len(set(bases)) > 1:
        fault = f"the graphs name things differently: {bases[0]} and {bases[1]}"
        raise KgError(f"{fault}; build both with the same --base")
    kinds = {kind: _change(_all(class_, old), _all(class_, new)) for kind, class_ in _KINDS.items()}
    links = _change({*_links(old)}, {*_links(new)})
    wanted = {iri for change in kinds.values() for iri in (*change.gained, *change.lost)}
    for link in (*links.gained, *links.lost):
        wanted |= {link.source, link.target}
    language = stated_language(new or old)
    every = find_names(old, language) | find_names(new, language)
    names = {iri: name for iri, name in every.items() if iri in wanted}
    return Difference(posts=kinds["posts"], concepts=kinds["concepts"], links=links, names=names)


def describe(difference: Difference) -> str:
    """Return the difference as text, one change a line.

    Example:
        >>> none = Change(gained=(), lost=())
        >>> gained = Change(gained=("https://kg.example/concept/svm",), lost=())
        >>> names = {"https://kg.example/concept/svm": "支持向量机"}
        >>> print(describe(Difference(posts=none, concepts=gained, links=none, names=names)))
        posts: none gained, none lost
        concepts: 1 gained, none lost
          + 支持向量机
        links: none gained, none lost
    """
    lines = []
    for kind, change in difference.changes():
        gained, lost = (len(part) or "none" for part in (change.gained, change.lost))
        lines.append(f"{kind}: {gained} gained, {lost} lost")
        lines += [f"  + {_show(one, difference.names)}" for one in change.gained]
        lines += [f"  - {_show(one, difference.names)}" for one in change.lost]
    return "\n".join(lines)


def as_records(difference: Difference) -> dict[str, dict[str, list[dict[str, str]]]]:
    """Return the difference as plain values, for JSON."""
    return {
        kind: {
            "gained": [_record(one, difference.names) for one in change.gained],
            "lost": [_record(one, difference.names) for one in change.lost],
        }
        for kind, change in difference.changes()
    }


def _change(old: set[T], new: set[T]) -> Change[T]:
    return Change(gained=tuple(sorted(new - old)), lost=tuple(sorted(old - new)))


def _all(class_: ox.NamedNode, triples: Sequence[Triple]) -> set[str]:
    return {s.value for s, predicate, o in triples if predicate == RDF.type and o == class_}


def _links(triples: Sequence[Triple]) -> Iterator[Link]:
    for subject, predicate, object_ in triples:
        if predicate in _LINKS:
            source, target = subject.value, object_.value
            if predicate == SKOS.related:  # is stated both ways
                source, target = sorted((source, target))
            yield Link(source, compact(predicate.value), target)


def _show(one: str | Link, names: Mapping[str, str]) -> str:
    if isinstance(one, Link):
        relation = one.relation.partition(":")[2]
        return f"{names.get(one.source, one.source)} {relation} {names.get(one.target, one.target)}"
    return names.get(one, one)


def _record(one: str | Link, names: Mapping[str, str]) -> dict[str, str]:
    if isinstance(one, Link):
        return {
            "source": one.source, "source_name": names.get(one.source, ""),
            "relation": one.relation,
            "target": one.target, "target_name": names.get(one.target, ""),
        }  # fmt: skip
    return {"iri": one, "name": names.get(one, "")}
