"""A date as blogs write it in, a date out."""

from __future__ import annotations

import datetime
import re
from email.utils import parsedate_to_datetime
from pathlib import Path

from kg.errors import InputError
from kg.readers.skipped import Skipped

_NUMERIC = re.compile(
    r"^\D{0,12}?(?P<y>\d{4})\s?[-/.年]\s?(?P<m>\d{1,2})\s?[-/.月]\s?(?P<d>\d{1,2})(?!\d)"
)
# Either the day or the month is first; with dots between them it is the day.
_YEAR_LAST = re.compile(
    r"^\D{0,12}?(?P<a>\d{1,2})(?P<mark>[-/.])(?P<b>\d{1,2})(?P=mark)(?P<y>\d{4})(?!\d)"
)
_COMPACT = re.compile(r"^(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?:T?\d{0,6}Z?)?$")
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_MONTH_NAME = rf"(?P<name>{'|'.join(_MONTHS)})[a-z]*\.?"
_NAMED = (
    re.compile(rf"\b{_MONTH_NAME}\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})\b", re.I),
    re.compile(
        rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+{_MONTH_NAME},?[\s-]+(?P<y>\d{{4}})\b", re.I
    ),
    re.compile(rf"\b(?P<y>\d{{4}})[\s-]+{_MONTH_NAME}[\s-]+(?P<d>\d{{1,2}})\b", re.I),
)
_DATED_PATH = re.compile(
    r"(?:^|/)(?P<date>\d{4}/\d{1,2}/\d{1,2}(?=/)|\d{4}[/-]\d{2}[/-]\d{2}(?=[-/])"
    r"|\d{4}-\d{1,2}-\d{1,2}(?!\d)|\d{4}年\d{1,2}月\d{1,2}日"
    r"|(?:19|20)\d\d[01]\d[0-3]\d(?=[-_ /.]|$))"
)
_EPOCH_BEGIN = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_EPOCH = re.compile(r"^(?P<seconds>\d{9,10})(?:\.\d+|\d{3})?$")


def parse_date(text: str) -> datetime.date | None:
    """Return the day, as the blog's own clock has it, or None if the text is no date.

    Nor is one 05/06/2020, which may be a day in May or in June.

    Example:
        >>> written = ["2020-01-31T08:00:00+08:00", "2020/1/31", "2020年1月31日", "Jan 31, 2020",
        ...            "Fri, 31 Jan 2020 00:00:00 +0000", "1580428800", "yesterday"]
        >>> [str(parse_date(text)) for text in written]  # doctest: +NORMALIZE_WHITESPACE
        ['2020-01-31', '2020-01-31', '2020-01-31', '2020-01-31', '2020-01-31', '2020-01-31',
         'None']
    """
    text = text.strip()[:100]
    if match := _EPOCH.match(text):
        return (_EPOCH_BEGIN + datetime.timedelta(seconds=int(match["seconds"]))).date()
    if match := _NUMERIC.match(text) or _COMPACT.match(text):
        return _day(match["y"], match["m"], match["d"])
    if match := _YEAR_LAST.match(text):
        return _day_of_two(match["y"], match["a"], match["b"], day_first=match["mark"] == ".")
    for form in _NAMED:
        if match := form.search(text):
            return _day(match["y"], str(_MONTHS[match["name"].lower()]), match["d"])
    try:
        parsed = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return parsed.date()


def unread_date(text: str, *, path: Path, source: str, line: int | None) -> Skipped:
    """Return that a post is read without its date, which is none; `path` is named in errors."""
    error = InputError(path, f"the date {text[:40]} is none", "write it as 2020-01-31", line=line)
    return Skipped.of_error(error, source, part="date")


def _day_of_two(year: str, one: str, other: str, *, day_first: bool) -> datetime.date | None:
    """Return the day of two numbers of which one is the month; None if that leaves two days."""
    days = (
        {_day(year, other, one)} if day_first else {_day(year, other, one), _day(year, one, other)}
    )
    days.discard(None)
    return days.pop() if len(days) == 1 else None


def _day(year: str, month: str, day: str) -> datetime.date | None:
    try:
        date = datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None
    return date if date.year > 1 else None  # Hugo writes 0001-01-01 where there is none


def parse_dated_path(path: str) -> datetime.date | None:
    """Return the date that the folders or the beginning of the name of a file or page tell.

    Example:
        >>> str(parse_dated_path("blog/2020/1/31/svm.md")), parse_dated_path("blog/2020/svm.md")
        ('2020-01-31', None)
        >>> str(parse_dated_path("20200131-svm.md")), str(parse_dated_path("2020年1月31日.md"))
        ('2020-01-31', '2020-01-31')
    """
    match = _DATED_PATH.search(path)
    return parse_date(match["date"]) if match else None
