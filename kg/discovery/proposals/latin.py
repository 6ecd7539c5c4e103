"""Latin names that a post proposes by their form, their place and the noun beside them: GLANN,
`生成模型GLANN`, `WEISSI正则项`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache

from kg.concepts.candidates import CandidateMention
from kg.discovery.proposals.candidates import Candidate, reasons_of_count
from kg.discovery.proposals.eponyms import is_of_eponym
from kg.discovery.proposals.forms import HEADS, is_no_concept, looks_like_a_name
from kg.discovery.proposals.passages import BETWEEN, mask_cited, mask_matches
from kg.discovery.proposals.reading import Reading, touches
from kg.discovery.proposals.words import WORDS
from kg.masking import mask_emphasis, mask_markup
from kg.text import find_lines, is_chinese, is_cjk

_TAIL = r"(?:[A-Za-z0-9À-ÿ]|[-.](?=[A-Za-z0-9]))*+"  # whole, or else it is none
_LATIN = re.compile(  # what a search goes to at once, first
    rf"[A-Za-zÀ-ÿ](?<![A-Za-z0-9_À-ÿ+*/=^\\.\u2200-\u22ff-].)(?!(?<=V)[Ss][ ]){_TAIL}"
    rf"(?:[ ](?!V[Ss][ ])[A-Z]{_TAIL}){{0,3}}(?![A-Za-z0-9_+/=^\u2200-\u22ff])"
)
_BIBLIOGRAPHY = re.compile(r"^[ >*+-]*\\?\[\d+\\?\].*", re.MULTILINE)
_WORD_BEFORE, _WORD_AFTER = re.compile(r"[A-Za-z][ ]"), re.compile(r"[ ][A-Za-z]")
_NO_KINDS = tuple(WORDS["no_kinds"])
_OF_KIND = 3  # of so many occurrences one is beside the noun for its kind
_FAR = 6  # characters within which that noun stands
_AUTHOR = re.compile(
    r"(?P<name>[A-ZÀ-Þ][\w-]+)"
    r"(?:,?(?: et al\b| ?等人)| (?:&|and) (?P<second>[A-ZÀ-Þ][\w-]+),? \(?(?:19|20)\d\d)"
    r"|(?<![A-Za-z0-9_.])@(?P<account>[A-Za-z][A-Za-z0-9_-]*(?: [A-Z][A-Za-z0-9_-]*)?)"
)
_OWNER = re.compile(  # of a project that is called otherwise, on GitHub or so
    r"\[@?(?P<name>[A-Za-z][\w-]*)\]\(https?://[^/\s()]+/(?P=name)/(?!(?i:(?P=name))[/)])[^/\s()]"
)
_NUMBERED = re.compile(r"(?P<word>[A-Z][a-z]+)-?\d+")
_OF_AUTHORS = re.compile("et al|等人|@| (?:&|and) [A-ZÀ-Þ]")  # what each match of it holds


def latin_names(reading: Reading, *, unknown_words: bool) -> Iterator[Candidate]:
    """Propose Latin names; in an English text only those whose form tells them from words.

    A phrase in capitals may be a name in a Chinese text only. With `unknown_words`, which is when
    hardly any term is known yet, a word in small letters needs a telling form there, too: the
    others are left to `borrowed_words`.
    """
    post = reading.post
    english = not is_chinese(post.title, post.text)

    @cache
    def form(name: str) -> bool | None:
        formed_only = english or (unknown_words and name.islower())
        return _form(name, reading, english=english, formed_only=formed_only)

    found: dict[str, Candidate] = {}
    counts: Counter[str] = Counter()
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for place, passage, known in reading.passages:
        for match, joined, kind in _find_in(passage, known):
            name = match.group().rstrip(".-")
            formed = form(name)
            if formed is None or (joined and not formed):
                continue
            candidate = found.setdefault(name, Candidate(name=name, posts={post.id}))
            counts[name] += 1
            if formed:
                # A phrase in capitals may as well be a person.
                sure = 0.3 if " " in name or joined else 0.6 if len(name) > 3 else 0.4
                candidate.reasons["by its form"] = sure
            if place == "title":
                candidate.reasons["in the title"] = 0.35
            if _has_noun_beside(match):
                candidate.reasons["beside a noun for its kind"] = 0.3
            if kind:
                kinds[name][kind] += 1
    no_names = _find_authors(post.text).union(_numbered_words(found, post.text))
    for name, candidate in found.items():
        candidate.reasons |= reasons_of_count(counts[name])
        candidate.broader = _usual_kind(kinds[name], counts[name])
        if unknown_words and not english and len(name) > 3:
            candidate.reasons["a Latin name in Chinese text"] = 0.3
        if name not in no_names and (
            _may_be_a_name(name, candidate.reasons)
            or (unknown_words and "beside a noun for its kind" in candidate.reasons)
        ):
            yield candidate


def _find_in(
    passage: str, known: Sequence[CandidateMention]
) -> Iterator[tuple[re.Match[str], bool, str | None]]:
    """Yield where a Latin name may stand in a passage, whether it is joined to `known` ones, and
    the concept that is named beside it, if one is.
    """
    ends, starts = {one.end: one for one in known}, {one.start: one for one in known}
    prose = mask_emphasis(mask_markup(passage))
    for match in _LATIN.finditer(mask_matches(_BIBLIOGRAPHY, mask_cited(prose))):
        joined = touches(known, *match.span())
        if is_of_eponym(prose, match.start()):
            continue
        if not (joined and not _joins_names(match, ends, starts)) and not _is_of_a_sentence(match):
            yield match, joined, _kind_beside(match, ends, starts)


def _find_authors(text: str) -> set[str]:
    """Return the names that a text has as those of authors or accounts."""
    return {
        name
        for begin, end in find_lines(text, _OF_AUTHORS)
        for match in _AUTHOR.finditer(text, begin, end)
        for name in match.groups()
    }.union(_OWNER.findall(text))


def _has_noun_beside(match: re.Match[str]) -> bool:
    before, after = _around(match)
    return before.rstrip(BETWEEN).endswith(HEADS) or after.lstrip(BETWEEN).startswith(HEADS)


def _around(match: re.Match[str]) -> tuple[str, str]:
    """Return what stands right before and after a name."""
    (start, end), text = match.span(), match.string
    return text[max(0, start - _FAR) : start], text[end : end + _FAR]


def _joins_names(
    match: re.Match[str],
    ends: Mapping[int, CandidateMention],
    starts: Mapping[int, CandidateMention],
) -> bool:
    """Tell a Latin name put together of known ones, or of one and something else: BiGAN-QP."""
    name = match.group()
    if "-" not in name or " " in name:
        return False
    whole = starts.get(match.start())
    return not (whole and whole.end >= match.end()) and (
        match.start() in starts or match.end() in ends
    )


def _numbered_words(names: Iterable[str], text: str) -> list[str]:
    """Return the names that number several of what the text calls by a word: Server1, Server2."""
    numbered: dict[str, list[str]] = defaultdict(list)
    for name in names:
        if match := _NUMBERED.fullmatch(name):
            numbered[match["word"].lower()].append(name)
    several = {word: names for word, names in numbered.items() if len(names) > 1}
    return [
        name
        for word, names in several.items()
        if re.search(rf"(?<![A-Za-z]){word}s?(?![A-Za-z0-9])", text)
        for name in names
    ]


def _is_of_a_sentence(match: re.Match[str]) -> bool:
    """Tell a phrase right before or after which English goes on: its capitals may be those of a
    title (Improved Training of Wasserstein GANs).
    """
    start, end = match.span()
    before = _WORD_BEFORE.fullmatch(match.string, max(0, start - 2), start)
    return " " in match.group() and bool(before or _WORD_AFTER.match(match.string, end))


def _form(name: str, reading: Reading, *, english: bool, formed_only: bool) -> bool | None:
    """Tell whether its form speaks for a Latin name; None if it is no concept."""
    if is_no_concept(name):
        return None
    formed = looks_like_a_name(name, phrases=not english)
    formed &= name.casefold() not in reading.words  # a word in capitals: nEtwork
    return None if formed_only and not formed else formed


def _may_be_a_name(name: str, reasons: Collection[str]) -> bool:
    """Tell whether more speaks for a Latin word than that it is one."""
    return (
        "by its form" in reasons
        or {"in the title", "beside a noun for its kind"} <= {*reasons}
        or (
            {"beside a noun for its kind", "more than twice"} <= {*reasons}
            and len(name) > 3
            and name[0].isupper()
        )
    )


def _kind_beside(
    match: re.Match[str],
    ends: Mapping[int, CandidateMention],
    starts: Mapping[int, CandidateMention],
) -> str | None:
    """Return the concept that is named in Chinese right before or after: 生成模型GLANN."""
    left, right = _around(match)
    before = match.start() - len(left) + len(left.rstrip(BETWEEN))
    after = match.end() + len(right) - len(right.lstrip(BETWEEN))
    for beside in (ends.get(before), starts.get(after)):
        if beside and not beside.ambiguous and _is_kind(beside.surface):
            return beside.concept_ids[0]
    return None


def _usual_kind(kinds: Counter[str], count: int) -> str | None:
    """Return the kind that stands beside enough of so many occurrences of a name: what has an
    encoder at times is none.
    """
    kind = max(kinds, key=kinds.__getitem__, default=None)
    return kind if kind and kinds[kind] * _OF_KIND >= count else None


def _is_kind(surface: str) -> bool:
    """Tell a Chinese noun for what something is from that for what is done with it, or what it has:
    生成模型 from 线性插值.
    """
    return is_cjk(surface[-1]) and not surface.endswith(_NO_KINDS)
