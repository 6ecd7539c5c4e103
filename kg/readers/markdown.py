"""A Markdown file in, its one entry out: of Jekyll, Hexo, Hugo, Pelican, Obsidian, or plain.

Metadata come from the front matter; what it lacks, the file's name (`2021-07-11-title.md`) and
first heading tell. The text stays Markdown; what its author alone sees, comments, is cut out, as is
what is no text in MDX; the tags by which Hexo and Hugo link to posts become links, and code that is
indented is put in fences.
"""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

from kg.masking import MASK, mask_markup, mask_verbatim
from kg.readers.entries import Entry
from kg.readers.front_matter import FrontMatter, parse_front_matter
from kg.readers.indented_code import fence_indented_code
from kg.readers.single_posts import make_entry, reason_to_skip
from kg.readers.sites.finding import Place
from kg.readers.skipped import Skipped

# What stands behind a heading: the marks again, its id and classes. It is looked for behind letters
# only, so that a line of blanks takes no more than linear time.
_BEHIND = r"(?:[ \t]++#++)?+[ \t]*+(?:\{:?[ \t]*[#.][^{}\n]*\}[ \t]*)?$"
_HEADING = re.compile(
    rf"^#[ \t]+(?P<title>.*?\S){_BEHIND}"
    rf"|(?:\A|\n[ \t]*\n)(?P<underlined>(?=\S).*?\S){_BEHIND}\n==+[ \t]*$",
    re.MULTILINE,
)
_LEADING = re.compile(rf"\s*##+[ \t]+(?P<title>.*?\S){_BEHIND}", re.MULTILINE)
_LINK = re.compile(r"!?\[(?P<words>[^\[\]\n]*)\]\([^()\s]*\)")
_MERE_DATE = re.compile(r"[\d-]+")
_COMMENT = re.compile(
    r"(?><!--.*?-->|\{%-?\s*comment\s*-?%\}.*?\{%-?\s*endcomment\s*-?%\}|%%[^%].*?%%)", re.DOTALL
)
# What is no text in MDX: imports and exports, comments, tags of components over several lines.
_MDX = re.compile(
    r"(?>^import\s[^\n;{]*(?:\{[^{}]{0,2000}\}[^\n;]*?)?[\"'][^\"'\n]+[\"'];?[ \t]*$"
    r"|^export[ ](?:const|let|default|function|async)\b.*?(?=\n[ \t]*\n|\Z)"
    r"|\{/\*.{0,2000}?\*/\}"
    r"|</?[A-Z][\w.]*(?:[^<>{}\"']|\"[^\"]{0,2000}\"|'[^']{0,2000}'"
    r"|\{(?:[^{}]|\{[^{}]{0,2000}\}){0,2000}\}){0,2000}>)",
    re.DOTALL | re.MULTILINE,
)
_HEXO_LINK = re.compile(
    r"\{%\s*post_link\s+(?P<slug>[^\s%]+)(?:\s+(?P<q>['\"]?)(?P<words>[^%\n]*?)(?P=q)(?:\s+\w+)?)?\s*%\}"
)
_HUGO_LINK = re.compile(
    r"\{\{[<%]\s*(?:rel)?ref\s+(?:path=)?[\"'`]?(?P<target>[^\"'`\s>]+)[\"'`]?[^<>{}%]*[>%]\}\}"
)
# What pages are for on which a generator lists posts: their type in Hexo, their layout in Hugo.
_LISTS = frozenset({"tags", "categories", "archives", "archive", "search"})


def parse_markdown(
    text: str, *, path: Path, source: str, place: Place | None = None
) -> list[Entry | Skipped]:
    r"""Return the entry of a file, or why it is none; `path` is named in errors.

    Raises:
        InputError: the front matter is malformed.

    Example:
        >>> text = "---\ntitle: 你好\ntags: [a, b]\n---\n正文"
        >>> [entry] = parse_markdown(text, path=Path("2020-01-02-x.md"), source="2020-01-02-x.md")
        >>> entry.title, str(entry.date), entry.tags, entry.text, entry.lines
        ('你好', '2020-01-02', ('a', 'b'), '正文', (5,))
    """
    head = parse_front_matter(text, path)
    if reason := reason_to_skip(head, source):
        return [Skipped(source=source, reason=reason)]
    body = _without(_COMMENT, text[head.end :])
    if path.suffix.lower() == ".mdx":
        body = _without(_MDX, body)
    stripped = body.strip("\n")
    if _is_empty(stripped, head, path, source):
        return [Skipped(source=source, reason="no text")]
    first = text.count("\n", 0, head.end) + len(body) - len(body.lstrip("\n")) + 1
    lines = tuple(range(first, first + stripped.count("\n") + 1))
    plain, lines = fence_indented_code(_as_links(stripped), lines)
    return make_entry(
        head,
        heading=_find_heading(plain, path.stem),
        text=plain,
        lines=lines,
        written=text,
        path=path,
        source=source,
        place=place,
    )


def _is_empty(text: str, head: FrontMatter, path: Path, source: str) -> bool:
    """Tell whether a file has nothing to read, nor the title of a post that is all title."""
    is_page = path.suffix.lower() in (".html", ".htm")  # whose words a template may bring
    words = mask_markup(text).replace(MASK, "") if is_page else text
    return not words.strip() and (is_page or not head.text("title") or _lists_posts(head, source))


def _find_heading(text: str, name: str) -> str | None:
    """Return the first heading of the highest level; in a file whose name is a mere date, which
    says less than any heading, else the one that the text begins with.
    """
    masked = mask_verbatim(text)  # what looks like a heading in code is none
    heading = _HEADING.search(masked)
    if not heading and _MERE_DATE.fullmatch(name):
        heading = _LEADING.match(masked)
    if not heading:
        return None
    words = text[slice(*heading.span(heading.lastgroup or 0))]
    return _LINK.sub(lambda link: link["words"], words)


def _lists_posts(head: FrontMatter, source: str) -> bool:
    is_section = PurePosixPath(source).stem.partition(".")[0] == "_index"
    return is_section or not _LISTS.isdisjoint((head.text("type"), head.text("layout")))


def _without(pattern: re.Pattern[str], text: str) -> str:
    """Cut out comments and the like but for their line ends, so that lines stay in place."""
    found = [*pattern.finditer(text)]
    if not found:
        return text
    masked = mask_verbatim(text)
    pieces, position = [], 0
    for match in found:
        if masked[match.start()] != MASK:  # code shows its comments
            pieces += [text[position : match.start()], "\n" * match.group().count("\n")]
            position = match.end()
    return "".join([*pieces, text[position:]])


def _as_links(text: str) -> str:
    """Write the links of Hugo and Hexo as those of Jekyll and wikis, on as many lines."""

    def lines(match: re.Match[str]) -> str:
        return "\n" * match.group().count("\n")

    def wikilink(match: re.Match[str]) -> str:
        words = f"|{match['words']}" if match["words"] else ""
        return f"[[{match['slug']}{words}]]{lines(match)}"

    def link(match: re.Match[str]) -> str:
        return f"{{% link {match['target']} %}}{lines(match)}"

    text = _HUGO_LINK.sub(link, text)
    return _HEXO_LINK.sub(wikilink, text)
