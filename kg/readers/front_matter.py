"""The head of a file in, its metadata out: YAML between `---`, TOML between `+++`, or lines alone.

Values stay strings, as they are written: a title `1.10` is no number and `yes` no truth value.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from kg.errors import InputError, NoPostsError

# Hugo passes over blank lines above; else a line of dashes below some is a thematic break.
_ABOVE = r"\A(?:(?:[ \t]*+\n)++(?=(?:---|\+\+\+)[ \t]*\n[\w-]+[ \t]*[:=]))?"
_YAML = re.compile(rf"{_ABOVE}---[ \t]*\n(?P<head>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.M | re.S)
_TOML = re.compile(rf"{_ABOVE}\+\+\+[ \t]*\n(?P<head>.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.M | re.S)
_KEY = r"(?:title|date|tags|categories|layout)"
# In Hexo the first line of dashes may be missing.
_OPEN_YAML = re.compile(
    rf"\A(?P<head>{_KEY}:[ \t].*\n(?:[\w-]+:.*\n|[ \t]+.*\n|- .*\n)*)---[ \t]*(?:\n|\Z)"
)
# Pelican and MultiMarkdown write `Title: a`, Nikola `.. title: a`, in a comment of HTML or alone.
_LINES = re.compile(
    rf"\A(?P<comment><!--[ \t]*\n)?(?P<head>(?=(?:.+\n)*?(?:\.\.[ ])?{_KEY}:[ \t]*\S)"
    r"(?:(?:\.\.[ ])?[a-z][\w-]*:(?:[ \t].*)?\n(?:[ \t]+\S.*\n)*)+)"
    r"(?(comment)[ \t]*-->[ \t]*(?:\n|\Z)|(?=[ \t]*(?:\n|\Z)))",
    re.IGNORECASE,
)
_LINE = re.compile(r"^(?:\.\. )?(?P<name>[\w-]+):[ \t]*(?P<value>.*(?:\n[ \t]+.*)*)$", re.MULTILINE)
_IN_BRACKETS = re.compile(r"\[.*\]")
# With none of these keys right below it, a line of dashes is a thematic break.
_UNCLOSED = re.compile(
    r"\A(?P<fence>---|\+\+\+)[ \t]*\n(?:[\w-]+[ \t]*[:=].*\n|[ \t]+\S.*\n|- .*\n)*?"
    rf"{_KEY}[ \t]*[:=]"
)
# YAML lets tabs separate what stands in a line, and Jekyll and Hexo read them; PyYAML does not.
# It lets none indent a line; Hexo takes each for two spaces.
_TABS_BEFORE = re.compile(r"^\t+", re.MULTILINE)
_TAB_IN_LINE = re.compile(r"(?<=\S)(?P<blanks>[ \t]*\t[ \t]*)")
# What PyYAML was reading when it came upon a fault, if the fault is that this has no end.
_NO_END = re.compile(r"a quoted scalar|a flow|a simple key")
# Tables in which Hugo, Zola and MkDocs (`date`) have what others have at the top.
_TABLES = ("extra", "params", "taxonomies", "date")
_LONGEST_INNER_LIST = 20
# What a template (of Obsidian, Templater, archetypes) has in the place of a value.
PLACEHOLDER = re.compile(r"[ \t]*(?:\{\{.*\}\}|<%.*%>)[ \t]*")
_UNFILLED = re.compile(rf":{PLACEHOLDER.pattern}$", re.MULTILINE)
_WHAT = "the front matter is"
_TOML_LINE = re.compile(r"\(at line (\d+), column \d+\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """The metadata of a file, and the offset at which what they are about begins."""

    values: Mapping[str, object] = field(default_factory=dict)
    end: int = 0

    def text(self, *names: str) -> str | None:
        """Return the first of the values that is one string and not empty."""
        texts = (text for name in names if (text := _scalar(self.values.get(name))))
        return next(texts, None)

    def texts(self, *names: str) -> tuple[str, ...]:
        """Return the strings that the values are, or are lists of, each once."""
        found = (text for name in names for text in _scalars(self.values.get(name)))
        return tuple(dict.fromkeys(found))

    def words(self, *names: str) -> tuple[str, ...]:
        """Return the same, a string split at commas or, lacking these, at spaces."""
        words: list[str] = []
        for name in names:
            value = self.values.get(name)
            if isinstance(value, str):
                value = value.split("," if "," in value else None)
            words += (text.lstrip("#") for text in _scalars(value))
        return tuple(dict.fromkeys(filter(None, words)))

    def is_true(self, name: str, *, default: bool = False) -> bool:
        """Tell what a switch says."""
        value = _scalar(self.values.get(name))
        return default if value is None else value.lower() in ("true", "yes", "on", "1")


def parse_front_matter(text: str, path: Path) -> FrontMatter:
    r"""Return the metadata at the beginning of a file, none if there are none.

    Raises:
        InputError: they are malformed, no mapping, or have no end; `path` is named in it.
        NoPostsError: they are those of a template, which is to be filled in.

    Example:
        >>> head = parse_front_matter("+++\ntitle = '甲'\ntags = ['a']\n+++\n正文", Path("a.md"))
        >>> head.text("title"), head.words("tags")
        ('甲', ('a',))
    """
    if match := _TOML.match(text):
        values = parse_toml(match["head"], path, above=text.count("\n", 0, match.start("head")))
        return FrontMatter(values=_lower(values), end=match.end())
    match = _YAML.match(text) or _OPEN_YAML.match(text)
    if not match and (lines := _LINES.match(text)):
        return FrontMatter(values=_lower(_parse_lines(lines["head"])), end=lines.end())
    if not match:
        if unclosed := _UNCLOSED.match(text):
            fault = "the front matter has no end"
            raise InputError(path, fault, f"put a line `{unclosed['fence']}` below it", line=1)
        return FrontMatter()
    above = text.count("\n", 0, match.start("head"))
    values = parse_yaml(match["head"], path, above=above)
    return FrontMatter(values=_lower(values), end=match.end())


def _parse_lines(text: str) -> dict[str, object]:
    """Return the values of lines `name: value`, each of which may go on below, indented."""
    values = ((match["name"], " ".join(match["value"].split())) for match in _LINE.finditer(text))
    return {name: value[1:-1] if _IN_BRACKETS.fullmatch(value) else value for name, value in values}


def _lower(values: Mapping[str, object]) -> dict[str, object]:
    """Return values by their names in small letters, those of tables beside those at the top."""
    inner = [table for name in _TABLES if isinstance(table := values.get(name), dict)]
    return {name.lower(): value for table in (*inner, values) for name, value in table.items()}


def parse_yaml(text: str, path: Path, *, above: int = 0, what: str = _WHAT) -> dict[str, object]:
    r"""Return the values of a mapping in YAML: strings, or lists and mappings of strings.

    Args:
        text: the YAML.
        path: the file, as errors name it.
        above: how many lines of the file are above the text.
        what: what errors call the text.

    Raises:
        InputError: it is no YAML, or no mapping.
        NoPostsError: it is that of a template.

    Example:
        >>> parse_yaml("a: 1.10\nb: [yes]", Path("a.yml"))
        {'a': '1.10', 'b': ['yes']}
    """
    text = _TABS_BEFORE.sub(lambda tabs: "  " * len(tabs.group()), text)
    text = _TAB_IN_LINE.sub(lambda tab: " " * len(tab["blanks"]), text)
    try:
        # The base loader makes strings only: no type is guessed, no object is made.
        head = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        if _UNFILLED.search(text):
            raise NoPostsError(path, "a template", "fill in its front matter") from error
        has_no_end = _NO_END.search(getattr(error, "context", None) or "")
        mark = getattr(error, "context_mark" if has_no_end else "problem_mark", None)
        problem = getattr(error, "problem", None) or "it cannot be parsed"
        line = mark.line + above + 1 if mark else above + 1
        fault = f"{what} no YAML ({problem})"
        raise InputError(path, fault, "mend it", line=line) from error
    if not head:
        return {}
    if not isinstance(head, dict):
        fault = f"{what} no list of `key: value`"
        raise InputError(path, fault, "mend it", line=above or 1)
    return {str(name): value for name, value in head.items()}


def parse_toml(text: str, path: Path, *, above: int = 0, what: str = _WHAT) -> dict[str, object]:
    """Return the values of TOML; the arguments are those of `parse_yaml`.

    Raises:
        InputError: it is no TOML.
    """
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        problem = str(error)
        place = _TOML_LINE.search(problem)
        line = int(place[1]) + above if place else 1
        fault = f"{what} no TOML ({_TOML_LINE.sub('', problem).strip()})"
        raise InputError(path, fault, "mend it", line=line) from error


def _scalar(value: object) -> str | None:
    """Return a string for what is one value; lists and mappings, which may be huge, are none."""
    if value is None or isinstance(value, list | dict | tuple):
        return None
    if isinstance(value, bool):
        return str(value).lower()
    try:
        text = str(value).strip()
    except ValueError:  # an integer of more digits than Python prints
        return None
    return None if text in ("", "~", "null") else text


def _scalars(value: object) -> list[str]:
    """Return the strings of one value or a list: of a mapping its name, of an inner list all."""
    found: list[str] = []
    for item in value if isinstance(value, list) else [value]:
        for one in item[:_LONGEST_INNER_LIST] if isinstance(item, list) else [item]:
            named = one.get("name") or one.get("label") if isinstance(one, dict) else one
            if text := _scalar(named):
                found.append(text)
    return found
