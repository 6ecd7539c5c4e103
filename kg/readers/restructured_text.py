"""A reStructuredText file in, its one entry out, as Markdown: of Pelican, Nikola, Sphinx, or plain.

docutils parses it; what of it people read is written as Markdown, paragraph by paragraph, with the
line that each line came from. Metadata come from the lines above the text, the fields below its
title, or the directive `post` of ABlog. What Sphinx has as boxes around text is read as that text;
other directives that docutils does not know, and what would read other files, are left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import singledispatch, singledispatchmethod
from pathlib import Path

from docutils import nodes
from docutils.core import publish_doctree
from docutils.parsers.rst import Directive, directives

from kg.errors import InputError
from kg.readers.entries import Entry
from kg.readers.front_matter import FrontMatter, parse_front_matter
from kg.readers.indented_code import fence_indented_code
from kg.readers.single_posts import make_entry, reason_to_skip
from kg.readers.sites.finding import Place
from kg.readers.skipped import Skipped

_SETTINGS = {
    "_disable_config": True,
    "docinfo_xform": False,  # which would take the fields below the title for itself
    "file_insertion_enabled": False,
    "halt_level": 5,  # what is wrong with the markup is no fault of the post
    "input_encoding": "unicode",
    "raw_enabled": False,
    "report_level": 5,
    "smart_quotes": False,
    "syntax_highlight": "none",
}
# Of Sphinx, sphinx-design and sphinx-tabs; each holds text that people read.
_BOXES = (
    "seealso", "versionadded", "versionchanged", "versionremoved", "deprecated", "todo", "tabs",
    "tab", "group-tab", "tab-set", "tab-item", "dropdown", "details", "grid", "grid-item",
    "grid-item-card", "card",
)  # fmt: skip
_POST = re.compile(r"^\.\. post::[ \t]*(?P<date>.*)\n(?P<fields>(?:[ \t]+:.*\n)*)", re.MULTILINE)
_FIELD = re.compile(r"^[ \t]+:(?P<name>[\w-]+):[ \t]*(?P<value>.*)$", re.MULTILINE)
# What docutils leaves of a role that it does not know: :doc:`words <target>`.
_ROLE = re.compile(
    r":(?P<role>[\w:+.-]+):`(?P<words>[^`<]*[^`<\s])?\s*(?:<(?P<target>[^`<>]+)>)?`\Z"
)
_SPACE = re.compile(r"\s")
_BREAK = re.compile(r"[ \t]*\n[ \t]*")
_ENDED = "\ue001"  # where a line of the file ended, of which nothing is left
# What nobody reads, or what stands for something that another program makes.
_UNREAD = (
    nodes.comment, nodes.image, nodes.meta, nodes.pending, nodes.raw, nodes.substitution_definition,
    nodes.system_message, nodes.target,
)  # fmt: skip


class _Box(Directive):  # type: ignore[misc]
    """A directive that is read as what is in it, with its title above, whatever its options."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: Mapping[str, Callable[[str], str]] = defaultdict(
        lambda: directives.unchanged, {"class": directives.unchanged}
    )

    def run(self) -> list[nodes.Node]:
        """Return the paragraphs."""
        box = nodes.container()
        for title in self.arguments:
            words, _ = self.state.inline_text(title, self.lineno)
            paragraph = nodes.paragraph(title, "", *words)
            paragraph.line = self.lineno
            box += paragraph
        self.state.nested_parse(self.content, self.content_offset, box)
        return [box]


for _name in _BOXES:
    directives.register_directive(_name, _Box)


def parse_restructured_text(
    text: str, *, path: Path, source: str, place: Place | None = None
) -> list[Entry | Skipped]:
    r"""Return the entry of a file, or why it is none; `path` is named in errors.

    Raises:
        InputError: the markup is nested too deep.

    Example:
        >>> text = "题\n==\n\n:date: 2020-01-02\n:tags: a, b\n\n见 `甲 <https://a.example>`_。\n"
        >>> [entry] = parse_restructured_text(text, path=Path("x.rst"), source="x.rst")
        >>> entry.title, str(entry.date), entry.tags, entry.text, entry.lines
        ('题', '2020-01-02', ('a', 'b'), '见 [甲](https://a.example)。', (7,))
    """
    head = parse_front_matter(text, path)
    values = {**head.values, **_of_directive(text)}
    body = _blank(text[: head.end]) + _POST.sub(lambda m: _blank(m.group()), text[head.end :])
    try:
        tree = publish_doctree(body, source_path=path.name, settings_overrides=_SETTINGS)
        writer = _Writer()
        for node in tree.children:
            if isinstance(node, nodes.field_list) and not writer.text:
                values |= {name.lower(): value for name, value in _fields(node)}
            elif not isinstance(node, (*_UNREAD, nodes.title)):
                writer.write(node)
    except RecursionError as error:
        raise InputError(path, "is nested too deep", "flatten it") from error
    heading = next(iter(tree.findall(nodes.title)), None)
    if heading:
        values = {"title": _one_line(heading.astext()), **values}
    head = FrontMatter(values=values, end=head.end)
    if reason := reason_to_skip(head, source):
        return [Skipped(source=source, reason=reason)]
    if not writer.text and not head.text("title"):
        return [Skipped(source=source, reason="no text")]
    # Code is known where its fences are at the margin.
    plain, lines = fence_indented_code("\n".join(writer.text), writer.lines)
    return make_entry(
        head,
        heading=None,
        text=plain,
        lines=lines,
        written=text,
        path=path,
        source=source,
        place=place,
    )


def _blank(text: str) -> str:
    return "\n" * text.count("\n")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _of_directive(text: str) -> dict[str, object]:
    match = _POST.search(text)
    if not match:
        return {}
    fields = {field["name"].lower(): field["value"] for field in _FIELD.finditer(match["fields"])}
    return {"date": match["date"].strip(), **fields}


def _fields(node: nodes.field_list) -> Iterator[tuple[str, str]]:
    for field in node.findall(nodes.field):
        name, body = field.children
        yield name.astext(), _one_line(body.astext())


class _Writer:
    """Writes the nodes of a document as Markdown, with the line that each line came from."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.lines: list[int] = []
        self._line = 1
        self._level = 1
        self._margin = ""
        self._mark = ""  # of the list item whose first line is still to be written

    def write(self, node: nodes.Node) -> None:
        """Write a block and what is in it."""
        self._line = node.line or self._line
        self._write(node)

    @singledispatchmethod
    def _write(self, node: nodes.Node) -> None:
        self._write_all(node)

    @_write.register
    def _(self, node: nodes.TextElement) -> None:
        self._write_lines(_words(node))

    @_write.register
    def _(self, node: nodes.section) -> None:
        self._level += 1
        self._write_all(node)
        self._level -= 1

    @_write.register
    def _(self, node: nodes.title) -> None:
        if isinstance(node.parent, nodes.section):
            self._line -= 1  # from what underlines it
            self._write_lines("#" * min(self._level, 6) + " " + _one_line(_words(node)))
        else:
            self._write_lines(f"**{_one_line(_words(node))}**")

    @_write.register
    def _(self, node: nodes.subtitle) -> None:  # of a section that all that follows is in
        self._level += 1
        self._write_lines(f"## {_one_line(_words(node))}")

    @_write.register
    def _(self, node: nodes.literal_block | nodes.doctest_block) -> None:
        language = next(iter(node["classes"][1:]), "")
        fence = "```" if "```" not in node.astext() else "~~~"
        self._write_lines(f"{fence}{language}\n{node.astext()}\n{fence}", before=1)

    @_write.register
    def _(self, node: nodes.math_block) -> None:
        self._write_lines(f"$$\n{node.astext()}\n$$", before=1)

    @_write.register
    def _(self, node: nodes.bullet_list) -> None:
        for item in node.children:
            self._write_item(item, "- ")

    @_write.register
    def _(self, node: nodes.enumerated_list) -> None:
        for number, item in enumerate(node.children, 1):
            self._write_item(item, f"{number}. ")

    @_write.register
    def _(self, node: nodes.footnote | nodes.citation) -> None:
        self._write_item(node, f"[^{node.children[0].astext()}]: ")

    @_write.register
    def _(self, node: nodes.block_quote) -> None:
        with self._indented("> "):
            self._write_all(node)

    @_write.register
    def _(self, node: nodes.row) -> None:
        cells = (_one_line(" ".join(map(_words, cell.children))) for cell in node.children)
        self._write_lines(" | ".join(cells))

    @_write.register
    def _(self, node: nodes.line_block) -> None:
        self._write_lines("\n".join(_words(line) for line in node.findall(nodes.line)))

    @_write.register
    def _(self, node: nodes.topic) -> None:
        if "contents" not in node["classes"]:
            self._write_all(node)

    def _write_all(self, node: nodes.Node) -> None:
        for child in node.children:
            if not isinstance(child, (*_UNREAD, nodes.label)):
                self.write(child)

    def _write_item(self, node: nodes.Node, mark: str) -> None:
        self._mark = mark
        with self._indented(" " * len(mark)):
            self._write_all(node)

    @contextmanager
    def _indented(self, margin: str) -> Iterator[None]:
        outside, self._margin = self._margin, self._margin + margin
        yield
        self._margin = outside

    def _write_lines(self, text: str, *, before: int = 0) -> None:
        """Write a paragraph; `before` lines of it are not in the file."""
        if not text.strip():
            return
        if self.text:
            self.text.append("")
            self.lines.append(self._line)
        for number, line in enumerate(text.split("\n")):
            margin = self._margin
            if self._mark:
                margin = margin[: len(margin) - len(self._mark)] + self._mark
                self._mark = ""
            self.text.append((margin + line.replace(_ENDED, "")).rstrip())
            self.lines.append(self._line + max(0, number - before))
            self._line += line.count(_ENDED)


@singledispatch
def _words(node: nodes.Node) -> str:
    """Return what people read in a paragraph, with marks, as Markdown has them."""
    return _inner(node)


@_words.register
def _(node: nodes.Text) -> str:
    return _BREAK.sub("\n", node.astext())


@_words.register(nodes.comment | nodes.image | nodes.raw | nodes.target)
def _(_: nodes.Node) -> str:
    return ""


@_words.register
def _(node: nodes.literal) -> str:
    return _code(node.astext())


@_words.register
def _(node: nodes.title_reference) -> str:
    # As in Markdown, which people who write single backticks mean.
    return node.astext() if _SPACE.search(node.astext()) else _code(node.astext())


@_words.register
def _(node: nodes.math) -> str:
    return f"${node.astext()}$"


@_words.register
def _(node: nodes.emphasis) -> str:
    return f"*{_inner(node)}*"


@_words.register
def _(node: nodes.strong) -> str:
    return f"**{_inner(node)}**"


@_words.register
def _(node: nodes.footnote_reference | nodes.citation_reference) -> str:
    return f"[^{node.astext()}]"


@_words.register
def _(node: nodes.reference) -> str:
    words = _inner(node)
    if not words or not node.get("refuri"):
        return words
    ended = node.rawsource.count("\n") - words.count("\n")
    return f"[{words}]({_SPACE.sub('', node['refuri'])}){_ENDED * ended}"


@_words.register
def _(node: nodes.problematic) -> str:
    return _of_role(node.astext())


def _inner(node: nodes.Node) -> str:
    return "".join(map(_words, node.children))


def _code(text: str) -> str:
    text = _one_line(text)
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def _of_role(written: str) -> str:
    match = _ROLE.match(written)
    if not match:
        return written
    words, target = match["words"] or "", match["target"] or ""
    if match["role"] in ("doc", "ref", "any") and (target or words):
        return f"[{words or target}]({target or words})" if match["role"] == "doc" else words
    return _code(words)
