"""What SKOS files say in, what is wrong with it out: a sentence for each fault, with its remedy."""

from __future__ import annotations

import contextlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from graphlib import CycleError, TopologicalSorter

from kg import skos
from kg.model import Concept, Label, main_language
from kg.rdf.namespaces import BUILTIN_CONCEPTS, compact
from kg.reach import reach

_CLOSED_BY = {
    skos.BROADER: "declare it, or say skos:broadMatch",
    skos.NARROWER: "declare it, or say skos:narrowMatch",
    skos.RELATED: "declare it, or say skos:relatedMatch",
    skos.REPLACED_BY: "declare it, or drop this",
}
"""The relations that may lead out of the files, and what to do then."""


def find_faults(
    concepts: Mapping[str, Concept],
    origin: Mapping[str, str],
    required: Collection[str],
    own: Collection[str],
    *,
    whole: bool,
) -> Iterator[str]:
    """Say what is wrong with the concepts, a sentence each; `origin` names the file of each.

    `required` are the languages that each of one's own must have a preferred label in, or in a
    variant of them.
    That another concept is unknown is a fault only where these are the `whole` vocabulary.
    """
    for id_, concept in concepts.items():
        known = concepts if whole else (*concept.broader, *concept.related)
        for fault in _faults_of(concept, known, required if id_ in own else ()):
            yield f"{origin.get(id_, '?')}: <{id_}> {fault}"
    yield from _find_shared_labels(concepts.values(), origin)
    yield from _find_cycles(concepts, origin)


def _faults_of(
    concept: Concept, known: Collection[str], required: Collection[str]
) -> Iterator[str]:
    if not concept.pref_label:
        yield "has no skos:prefLabel; give it one"
    languages = Counter([label.language for label in concept.pref_label])
    for language in sorted({*required} - {main_language(tag) for tag in languages}):
        yield f"has no skos:prefLabel @{language}; give it one"
    for language in sorted(language for language, count in languages.items() if count > 1):
        yield f"has two skos:prefLabel {_in(language).lstrip()}; make one a skos:altLabel"
    if concept.keyphraseness is not None and not 0 <= concept.keyphraseness <= 1:
        yield "has a kg:keyphraseness that is no number from 0 to 1; mend or drop it"
    if any(not label.text for label in concept.labels):
        yield "has an empty label; write its name or drop it"
    if "" in concept.symbols:
        yield "has an empty kg:symbol; write its TeX or drop it"
    for name, others in (("broader", concept.broader), ("related", concept.related)):
        for other in others:
            if other not in known:
                yield f"has the unknown skos:{name} <{other}>; declare or drop it"


def _find_shared_labels(concepts: Iterable[Concept], origin: Mapping[str, str]) -> Iterator[str]:
    """Name the labels that several concepts have, each as if it were clear."""
    owners: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for concept in concepts:
        unclear = (*concept.ambiguous_labels, *concept.everyday_labels)
        ambiguous = {label.text.casefold() for label in unclear}
        for label in (*concept.pref_label, *concept.alt_labels, *concept.hidden_labels):
            folded = label.text.casefold()
            if folded and folded not in ambiguous:
                owners[folded, label.language].setdefault(concept.id, label.text)
    shared = {name: texts for name, texts in owners.items() if len(texts) > 1}
    for (_, language), texts in sorted(shared.items()):
        ids = sorted(texts)
        own = [id_ for id_ in ids if not id_.startswith(BUILTIN_CONCEPTS)] or ids
        where = " and ".join(f"<{id_}>" for id_ in ids)
        yield (
            f'{_files(own, origin)}: "{texts[own[0]]}"{_in(language)} names {where}; '
            "mark it kg:ambiguousLabel on each or, if they are one, say skos:exactMatch"
        )


def _in(language: str) -> str:
    return f"@{language}" if language else " without a language"


def _files(ids: Iterable[str], origin: Mapping[str, str]) -> str:
    return ", ".join(sorted({origin.get(id_, "?") for id_ in ids}))


def _find_cycles(concepts: Mapping[str, Concept], origin: Mapping[str, str]) -> Iterator[str]:
    broader = {id_: concept.broader for id_, concept in concepts.items()}
    with contextlib.suppress(CycleError):
        TopologicalSorter(broader).prepare()
        return
    above = {id_: reach(up, lambda one: broader.get(one, ())) for id_, up in broader.items()}
    circles = {
        tuple(sorted(one for one in ups if id_ in above.get(one, ())))
        for id_, ups in above.items()
        if id_ in ups
    }
    for members in sorted(circles):
        circle = " and ".join(f"<{id_}>" for id_ in members)
        yield f"{origin.get(members[0], '?')}: skos:broader goes round {circle}; break it"


def find_misspelt_terms(files: Iterable[tuple[str, skos.Nodes]]) -> Iterator[str]:
    """Name the terms that are hardly others than those that are read."""
    for file, nodes in files:
        for said, meant in skos.find_misspelt(nodes):
            yield f"{file}: says {said}, which is nothing; say {meant}"


def find_wrong_values(
    files: Iterable[tuple[str, skos.Nodes]], concepts: Collection[str]
) -> Iterator[str]:
    """Name what files say of the concepts by values that it cannot have, so that it is not read."""
    for file, nodes in files:
        for id_ in sorted(nodes.keys() & concepts):
            for fault in _wrong_values(nodes[id_]):
                yield f"{file}: <{id_}> {fault}"


def _wrong_values(properties: skos.Properties) -> Iterator[str]:
    for name in skos.TEXTS:
        for iri in skos.iris(properties, name):
            yield f"has <{iri}> as {compact(name)}, which is no text; write it as one"
    for name in skos.IRIS:
        for label in skos.literals(properties, name):
            yield f'has the text "{label.text}" as {compact(name)}; give an IRI'
    for value in properties.get(skos.DEPRECATED, ()):
        if not isinstance(value, Label) or value.text not in skos.TRUTHS:
            yield "has an owl:deprecated that is neither true nor false; say which"


def find_open(
    files: Iterable[tuple[str, skos.Nodes]], concepts: Set[str], declared: Set[str]
) -> Iterator[tuple[str, str, str, str]]:
    """Yield the relations of concepts to what none of the files declares, such as a concept of
    another scheme: each once, as file, concept, term and that other one.
    """
    done: set[tuple[str, str, str]] = set()
    for file, nodes in files:
        for id_ in sorted(nodes.keys() & concepts):
            for name in _CLOSED_BY:
                for other in sorted({*skos.iris(nodes[id_], name)} - declared):
                    if (id_, name, other) not in done:
                        done.add((id_, name, other))
                        yield file, id_, name, other


def tell_open(relations: Iterable[tuple[str, str, str, str]]) -> Iterator[str]:
    """Say of open relations that they are left out, a sentence each, with its remedy."""
    for file, id_, name, other in relations:
        said = f"has the {compact(name)} <{other}>, which is declared nowhere and left out"
        yield f"{file}: <{id_}> {said}; {_CLOSED_BY[name]}"


def find_undeclared(
    files: Iterable[tuple[str, skos.Nodes]], typed: Collection[str]
) -> Iterator[str]:
    """Name what is spoken of as a concept and is not said to be of any type."""
    for file, nodes in files:
        for id_ in sorted(nodes.keys() - typed):
            names = [name for name in (*skos.NAMES, skos.BROADER) if name in nodes[id_]]
            if names:
                said = (
                    "is narrower than one"
                    if names == [skos.BROADER]
                    else f"has a {compact(names[0])}"
                )
                yield f"{file}: <{id_}> {said}, but is no skos:Concept; declare or drop it"


def find_unmatched(own: skos.Nodes, known: skos.Nodes, origin: Mapping[str, str]) -> Iterator[str]:
    """Name the exact matches of one's own concepts that cannot be followed: to a built-in concept
    that there is not, or that several say they are.
    """
    claims: dict[str, list[str]] = defaultdict(list)
    for id_, properties in sorted(own.items()):
        if skos.is_deprecated(properties):
            continue  # so its matches are of no use
        for match in skos.iris(properties, skos.EXACT_MATCH) if known else ():
            if skos.is_concept(known.get(match, {})):
                claims[match].append(id_)
            elif match.startswith(BUILTIN_CONCEPTS) and match not in origin:
                fault = f"has the unknown skos:exactMatch <{match}>; mend or drop it"
                yield f"{origin[id_]}: <{id_}> {fault}"
    for match, ids in sorted(claims.items()):
        if len(ids) > 1:
            several = " and ".join(f"<{id_}>" for id_ in ids)
            yield f"{_files(ids, origin)}: {several} each say skos:exactMatch <{match}>; keep one"
