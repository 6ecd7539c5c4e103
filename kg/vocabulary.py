"""SKOS files in, a `Vocabulary` out; all faults of the files are reported at once.

Any SKOS file will do. Beside SKOS five own terms are read: `kg:ambiguousLabel`, a name that other
concepts or everyday language share, so that it counts only where the rest of a post supports it,
`kg:everydayLabel`, one that is mostly an everyday word: it counts only beside a clear name,
`kg:symbol`, how a formula of the concept begins, in TeX, which tells what such a name before it
means, `kg:keyphraseness`, how likely a post that names the concept is about it, and `kg:status`,
which is `kg:discovered` for what a draft proposes and `kg:rejected` for what shall be no concept:
neither one of the vocabulary, nor found again in the posts. What is `owl:deprecated` is rejected.
"""

from __future__ import annotations

import hashlib
import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from kg import skos
from kg.collection import no_collection
from kg.compiled import Compiled
from kg.errors import InputError, VocabularyError
from kg.folding import fold_names
from kg.joining import hand_over, join, put_on_top, unite
from kg.memo import Memo
from kg.model import Concept, Label, Match, Notation, Status
from kg.rdf.namespaces import BUILTIN_CONCEPTS
from kg.reach import reach
from kg.readers.contents import read_bytes
from kg.readers.files import find_files
from kg.vocabulary_faults import (
    find_faults,
    find_misspelt_terms,
    find_open,
    find_undeclared,
    find_unmatched,
    find_wrong_values,
    tell_open,
)

_BUILTIN = Path(str(files("kg") / "vocabulary"))
PROGRAM = (
    "compiled.py", "folding.py", "joining.py", "model.py", "reach.py", "skos.py", "vocabulary.py",
    "vocabulary_faults.py",
)  # fmt: skip
"""What of this package makes concepts of the files."""


class _Known(NamedTuple):
    """The concepts that files hold, the names of their schemes by id, the names of concepts that
    are rejected, folded, and what is to be said of the files.
    """

    concepts: list[Concept]
    schemes: dict[str, tuple[Label, ...]]
    rejected: frozenset[str]
    notes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """Concepts by id, the schemes (fields) they belong to with their names, and a version.

    `rejected` are names, folded, that shall name no concept. `notes` say, a sentence each, what of
    one's own files is no fault, but left out: relations to what is declared nowhere. The version is
    a digest of the files' content: equal content, equal version. `compiled` is where more of what
    is made of the files is kept; of a vocabulary that is made of this one, nothing is.
    """

    concepts: Mapping[str, Concept]
    schemes: Mapping[str, tuple[Label, ...]]
    version: str
    rejected: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()
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

        return len(reach(below(id_), below))

    def neighbours(self, id_: str) -> frozenset[str]:
        """Return the concepts directly above and below a concept, and those related to it."""
        return self._neighbours[id_]

    def find_near(self, id_: str) -> frozenset[str]:
        """Return the neighbours of a concept and the concepts beside it, its siblings."""
        siblings = [self.neighbours(up) for up in self.concepts[id_].broader]
        return self.neighbours(id_).union(*siblings) - {id_}

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
        found = reach(ids, lambda id_: self.concepts[id_].broader if id_ in self.concepts else ())
        return [self.concepts[id_] for id_ in sorted(found & self.concepts.keys())]


@no_collection()
def load_vocabulary(
    paths: Path | str | Sequence[Path | str] = (),
    *,
    builtin: bool = True,
    languages: Collection[str] = (),
    keep_in: Path | None = None,
) -> Vocabulary:
    """Read the built-in vocabulary, if wanted, and the SKOS files under `paths` on top of it.

    `paths` are one or several files (Turtle, N-Triples, RDF/XML, JSON-LD) or folders. A concept
    with the IRI of an earlier one adds to it; one that is another one by `skos:exactMatch`, or a
    built-in one by its preferred label, takes its place (see `kg.joining`). Each that the files
    declare must have a preferred label in every one of `languages`. What is made of such files is
    kept in the folder `keep_in`, if one is given, for the next time; of the built-in vocabulary
    alone, it always is.

    Raises:
        InputError: a file is missing, not of its format or holds no concept.
        VocabularyError: the concepts are faulty, or several files; holds all faults.

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
    vocabulary = Vocabulary(
        concepts=concepts, schemes=read.schemes, version=version[:12], rejected=read.rejected,
        notes=read.notes,
    )  # fmt: skip
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
    parsed, unreadable = _parse([*known, *own])
    origin, scheme_of = _find_homes(parsed)
    of_known = join(parsed[path] for path, _ in known if path in parsed)
    all_own = join(parsed[path] for path, _ in own if path in parsed)
    of_own = unite(all_own)
    nodes = hand_over(put_on_top(of_own, of_known))
    said = [*of_known.items(), *all_own.items()]
    own_files = [(path.name, parsed[path]) for path, _ in own if path in parsed]
    opened = [] if unreadable else _find_open(own_files, said, on_builtin=bool(of_known))
    elsewhere = {other for *_, other in opened}
    concepts, rejected = _part(
        {
            id_: _concept(id_, nodes[id_], scheme_of.get(id_))
            for id_ in sorted(nodes)
            if skos.is_concept(nodes[id_])
        },
        elsewhere,
    )
    declared = {id_ for id_, one in said if skos.is_concept(one) or skos.is_scheme(one)}
    for path in parsed:
        if declared.isdisjoint(parsed[path]):
            fault = "tells of no skos:Concept"
            unreadable.append(InputError(path, fault, "declare some, or leave it out"))
    typed = {id_ for id_, one in said if skos.TYPE in one}
    stated = {id_ for id_, one in of_own.items() if skos.is_concept(one)} if own else concepts
    faults = [
        *find_misspelt_terms(own_files),
        *map(str, unreadable),
        *find_wrong_values(own_files, {*concepts, *rejected}),
        *(() if unreadable else find_undeclared(own_files, typed | elsewhere)),
        *find_faults(concepts, origin, languages, stated, whole=not unreadable),
        *find_unmatched(of_own, of_known, origin),
    ]
    notes = tuple(tell_open(opened))
    if len(faults) == 1 and unreadable:
        raise unreadable[0]
    if faults:
        raise VocabularyError(faults, notes)
    names = {
        id_: next(filter(None, (_labels(nodes[id_], title) for title in skos.TITLES)), ())
        for id_ in sorted(nodes)
        if skos.is_scheme(nodes[id_])
    }
    labels = [label.text for concept in rejected.values() for label in concept.labels]
    return _Known([*concepts.values()], names, frozenset(fold_names(labels)), notes)


def _parse(
    contents: Iterable[tuple[Path, bytes]],
) -> tuple[dict[Path, skos.Nodes], list[InputError]]:
    """Return what the files say, and what is wrong with those that cannot be read."""
    parsed: dict[Path, skos.Nodes] = {}
    unreadable: list[InputError] = []
    for path, content in contents:
        try:
            parsed[path] = skos.parse(content, path)
        except InputError as error:
            unreadable.append(error)
    return parsed, unreadable


def _find_homes(parsed: Mapping[Path, skos.Nodes]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the file and the scheme of each subject: those of the first file that speaks of it,
    the scheme where a file has only one.
    """
    origin: dict[str, str] = {}
    scheme_of: dict[str, str] = {}
    for path, nodes in parsed.items():
        schemes = [id_ for id_, properties in nodes.items() if skos.is_scheme(properties)]
        for id_ in nodes:
            origin.setdefault(id_, path.name)
            if len(schemes) == 1:
                scheme_of.setdefault(id_, schemes[0])
    return origin, scheme_of


def _find_open(
    own: Sequence[tuple[str, skos.Nodes]],
    said: Sequence[tuple[str, skos.Properties]],
    *,
    on_builtin: bool,
) -> list[tuple[str, str, str, str]]:
    """Return the relations of one's own files that lead to nothing that is known; see `find_open`.

    All built-in concepts are known, so that one more is a slip, and no concept of another scheme.
    """
    rejected = {id_ for id_, one in said if skos.REJECTED in skos.iris(one, skos.STATUS)}
    concepts = {id_ for id_, one in said if skos.is_concept(one)} - rejected
    declared = {id_ for id_, one in said if not one.keys().isdisjoint((skos.TYPE, *skos.NAMES))}
    found = find_open(own, concepts, declared)
    return [one for one in found if not (on_builtin and one[-1].startswith(BUILTIN_CONCEPTS))]


def _part(
    concepts: Mapping[str, Concept], elsewhere: Collection[str]
) -> tuple[dict[str, Concept], dict[str, Concept]]:
    """Return the concepts without those that are rejected, and these; nothing leads to them, nor
    to what is declared nowhere but `elsewhere`.
    """
    rejected = {id_: one for id_, one in concepts.items() if one.status == "rejected"}
    gone = {*rejected, *elsewhere}
    if not gone:
        return {**concepts}, {}
    return {
        id_: one._replace(
            broader=tuple(other for other in one.broader if other not in gone),
            related=tuple(other for other in one.related if other not in gone),
        )
        for id_, one in concepts.items()
        if id_ not in rejected
    }, rejected


def _is_skos(path: Path) -> bool:
    return path.suffix.lower() in skos.ENDINGS


def _builtin_files() -> list[Path]:
    return sorted(file for file in _BUILTIN.iterdir() if file.name.endswith(".ttl"))


def _concept(id_: str, properties: skos.Properties, scheme: str | None) -> Concept:
    in_scheme = _iris(properties, skos.IN_SCHEME)
    ambiguous = _labels(properties, skos.AMBIGUOUS_LABEL)
    everyday = _labels(properties, skos.EVERYDAY_LABEL)
    hidden = _labels(properties, skos.HIDDEN_LABEL)
    pref, alt = _labels(properties, skos.PREF_LABEL), _labels(properties, skos.ALT_LABEL)
    return Concept(  # whose labels are each of one kind, by the integrity condition S13 of SKOS
        id=id_,
        pref_label=pref,
        alt_labels=_without(alt, (*pref, *ambiguous, *everyday, *hidden)),
        ambiguous_labels=ambiguous,
        everyday_labels=everyday,
        hidden_labels=_without(hidden, pref),
        definition=_labels(properties, skos.DEFINITION),
        broader=_iris(properties, skos.BROADER),
        related=tuple(one for one in _iris(properties, skos.RELATED) if one != id_),
        field=in_scheme[0] if in_scheme else scheme,
        other_schemes=in_scheme[1:],
        matches=_matches(id_, properties),
        notations=_notations(properties),
        status=_status(properties),
        keyphraseness=_number(properties, skos.KEYPHRASENESS),
        symbols=tuple(label.text for label in _labels(properties, skos.SYMBOL)),
    )


def _matches(id_: str, properties: skos.Properties) -> tuple[Match, ...]:
    if skos.MATCHES.keys().isdisjoint(properties):
        return ()  # so it is with most
    found = {
        Match(kind, target)
        for name, kind in skos.MATCHES.items()
        for target in skos.iris(properties, name)
        if target != id_
    }
    return tuple(sorted(found))


def _notations(properties: skos.Properties) -> tuple[Notation, ...]:
    found = {one for one in properties.get(skos.NOTATION, ()) if isinstance(one, Notation)}
    return tuple(sorted(found))


def _status(properties: skos.Properties) -> Status:
    stated = skos.iris(properties, skos.STATUS)
    if skos.REJECTED in stated or skos.is_deprecated(properties):
        return "rejected"
    return "discovered" if skos.DISCOVERED in stated else "vocabulary"


def _iris(properties: skos.Properties, name: str) -> tuple[str, ...]:
    return tuple(sorted({*skos.iris(properties, name)}))


def _number(properties: skos.Properties, name: str) -> float | None:
    """Return the value stated last, that of a file on top of others; NaN for what is no number."""
    if name not in properties:
        return None
    value = properties[name][-1]
    try:
        return float(value if isinstance(value, str) else value.text)
    except ValueError:
        return math.nan


def _labels(properties: skos.Properties, *names: str) -> tuple[Label, ...]:
    found = [label for name in names for label in skos.literals(properties, name)]
    return tuple(sorted({*found})) if len(found) > 1 else tuple(found)


def _without(labels: tuple[Label, ...], others: Collection[Label]) -> tuple[Label, ...]:
    return tuple(label for label in labels if label not in others) if others else labels
