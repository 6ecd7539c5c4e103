"""Known terms that recur with the same addition before them: `光滑准确率`, `非线性RNN`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.concepts.candidates import CandidateMention
from kg.concepts.function_words import find_start
from kg.discovery.proposals.candidates import Candidate
from kg.discovery.proposals.forms import FUNCTION_CHARACTERS, HEADS, is_no_term
from kg.discovery.proposals.passages import mask_cited
from kg.discovery.proposals.reading import Reading
from kg.discovery.proposals.words import WORDS
from kg.masking import mask_markup
from kg.text import is_cjk

_LONGEST_ADDITION = 6
_SAME_WORDS = 12  # characters on both sides that tell a sentence that stands there twice
_NOT_BEFORE_A_TERM = tuple(WORDS["not_before_a_term"])
_NO_HEADS = tuple(WORDS["not_at_head_start"])
_NOT_RIGHT_BEFORE = tuple(WORDS["not_right_before_a_term"])


@dataclass(frozen=True, slots=True)
class Compound:
    """A clear name with what stands before it, once in a title or text.

    `titled` tells that it is in the title, or that a heading is nothing else.
    """

    name: str
    concept_id: str
    titled: bool


def find_compounds(reading: Reading) -> Iterator[Compound]:
    """Yield the compounds that a post's title and text hold, in order.

    A heading that is nothing but a compound tells where that begins, so that it counts as well
    where something else stands right before it: 平均字信息熵 in 导出平均字信息熵.
    """
    for place, passage, names in reading.passages:
        masked = mask_cited(mask_markup(passage))
        headed: dict[str, Compound] = {}
        counts: Counter[str] = Counter()
        for name, found in _find_in(masked, names):
            start = found.end - len(name)
            heading = place == "text" and _is_heading(masked, start, found.end)
            one = Compound(name, found.concept_ids[0], place == "title" or heading)
            counts[name] += 1
            if heading:
                headed[name] = one
            yield one
        for name, one in headed.items():
            yield from [one] * (masked.count(name) - counts[name])


def _find_in(
    text: str, names: Sequence[CandidateMention]
) -> Iterator[tuple[str, CandidateMention]]:
    """Yield each compound in a passage, and the name that it ends in."""
    seen: set[tuple[str, str]] = set()
    for before, found in zip((None, *names), names, strict=False):
        if found.ambiguous or len(found.surface) < 2 or found.surface.startswith(_NO_HEADS):
            continue
        addition = _latin_addition(before, found) or _addition(text, found.start)
        if not addition or not _may_belong(addition):
            continue
        if addition.endswith(HEADS) and not is_cjk(found.surface[-1]):
            continue  # what it is and its name: 预训练任务NSP
        name = addition + found.surface
        around = text[max(0, found.start - _SAME_WORDS) : found.end + _SAME_WORDS]
        if (name, around) not in seen:  # a caption, say, stands there twice
            seen.add((name, around))
            yield name, found


def _is_heading(text: str, start: int, end: int) -> bool:
    """Tell a line that holds nothing else."""
    stop = text.find("\n", end)
    line = text[text.rfind("\n", 0, start) + 1 : stop if stop >= 0 else len(text)]
    return line.strip("# *") == text[start:end]


def _may_belong(addition: str) -> bool:
    """Tell what may be part of the term after it from the verb or the place before it."""
    return not (
        is_no_term(addition)
        or addition.startswith(_NOT_BEFORE_A_TERM)
        or addition.endswith(_NOT_RIGHT_BEFORE)
    )


class Compounds:
    """Counts clear names that have something before them: 光滑准确率.

    The addition reaches from the name to the next punctuation or function word on its left, so that
    the whole is free there wherever it is counted.
    """

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._posts: dict[str, set[str]] = defaultdict(set)
        self._titled: set[str] = set()
        self._heads: dict[str, str] = {}

    def count(self, post_id: str, compounds: Iterable[Compound]) -> None:
        """Take in those of one post."""
        for one in compounds:
            self._counts[one.name] += 1
            self._posts[one.name].add(post_id)
            self._heads[one.name] = one.concept_id
            if one.titled:
                self._titled.add(one.name)

    def recurring(self) -> Iterator[Candidate]:
        """Propose those that recur, each a kind of what its name ends in."""
        for name, count in sorted(self._counts.items()):
            if count > 1:
                reasons = {"a known term with an addition that recurs": 0.4}
                if name in self._titled:
                    reasons["in the title or a heading"] = 0.35
                if count > 2:
                    reasons["more than twice"] = 0.2
                if (name[0].isascii() or name[-1].isascii()) and name not in self._titled:
                    continue  # two names that a text puts side by side now and then
                yield Candidate(
                    name=name,
                    reasons=reasons,
                    posts=self._posts[name],
                    broader=self._heads[name],
                )


def _latin_addition(before: CandidateMention | None, found: CandidateMention) -> str:
    """Return the clear Latin name right before a Chinese one: SSH before 反向代理."""
    if before is None or before.ambiguous or not before.surface.isascii():
        return ""
    return before.surface if before.end == found.start and is_cjk(found.surface[0]) else ""


def _addition(text: str, end: int) -> str:
    """Return the two to six Chinese characters before `end`, back to where a term may begin."""
    start = find_start(text, end, FUNCTION_CHARACTERS, _LONGEST_ADDITION + 1)
    return text[start:end] if 2 <= end - start <= _LONGEST_ADDITION else ""
