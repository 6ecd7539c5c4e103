"""What is checked about a name that was found in folded text: its case, its gaps, its words.

A pattern has all names that fold to one string, and says what they mean.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.concepts.boundaries import IS_CJK, cut_from_words, whole_end
from kg.concepts.wordings import Wording
from kg.folding import Folded, fold
from kg.model import Clarity, Concept
from kg.text import is_cjk, is_latin

_ABBREVIATION_LETTERS = 5  # at most; more are written like a word as well
SHORTEST_ATTRIBUTIVE = 5  # characters of a name that a 的 may stand within
_CAPITALS_WITHIN = re.compile("(?=.*[A-Za-z][A-Z])[A-Za-z-]+")
"""What tells a name from everyday words: DEcoding, ZeRO, ConTeXt, NEAT."""
_WORD = re.compile("[A-Za-z][a-z]{2,}")
"""What is, all in capitals, likelier an abbreviation that is spelt alike: halo, Ada."""


@dataclass(frozen=True, slots=True)
class _Name:
    """One label of one concept, prepared for matching."""

    label: str
    concept_id: str
    clarity: Clarity
    strict_case: bool
    """Whether it is an abbreviation: GAN, not gan."""
    exact_case: bool
    """Whether only its case tells it from everyday words: ZeRO."""
    never_in_capitals: bool
    """Whether it is likelier another name where it is all in capitals: Ada."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """The concepts that a name can mean, how clearly it does, and the reason if there is one."""

    concept_ids: tuple[str, ...]
    clarity: Clarity
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """All names that fold to one string."""

    names: tuple[_Name, ...]
    strict_case: bool
    """Whether letter case matters to any of them."""
    starts_latin: bool
    chinese: bool
    """Whether it is two or more Chinese characters, and nothing else."""
    single: bool
    """Whether it is one Chinese character."""
    long: bool
    """Whether a 的 may stand within."""
    meaning: Meaning
    """That of all, where how they are written matters to none."""

    @classmethod
    def of(
        cls, folded: str, wordings: Sequence[Wording], concepts: Mapping[str, Concept]
    ) -> Pattern:
        """Make a pattern of all wordings that fold to the same; `concepts` has theirs by id."""
        names = tuple([_name(wording, concepts[wording[2]]) for wording in wordings])
        return cls(
            names=names,
            strict_case=any(
                name.strict_case or name.exact_case or name.never_in_capitals for name in names
            ),
            starts_latin=all(is_latin(name.label[0]) for name in names),
            chinese=len(folded) > 1 and all(map(is_cjk, folded)),
            single=len(folded) == 1 and is_cjk(folded),
            long=may_hold_of(folded),
            meaning=_meaning_of(names),
        )

    def match(
        self, text: str, folded: Folded, first: int, stop: int, is_name: Callable[[str], bool]
    ) -> Hit | None:
        """Return the name that stands at `first:stop` of the folded text with its meaning, or None
        if it cuts a word or is not written as the name is. `is_name` is what `cut_from_words` asks.
        """
        start, end = folded.locate(first), folded.locate(stop - 1) + 1
        whole = whole_end(text, start, end)
        if whole is None or (
            (IS_CJK[text[start]] or IS_CJK[text[whole - 1]])
            and cut_from_words(text, start, whole, is_name)
        ):
            return None
        spaced = end - start != stop - first
        if not spaced and not self.strict_case:
            return start, whole, self.meaning
        offsets = [folded.locate(offset) for offset in range(first, stop)] if spaced else ()
        names = [
            name
            for name in self.names
            if not (spaced and not _gaps_allowed(name, text, offsets))
            and (not name.strict_case or _case_fits(name, text, start, end))
            and (not name.exact_case or _is_written_so(name.label, text[start:end]))
            and not (name.never_in_capitals and text[start:end].isupper())
        ]
        if not names:
            return None
        all_fit = len(names) == len(self.names)
        return start, whole, self.meaning if all_fit else _meaning_of(names)


Hit = tuple[int, int, Meaning]
"""Start, end and meaning of a name in a text."""


def may_hold_of(folded: str) -> bool:
    """Tell a Chinese name that is long enough for a 的 within; a plural's s counts."""
    return is_cjk(folded[0]) and (len(folded) >= SHORTEST_ATTRIBUTIVE or not is_cjk(folded[-1]))


def _name(wording: Wording, concept: Concept) -> _Name:
    text, label, _ = wording
    clarity = concept.clarity(label)
    # What is but capitals is an abbreviation; people write small letters for these, too.
    by_case = concept.status == "discovered" or (clarity != "clear" and not label.isupper())
    return _Name(
        label=text,
        concept_id=concept.id,
        clarity=clarity,
        strict_case=_is_abbreviation(label),
        exact_case=by_case and bool(_CAPITALS_WITHIN.fullmatch(label)),
        never_in_capitals=clarity != "clear" and bool(_WORD.fullmatch(label)),
    )


def _is_abbreviation(label: str) -> bool:
    """Tell labels whose letter case matters: GAN, EM, R, but not ImageNet or Markdown."""
    letters = [c for c in label if c.isalpha()]
    return (
        len(letters) <= _ABBREVIATION_LETTERS
        and all(c.isascii() and c.isupper() for c in letters)
        and bool(letters)
    )


@lru_cache(maxsize=4096)
def _breaks(label: str) -> frozenset[int]:
    """Return the folded offsets at which a space may stand: K-Means, Word2Vec, RMSNorm, EM算法."""
    folded = fold(label)
    offsets = [folded.locate(offset) for offset in range(len(folded.text))]
    allowed = set()
    for index in range(1, len(offsets)):
        before, after = label[offsets[index - 1]], label[offsets[index]]
        if (
            offsets[index] - offsets[index - 1] > 1
            or before.isdigit() != after.isdigit()
            or is_cjk(before) != is_cjk(after)
            or (before.islower() and after.isupper())
            or not (before.isalnum() and after.isalnum())
            or (before.isupper() and after.isupper() and _is_small(label, offsets[index] + 1))
        ):
            allowed.add(index)
    return frozenset(allowed)


def _is_small(label: str, offset: int) -> bool:
    return label[offset : offset + 1].islower()


def _gaps_allowed(name: _Name, text: str, offsets: Sequence[int]) -> bool:
    """Check what the text puts between the label's characters: soft-max, but not ma x."""
    for index in range(1, len(offsets)):
        gap = text[offsets[index - 1] + 1 : offsets[index]]
        if gap == " " and index == 1 and text[offsets[0]] == "a" and name.label[0] in "Aa":
            return False  # an article: a softmax is no A-Softmax
        if gap and gap not in ("-", "‐", "‑") and index not in _breaks(name.label):
            return False
    return True


def _case_fits(name: _Name, text: str, start: int, end: int) -> bool:
    """Check the case of an abbreviation; in Chinese text small letters do as well (mse, Faiss)."""
    surface = text[start:end]
    letters = [c for c in surface if c.isalpha()]
    if all(c.isupper() for c in letters) or "".join(letters) == name.label:
        return True
    telling = len(letters) > 2 or any(c.isdigit() for c in surface)
    rest = letters[1:] if len(letters) > 3 else letters
    if not telling or not all(c.islower() for c in rest):
        return False
    while start and text[start - 1] == " ":
        start -= 1
    while text[end : end + 1] == " ":
        end += 1
    before, after = text[start - 1 : start] or " ", text[end : end + 1] or " "
    return not is_latin(before) and not is_latin(after)


def _is_written_so(label: str, surface: str) -> bool:
    """Check the case of a name that only its case tells from a word; capitals alone, as of a
    heading, will do.
    """
    return surface.isupper() or _letters(surface) == _letters(label)


def _letters(name: str) -> str:
    return "".join(filter(str.isalpha, name))


def _meaning_of(names: Sequence[_Name]) -> Meaning:
    """Prefer the concepts of which the name is a clear one."""
    if len(names) == 1:
        return Meaning((names[0].concept_id,), names[0].clarity)
    clear = tuple(sorted({name.concept_id for name in names if name.clarity == "clear"}))
    if len(clear) == 1:
        return Meaning(clear, "clear")
    everyday = all(name.clarity == "everyday" for name in names)
    ids = tuple(sorted({name.concept_id for name in names}))
    return Meaning(ids, "everyday" if everyday else "ambiguous")
