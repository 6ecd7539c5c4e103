"""SKOS files in, a `Vocabulary` out; all faults of the files are reported at once.

Any SKOS file will do. Beside SKOS five own terms are read: `kg:ambiguousLabel`, a name that other
concepts or everyday language share, so that it counts only where the rest of a post supports it,
`kg:everydayLabel`, one that is mostly an everyday word: it counts only beside a clear name,
`kg:symbol`, how a formula of the concept begins, in TeX, which tells what such a name before it
means, `kg:keyphraseness`, how likely a post that names the concept is about it, and `kg:status`,
which is `kg:discovered` for what a draft proposes.
"""

from __future__ import annotations

import contextlib
import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from graphlib import CycleError, TopologicalSorter
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from kg import skos
from kg.compiled import Compiled
from kg.errors import InputError, VocabularyError
from kg.memo import Memo
from kg.model import Concept, Label
from kg.rdf.namespaces import BUILTIN_CONCEPTS
from kg.readers.contents import read_bytes
from kg.readers.files import find_files

_BUILTIN = Path(str(files("kg") / "vocabulary"))
PROGRAM = ("compiled.py", "model.py", "skos.py", "vocabulary.py")
"""What of this package makes concepts of the files."""


class _Known(NamedTuple):
    """The concepts that files hold, and the names of their schemes by id."""

    concepts: list[Concept]
    schemes: dict[str, tuple[Label, ...]]


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """Concepts by id, the schemes (fields) they belong to with their names, and a version.

    The version is a digest of the files' content: equal content, equal version. `compiled` is
    where more of what is made of the files is kept; of a vocabulary that is made of this one,
    nothing is.
    """

    concepts: Mapping[str, Concept]
    schemes: Mapping[str, tuple[Label, ...]]
    version: str
    compiled: Compiled = field(default=Compiled(None, ""), init=False, compare=False, repr=False)

    @cached_property
    def words(self) -> frozenset[str]:
        """The English words of its labels of several words, but those in capitals, which name."""
        return self.compiled.recall("words", PROGRAM, frozenset[str], self._find_words)

    def _find_words(self) -> frozenset[str]:
        texts = [label.text for concept in self.concepts.values() for label in concept.labels]
        return frozenset(
            word for text in texts if " " in text for word in text.split(" ") if word.islower()
        )

    @cached_property
    def narrower(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of the concepts directly below each concept."""
        below: dict[str, list[str]] = defaultdict(list)
        for concept in self.concepts.values():
            for parent in concept.broader:
                below[parent].append(concept.id)
        return {parent: tuple(sorted(children)) for parent, children in below.items()}

    def count_narrower(self, id_: str) -> int:
        """Return how many concepts are below one, at any depth, but for discovered ones: what some
        posts add below a concept makes it no more general.
        """
        return self._counts[id_]

    @cached_property
    def _counts(self) -> Memo[str, int]:
        return Memo(self._count_narrower)

    def _count_narrower(self, id_: str) -> int:
        def below(one: str) -> list[str]:
            children = self.narrower.get(one, ())
            return [child for child in children if self.concepts[child].status != "discovered"]

        return len(_reach(below(id_), below))

    def neighbours(self, id_: str) -> frozenset[str]:
        """Return the concepts directly above and below a concept, and those related to it."""
        return self._neighbours[id_]

    @cached_property
    def _neighbours(self) -> Memo[str, frozenset[str]]:
        return Memo(self._find_neighbours)

    def _find_neighbours(self, id_: str) -> frozenset[str]:
        broader, narrower = self.concepts[id_].broader, self.narrower.get(id_, ())
        return frozenset((*broader, *narrower, *self._related.get(id_, ())))

    @cached_property
    def _related(self) -> dict[str, set[str]]:
        """What is related to each concept: the relation holds both ways, though stated once."""
        related: dict[str, set[str]] = defaultdict(set)
        for id_, concept in self.concepts.items():
            for other in concept.related:
                related[id_].add(other)
                related[other].add(id_)
        return related

    def with_broader(self, ids: Collection[str]) -> list[Concept]:
        """Return the concepts of `ids` and all that are broader than these, sorted by id."""
        found = _reach(ids, lambda id_: self.concepts[id_].broader if id_ in self.concepts else ())
        return [self.concepts[id_] for id_ in sorted(found & self.concepts.keys())]


def _reach(ids: Iterable[str], step: Callable[[str], Iterable[str]]) -> set[str]:
    """Return all that a step at a time leads to, and where it begins."""
    found: set[str] = set()
    todo = [*ids]
    while todo:
        id_ = todo.pop()
        if id_ not in found:
            found.add(id_)
            todo += step(id_)
    return found


def load_vocabulary(
    paths: Path | str | Sequence[Path | str] = (),
    *,
    builtin: bool = True,
    languages: Collection[str] = (),
    keep_in: Path | None = None,
) -> Vocabulary:
    """Read the built-in vocabulary, if wanted, and the SKOS files under `paths` on top of it.

    `paths` are one or several files (Turtle, N-Triples, RDF/XML, JSON-LD) or folders. A concept
    with the IRI of an earlier one adds to it; one that is a built-in one by `skos:exactMatch` or
    its preferred label takes its place (see `kg.skos.put_on_top`). Each must have a preferred label
    in every one of `languages`. What is made of such files is kept in the folder `keep_in`, if one
    is given, for the next time; of the built-in vocabulary alone, it always is.

    Raises:
        InputError: a file is missing, not of its format or holds no concept.
        VocabularyError: the concepts are faulty; holds all faults.

    Example:
        >>> vocabulary = load_vocabulary()
        >>> vocabulary.concepts["https://kg.example/concept/support-vector-machine"].label("zh")
        '支持向量机'
    """
    given = [paths] if isinstance(paths, Path | str) else paths
    wanted = find_files(given, accept=_is_skos, wanted=" ".join(skos.ENDINGS)) if given else {}
    known = [(path, read_bytes(path)) for path in (_builtin_files() if builtin else ())]
    own = [(path, read_bytes(path)) for path in wanted.values()]
    version = _digest(content for _, content in (*known, *own))
    compiled = Compiled(keep_in if given or not builtin else _BUILTIN / "__pycache__", version)
    make = partial(_read, known, own, languages)
    # What was kept may not have been read for the same languages.
    read = make() if languages else compiled.recall("concepts", PROGRAM, _Known, make)
    concepts = {concept.id: concept for concept in read.concepts}
    vocabulary = Vocabulary(concepts=concepts, schemes=read.schemes, version=version[:12])
    object.__setattr__(vocabulary, "compiled", compiled)
    return vocabulary


def _digest(contents: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for content in contents:
        digest.update(content)
    return digest.hexdigest()


def _read(
    known: Sequence[tuple[Path, bytes]],
    own: Sequence[tuple[Path, bytes]],
    languages: Collection[str],
) -> _Known:
    """Return the concepts of the files, one's own on top of those known, and their schemes."""
    parsed = [(path, skos.parse(content, path)) for path, content in (*known, *own)]
    origin: dict[str, Path] = {}
    scheme_of: dict[str, str] = {}
    for path, nodes in parsed:
        schemes = [id_ for id_, properties in nodes.items() if skos.is_scheme(properties)]
        for id_ in nodes:
            origin.setdefault(id_, path)
            if len(schemes) == 1:
                scheme_of.setdefault(id_, schemes[0])
    parts = [nodes for _, nodes in parsed]
    nodes = skos.put_on_top(skos.join(parts[len(known) :]), skos.join(parts[: len(known)]))
    concepts = {
        id_: _concept(id_, nodes[id_], scheme_of.get(id_))
        for id_ in sorted(nodes)
        if skos.is_concept(nodes[id_])
    }
    for path, own_nodes in parsed:
        if concepts.keys().isdisjoint(own_nodes):
            raise InputError(path, "tells of no skos:Concept", "declare some, or leave it out")
    places = {id_: path.name for id_, path in origin.items()}
    faults = list(find_faults(concepts, places, languages))
    if faults:
        raise VocabularyError(faults)
    names = {
        id_: _labels(nodes[id_], skos.PREF_LABEL)
        for id_ in sorted(nodes)
        if skos.is_scheme(nodes[id_])
    }
    return _Known([*concepts.values()], names)


def _is_skos(path: Path) -> bool:
    return path.suffix.lower() in skos.ENDINGS


def find_faults(
    concepts: Mapping[str, Concept], origin: Mapping[str, str], required: Collection[str] = ()
) -> Iterator[str]:
    """Say what is wrong with the concepts, a sentence each; `origin` names the file of each."""
    for id_, concept in concepts.items():
        for fault in _faults_of(concept, concepts, required):
            yield f"{origin.get(id_, '?')}: <{id_}> {fault}"
    yield from _find_shared_labels(concepts.values())
    yield from _find_cycles(concepts, origin)


def _faults_of(
    concept: Concept, known: Collection[str], required: Collection[str]
) -> Iterator[str]:
    if not concept.pref_label:
        yield "has no skos:prefLabel; give it one"
    languages = Counter([label.language for label in concept.pref_label])
    for language in sorted({*required} - languages.keys()):
        yield f"has no skos:prefLabel @{language}; give it one"
    for language in sorted(language for language, count in languages.items() if count > 1):
        yield f"has two skos:prefLabel @{language}; make one a skos:altLabel"
    if concept.keyphraseness is not None and not 0 <= concept.keyphraseness <= 1:
        yield "has a kg:keyphraseness that is no number from 0 to 1; mend or drop it"
    if "" in concept.symbols:
        yield "has an empty kg:symbol; write its TeX or drop it"
    for parent in concept.broader:
        if parent not in known:
            yield f"has the unknown skos:broader <{parent}>; declare or drop it"


def _find_shared_labels(concepts: Iterable[Concept]) -> Iterator[str]:
    """Name the labels that several concepts have, each as if it were clear."""
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    for concept in concepts:
        unclear = (*concept.ambiguous_labels, *concept.everyday_labels)
        ambiguous = {label.text.casefold() for label in unclear}
        for label in (*concept.pref_label, *concept.alt_labels):
            folded = label.text.casefold()
            if folded not in ambiguous:
                owners[folded, label.language].add(concept.id)
    shared = {name: ids for name, ids in owners.items() if len(ids) > 1}
    for (text, language), ids in sorted(shared.items()):
        where = " and ".join(f"<{id_}>" for id_ in sorted(ids))
        one = " or, if they are one, say skos:exactMatch" if _is_builtin(ids) else ""
        yield f'"{text}"@{language} names {where}; mark it kg:ambiguousLabel on each{one}'


def _is_builtin(ids: Iterable[str]) -> bool:
    """Tell whether any is a concept that one's own can be said to be."""
    return any(id_.startswith(BUILTIN_CONCEPTS) for id_ in ids)


def _find_cycles(concepts: Mapping[str, Concept], origin: Mapping[str, str]) -> Iterator[str]:
    broader = {id_: concept.broader for id_, concept in concepts.items()}
    with contextlib.suppress(CycleError):
        TopologicalSorter(broader).prepare()
        return
    above = {id_: _reach(up, lambda one: broader.get(one, ())) for id_, up in broader.items()}
    circles = {
        tuple(sorted(one for one in ups if id_ in above.get(one, ())))
        for id_, ups in above.items()
        if id_ in ups
    }
    for members in sorted(circles):
        circle = " and ".join(f"<{id_}>" for id_ in members)
        yield f"{origin.get(members[0], '?')}: skos:broader goes round {circle}; break it"


def _builtin_files() -> list[Path]:
    return sorted(file for file in _BUILTIN.iterdir() if file.name.endswith(".ttl"))


def _concept(id_: str, properties: skos.Properties, scheme: str | None) -> Concept:
    in_scheme = _iris(properties, skos.IN_SCHEME)
    ambiguous = _labels(properties, skos.AMBIGUOUS_LABEL)
    everyday = _labels(properties, skos.EVERYDAY_LABEL)
    unclear = {*ambiguous, *everyday}
    alt = _labels(properties, skos.ALT_LABEL, skos.HIDDEN_LABEL)
    return Concept(
        id=id_,
        pref_label=_labels(properties, skos.PREF_LABEL),
        alt_labels=tuple(label for label in alt if label not in unclear) if unclear else alt,
        ambiguous_labels=ambiguous,
        everyday_labels=everyday,
        definition=_labels(properties, skos.DEFINITION),
        broader=_iris(properties, skos.BROADER),
        related=_iris(properties, skos.RELATED),
        field=in_scheme[0] if in_scheme else scheme,
        status="discovered" if skos.DISCOVERED in _iris(properties, skos.STATUS) else "vocabulary",
        keyphraseness=_number(properties, skos.KEYPHRASENESS),
        symbols=tuple(label.text for label in _labels(properties, skos.SYMBOL)),
    )


def _iris(properties: skos.Properties, name: str) -> tuple[str, ...]:
    return tuple(sorted({*skos.iris(properties, name)}))


def _number(properties: skos.Properties, name: str) -> float | None:
    """Return the value stated last, that of a file on top of others; NaN for what is no number."""
    if name not in properties:
        return None
    value = properties[name][-1]
    try:
        return float(value.text if isinstance(value, Label) else value)
    except ValueError:
        return math.nan


def _labels(properties: skos.Properties, *names: str) -> tuple[Label, ...]:
    found = [label for name in names for label in skos.literals(properties, name)]
    return tuple(sorted({*found})) if len(found) > 1 else tuple(found)
