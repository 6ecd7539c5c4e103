"""Folded text in, the names of many wordings that stand in it out, overlapping ones too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from itertools import accumulate, chain

from daachorse import CharwiseDoubleArrayAhoCorasick

from kg.compiled import Plain
from kg.concepts.interruptions import find_joints
from kg.concepts.patterns import Pattern, may_hold_of
from kg.concepts.wordings import Wording, find_wordings
from kg.model import Concept
from kg.vocabulary import PROGRAM, Vocabulary

# What names are made by, beside the libraries that fold them and look for them.
_PROGRAM = (
    *PROGRAM,
    "folding.py", "masking.py", "text.py", "concepts/automaton.py", "concepts/interruptions.py",
    "concepts/patterns.py", "concepts/wordings.py", "concepts/wordings.toml",
    "concepts/english_wordings.py", "concepts/words.py",
)  # fmt: skip


class Automaton:
    """Finds names in folded text; what is to be known of a name is made ready when it is found,
    since a text holds few of them.

    `joints` are the pairs of characters in its long Chinese names, and `longest` is the length of
    the longest of these: see `kg.concepts.interruptions`.
    """

    def __init__(
        self, wordings: Mapping[str, Sequence[Wording]], concepts: Mapping[str, Concept]
    ) -> None:
        long = [*filter(may_hold_of, wordings)]
        self._names = [*wordings]
        # In columns, which are read again several times as fast: those of name n begin at
        # `_begins[n]`.
        self._wordings = [*zip(*chain.from_iterable(wordings.values()), strict=True)]
        self._begins = [*accumulate(map(len, wordings.values()), initial=0)]
        self._finder = CharwiseDoubleArrayAhoCorasick(self._names)
        self._concepts = concepts
        self.joints = find_joints(long)
        self.longest = max(map(len, long), default=0)
        self.patterns: list[Pattern | None] = [None] * len(wordings)

    def find(self, folded: str) -> list[tuple[int, int, int]]:
        """Return the offsets of each name in a folded text and its number; overlapping ones too."""
        return self._finder.find_overlapping(folded)

    def prepare(self, number: int) -> Pattern:
        """Make a name ready and keep it in `patterns`."""
        begin, end = self._begins[number : number + 2]
        wordings = [*zip(*(column[begin:end] for column in self._wordings), strict=True)]
        pattern = Pattern.of(self._names[number], wordings, self._concepts)
        self.patterns[number] = pattern
        return pattern

    def encode(self) -> Plain:
        """Return what it is made of, but for the concepts, as built-in types."""
        return (
            self._names, self._wordings, self._begins, self.joints, self.longest,
            self._finder.serialize(),
        )  # fmt: skip

    @classmethod
    def decode(cls, plain: Plain, concepts: Mapping[str, Concept]) -> Automaton:
        """Return the automaton that was encoded."""
        automaton = cls.__new__(cls)
        automaton._names, automaton._wordings, automaton._begins = plain[:3]
        automaton.joints, automaton.longest, finder = plain[3:]
        automaton._finder = CharwiseDoubleArrayAhoCorasick.deserialize(finder)
        automaton._concepts = concepts
        automaton.patterns = [None] * len(automaton._names)
        return automaton


def compile_vocabulary(vocabulary: Vocabulary) -> Automaton:
    """Return the automaton of all names of a vocabulary, as it is kept if it is."""
    compiled = vocabulary.compiled
    if compiled is None:
        return compile_concepts(vocabulary.concepts.values(), vocabulary, mixed=True)
    versions = [version(library) for library in ("daachorse", "opencc")]
    kept = compiled.find("names", _PROGRAM)
    if kept and kept[0] == versions:
        return Automaton.decode(kept[1], vocabulary.concepts)
    automaton = compile_concepts(vocabulary.concepts.values(), vocabulary, mixed=True)
    compiled.keep("names", _PROGRAM, (versions, automaton.encode()))
    return automaton


def compile_concepts(
    concepts: Iterable[Concept], vocabulary: Vocabulary, *, mixed: bool
) -> Automaton:
    """Return the automaton of the names of some concepts of a vocabulary; see `find_wordings`."""
    return Automaton(find_wordings(concepts, mixed=mixed), vocabulary.concepts)
