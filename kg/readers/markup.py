"""HTML in, Markdown out: what a person reads there, with its headings, lists, code, TeX and links.

The result says for each of its lines in which line of the HTML it begins. Navigation, comments and
scripts are left out; TeX is kept as its author wrote it, whatever draws it in the browser.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from urllib.parse import quote

from lxml import etree

_SKIPPED = frozenset(
    {"script", "style", "template", "nav", "form", "button", "input", "select", "textarea"}
    | {"iframe", "svg", "canvas", "object", "audio", "video", "head", "footer", "dialog", "map"}
)
_BLOCKS = frozenset(
    {"p", "div", "section", "article", "main", "header", "aside", "figure", "figcaption", "ul"}
    | {"ol", "li", "dl", "dt", "dd", "table", "tr", "blockquote", "pre", "hr", "address", "body"}
    | {"details", "summary", "center", "fieldset", "tbody", "thead", "caption", "h1", "h2", "h3"}
    | {"h4", "h5", "h6", "html"}
)
_HEADINGS = {f"h{level}": "#" * level + " " for level in range(1, 7)}
# Whole words of class names and ids by which themes mark what belongs to the site, not the post.
_JUNK = frozenset({
    "comments", "comment-list", "comments-area", "respond", "disqus_thread", "disqus", "gitalk",
    "valine", "utterances", "giscus", "sidebar", "breadcrumb", "breadcrumbs", "share",
    "share-buttons", "sharing", "sharedaddy", "social", "social-share", "related",
    "related-posts", "relatedposts", "jp-relatedposts", "pagination", "pager", "post-nav",
    "post-navigation", "paginav", "navigation", "toc", "table-of-contents", "toc-container",
    "menu", "advertisement", "adsbygoogle", "newsletter", "subscribe", "screen-reader-text",
    "sr-only", "post-footer", "post-tags", "post-meta", "entry-meta", "copyright",
    "post-copyright", "reward", "gutter", "lineno", "linenos", "line-numbers", "rouge-gutter",
    "lntd-gutter", "headerlink", "anchor", "header-anchor", "anchorjs-link", "heading-anchor",
    "postamble", "org-div-home-and-up",
    "copy-code", "mw-editsection", "noprint", "katex-html", "mjx-chtml", "mathjax_preview",
    "mathjax_svg", "mathjax",
})  # fmt: skip
_SPACE = re.compile(r"[ \t\r\n\f]+")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_BACKTICKS = re.compile("`+")
# Private characters, for tags until a paragraph is written: <code>, </code>, and <br> in <pre>.
_CODE, _CODE_END, _BREAK = "\ue001", "\ue002", "\ue003"
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_LANGUAGE = re.compile(r"(?:language|lang|brush)[-:\s]+([\w+#-]+)")
_NO_TARGET = re.compile(r"^(?:#|javascript:|data:|mailto:)", re.IGNORECASE)
# What marks a footnote, leads back from it, or stands beside a heading.
_NOTE_MARK = re.compile(r"\s*[\[(]?\s*(?:\d{1,3}|[*†‡↩↑⤴^¶#\ufe0e]+)\s*[\])]?\s*")
_TEX_SCRIPT = re.compile(r"^math/tex(?P<display>;\s*mode=display)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """Text, and for each of its lines the line of the source that it begins in."""

    text: str
    lines: tuple[int, ...]


def parse_html(text: str) -> etree._Element | None:
    """Return the root of an HTML document or fragment, None if there is nothing in it."""
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )
    if not text.strip():
        return None
    root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        # Tags nested by the thousand: what they hold is kept, without them.
        return parse_html(_TAG.sub(" ", text))
    return root


def extract_html(text: str, *, first_line: int = 1) -> Extract:
    r"""Return the text of a fragment of HTML that begins in line `first_line` of its source.

    Example:
        >>> extract_html("<h2>A</h2>\n<p>x <a href='/b'>b</a>\n<script>no</script>")
        Extract(text='## A\n\nx [b](/b)', lines=(1, 1, 2))
    """
    root = parse_html(text)
    if root is None:
        return Extract(text="", lines=())
    return extract_element(root, first_line=first_line)


def extract_element(
    root: etree._Element, *, first_line: int = 1, left_out: Collection[etree._Element] = ()
) -> Extract:
    """Return the text of an element, without the elements `left_out`."""
    writer = _Writer(first_line)
    for event, element in _walk(root, left_out):
        if event == "start":
            writer.start(element)
            writer.add(_tex_of(element) or element.text)
        else:
            writer.end(element)
            if element is not root:
                writer.add(element.tail)
    return writer.finish()


def is_junk(element: etree._Element) -> bool:
    """Tell whether an element belongs to the site rather than to the post, or is not shown."""
    if element.tag in _SKIPPED and not _tex_of(element):
        return True
    if element.get("hidden") is not None or _HIDDEN.search(element.get("style") or ""):
        return True
    return not _JUNK.isdisjoint(names_of(element))


def names_of(element: etree._Element) -> list[str]:
    """Return the classes and the id of an element in small letters."""
    return f"{element.get('class') or ''} {element.get('id') or ''}".lower().split()


def _walk(
    root: etree._Element, left_out: Collection[etree._Element]
) -> Iterable[tuple[str, etree._Element]]:
    """Yield the start and the end of each element that is shown; for others the end alone."""
    hidden = set(left_out)
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        if event == "end":
            yield event, element
        elif element in hidden or (element is not root and is_junk(element)):
            walker.skip_subtree()
        else:
            yield event, element
            if _tex_of(element):
                walker.skip_subtree()


def _tex_of(element: etree._Element) -> str:
    """Return the TeX that an element of a script that draws formulas carries, in dollar signs."""
    tag = element.tag
    if tag == "script" and (match := _TEX_SCRIPT.match(element.get("type") or "")):
        return _dollars(element.text, display=bool(match["display"]))
    if tag == "math":
        notes = (n for n in element.iter("annotation") if "tex" in (n.get("encoding") or ""))
        note = next(notes, None)
        source = note.text if note is not None else element.get("alttext")
        return _dollars(source, display=element.get("display") == "block")
    if tag == "img" and "latex" in (element.get("class") or "").split():
        return _dollars(element.get("alt"), display=False)
    return ""


def _dollars(tex: str | None, *, display: bool) -> str:
    tex = (tex or "").strip()
    marks = "$$" if display else "$"
    return f"{marks}{tex}{marks}" if tex else ""


class _Writer:
    """Collects the pieces of a paragraph, and writes it when a block begins or ends."""

    def __init__(self, first_line: int) -> None:
        self._offset = first_line - 1
        self._line = first_line
        self._pieces: list[str] = []
        self._begins = 0
        self._marks: list[str] = []
        self._lists: list[tuple[str, int]] = []
        self._quotes = 0
        self._links: list[tuple[int, str]] = []
        self._verbatim: etree._Element | None = None
        self._text: list[str] = []
        self._lines: list[int] = []

    def start(self, element: etree._Element) -> None:
        self._line = self._line_of(element)
        tag = str(element.tag)
        if tag == "br":
            self._pieces.append("\n" if self._verbatim is None else _BREAK)
        elif self._verbatim is not None:
            return
        elif tag in ("td", "th"):
            if "".join(self._pieces).strip():
                self._pieces.append(" | ")
        elif tag in _BLOCKS:
            self._flush()
            self._start_block(tag)
            self._verbatim = element if tag == "pre" else None
        elif tag == "code":
            self._pieces.append(_CODE)
        elif tag == "a":
            self._links.append((len(self._pieces), (element.get("href") or "").strip()))

    def _start_block(self, tag: str) -> None:
        if tag in _HEADINGS:
            self._marks.append(_HEADINGS[tag])
        elif tag in ("ul", "ol"):
            self._lists.append((tag, 0))
        elif tag == "li":
            self._marks.append(self._bullet())
        elif tag == "blockquote":
            self._quotes += 1

    def end(self, element: etree._Element) -> None:
        tag = element.tag
        if element is self._verbatim:
            self._write_code(element)
            self._verbatim = None
        elif self._verbatim is not None or _tex_of(element):
            return
        elif tag in _BLOCKS:
            self._flush()
            if tag in ("ul", "ol") and self._lists:
                self._lists.pop()
            elif tag == "blockquote":
                self._quotes -= self._quotes > 0
            if tag in _HEADINGS or tag == "li":
                self._marks.clear()
        elif tag == "code":
            self._pieces.append(_CODE_END)
        elif tag == "a" and self._links:
            self._end_link(*self._links.pop())

    def add(self, text: str | None) -> None:
        if not text:
            return
        if self._verbatim is None:
            text = _SPACE.sub(" ", text)
        if not self._pieces or not self._begins:
            self._begins = self._line
        self._pieces.append(text)

    def finish(self) -> Extract:
        self._flush()
        while self._text and not self._text[0]:
            del self._text[0], self._lines[0]
        return Extract(text="\n".join(self._text), lines=tuple(self._lines))

    def _line_of(self, element: etree._Element) -> int:
        return int(element.sourceline or 0) + self._offset  # type: ignore[call-overload,no-any-return]

    def _bullet(self) -> str:
        indent = "  " * (len(self._lists) - 1)
        if not self._lists or self._lists[-1][0] == "ul":
            return f"{indent}- "
        self._lists[-1] = ("ol", self._lists[-1][1] + 1)
        return f"{indent}{self._lists[-1][1]}. "

    def _end_link(self, start: int, target: str) -> None:
        words = "".join(self._pieces[start:])
        if "#" in target and _NOTE_MARK.fullmatch(words):
            self._pieces[start:] = []
            return
        if not words.strip() or not target or _NO_TARGET.match(target) or "\n" in words:
            return
        lead = words[: len(words) - len(words.lstrip())]
        tail = words[len(words.rstrip()) :]
        safe = quote(target, safe="!#$%&'*+,-./:;=?@_~[]", encoding="utf-8", errors="replace")
        self._pieces[start:] = [f"{lead}[{words.strip()}]({safe}){tail}"]

    def _flush(self) -> None:
        """Write the paragraph that was collected, if there is one."""
        raw = "".join(self._pieces)
        self._pieces, self._links = [], []
        begins, self._begins = self._begins, 0
        paragraph = _code_spans(raw).strip()
        if not paragraph:
            return
        mark = "".join(self._marks)
        is_item = bool(self._lists) and bool(mark)
        self._marks.clear()
        self._separate(tight=is_item and self._last_is_item())
        quote_mark = "> " * self._quotes
        for number, line in enumerate(paragraph.split("\n")):
            lead = mark if not number else " " * len(mark) if is_item else ""
            self._write(quote_mark + lead + _SPACE.sub(" ", line).strip(), begins)

    def _write_code(self, element: etree._Element) -> None:
        code = "".join(self._pieces)
        self._pieces, self._begins = [], 0
        names = [element.get("class") or "", *(c.get("class") or "" for c in element)]
        language = next((m[1] for name in names if (m := _LANGUAGE.search(name))), "")
        line = self._line_of(element)
        first = line + code[: len(code) - len(code.lstrip("\n"))].count("\n")
        code = code.strip("\n" + _BREAK).expandtabs(4)
        if not code.strip():
            return
        fence = "`" * max(3, _longest_run(code) + 1)
        self._marks.clear()
        self._separate(tight=False)
        self._write(fence + language, line)
        for number, text in enumerate(code.split("\n")):
            for part in text.split(_BREAK):  # which the source has in one line
                self._write(part.rstrip(), first + number)
        self._write(fence, first + code.count("\n"))

    def _last_is_item(self) -> bool:
        return bool(self._text) and bool(re.match(r"[> ]*(?:- |\d+\. )", self._text[-1]))

    def _separate(self, *, tight: bool) -> None:
        if self._text and not tight:
            self._write("", self._lines[-1])

    def _write(self, text: str, line: int) -> None:
        self._text.append(text)
        self._lines.append(max(line, 1))


def _longest_run(code: str) -> int:
    """Return how many backticks stand side by side at most."""
    return max(map(len, _BACKTICKS.findall(code)), default=0)


def _code_spans(text: str) -> str:
    """Put inline code, which stands between private marks, into as many backticks as it needs."""

    def span(match: re.Match[str]) -> str:
        code = match[1].replace(_CODE, "").replace("\n", " ")
        if not code.strip():
            return ""
        ticks = "`" * (_longest_run(code) + 1)
        pad = " " if "`" in code else ""
        return f"{ticks}{pad}{code}{pad}{ticks}"

    text = re.sub(f"{_CODE}([^{_CODE_END}]*){_CODE_END}", span, text)
    return text.replace(_CODE, "").replace(_CODE_END, "")
