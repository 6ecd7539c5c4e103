"""Folded text in, the names of many wordings that stand in it out, overlapping ones too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import accumulate, chain
from typing import NamedTuple

from daachorse import CharwiseDoubleArrayAhoCorasick

from kg.collection import no_collection
from kg.concepts.interruptions import find_joints
from kg.concepts.patterns import Pattern, may_hold_of
from kg.concepts.wordings import Wording, find_wordings
from kg.memo import Memo
from kg.model import Concept
from kg.vocabulary import PROGRAM, Vocabulary

# What names are made by: files of this package, and libraries that fold them and look for them.
_PROGRAM = (
    *PROGRAM,
    "masking.py", "text.py", "concepts/automaton.py", "concepts/interruptions.py",
    "concepts/patterns.py", "concepts/wordings.py", "concepts/wordings.toml",
    "concepts/english_wordings.py", "concepts/words.py",
)  # fmt: skip
_LIBRARIES = ("daachorse", "opencc")


class _Names(NamedTuple):
    """Names as they are folded, and the wordings that fold to each.

    These are in columns, which are read again several times as fast: those of name n begin at
    `begins[n]`. A label is empty where the wording is the label; `owners` are places in `ids`.
    `joints` are the pairs of characters in the long Chinese names, and `longest` is the length of
    the longest of these: see `kg.concepts.interruptions`.
    """

    folded: list[str]
    begins: list[int]
    texts: list[str]
    labels: list[str]
    owners: list[int]
    ids: list[str]
    joints: frozenset[str]
    longest: int

    @classmethod
    def of(cls, wordings: Mapping[str, Sequence[Wording]]) -> _Names:
        every = [*chain.from_iterable(wordings.values())]
        ids = [*dict.fromkeys([id_ for _, _, id_ in every])]
        places = {id_: place for place, id_ in enumerate(ids)}
        long = [*filter(may_hold_of, wordings)]
        return cls(
            folded=[*wordings],
            begins=[*accumulate(map(len, wordings.values()), initial=0)],
            texts=[text for text, _, _ in every],
            labels=["" if text == label else label for text, label, _ in every],
            owners=[places[id_] for _, _, id_ in every],
            ids=ids,
            joints=find_joints(long),
            longest=max(map(len, long), default=0),
        )

    def wordings(self, number: int) -> list[Wording]:
        """Return the wordings of a name."""
        return [
            (self.texts[n], self.labels[n] or self.texts[n], self.ids[self.owners[n]])
            for n in range(self.begins[number], self.begins[number + 1])
        ]


class _Kept(NamedTuple):
    """What an automaton is made of."""

    names: _Names
    finder: bytes


class Automaton:
    """Finds names in folded text; the `patterns` of these, by their numbers, are made when they are
    found, since a text holds few of them.

    `joints` and `longest` are those of the names.
    """

    def __init__(
        self,
        names: _Names,
        finder: CharwiseDoubleArrayAhoCorasick,
        concepts: Mapping[str, Concept],
    ) -> None:
        self._names = names
        self._finder = finder
        self._concepts = concepts
        self.joints = names.joints
        self.longest = names.longest
        self.patterns = Memo(self._pattern)

    def find(self, folded: str) -> list[tuple[int, int, int]]:
        """Return the offsets of each name in a folded text and its number; overlapping ones too."""
        return self._finder.find_overlapping(folded)

    def _pattern(self, number: int) -> Pattern:
        names = self._names
        return Pattern.of(names.folded[number], names.wordings(number), self._concepts)


@no_collection()
def compile_vocabulary(vocabulary: Vocabulary) -> Automaton:
    """Return the automaton of all names of a vocabulary, made of what is kept if it is."""
    kept = vocabulary.compiled.recall(
        "names", _PROGRAM, _Kept, partial(_compile, vocabulary), _LIBRARIES
    )
    finder = CharwiseDoubleArrayAhoCorasick.deserialize(kept.finder)
    return Automaton(kept.names, finder, vocabulary.concepts)


def _compile(vocabulary: Vocabulary) -> _Kept:
    names = _Names.of(find_wordings(vocabulary.concepts.values(), mixed=True))
    return _Kept(names, CharwiseDoubleArrayAhoCorasick(names.folded).serialize())


def compile_further(concepts: Iterable[Concept], vocabulary: Vocabulary) -> Automaton:
    """Return the automaton of the names of some concepts of a vocabulary."""
    names = _Names.of(find_wordings(concepts, mixed=False))
    return Automaton(names, CharwiseDoubleArrayAhoCorasick(names.folded), vocabulary.concepts)
