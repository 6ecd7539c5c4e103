"""What a reference says of the kind of thing that it leads to: a post of the blog, a paper, a film.

The words around it tell, where it links to, and the script of the title. Every answer comes with
its reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.addresses import find_identifier
from kg.model import Reference, UnknownKind
from kg.references.anchors import title_of_link
from kg.series import parse_part

_BEFORE, _AFTER = 24, 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """A kind, why it is thought so, and how sure that is (0 to 1)."""

    kind: UnknownKind
    reason: str
    confidence: float


# Words that tell the kind of what is cited, with the place where they count: before or after it.
_CUES: tuple[tuple[UnknownKind, str], ...] = (
    ("film", r"电影|影片|纪录片|动画片?|电视剧|剧集|\bfilm\b|\bmovie\b"),
    ("paper", r"论文|文献|预印本|arxiv|\bpaper\b|\bpreprint\b"),
    (
        "web_page",
        r"知乎|机器之心|量子位|公众号|微信|新闻|报[道导]|帖子|贴吧|论坛|百科|维基|豆瓣|网友"
        r"|[他她]的(?:个人)?(?:博客|博文|文章|专栏)|[A-Za-z][\w.]*\s?的\s?(?:个人)?(?:博客|专栏)",
    ),
    (
        "unlisted_post",
        r"博文|博客|旧作|拙作|本站|科普文|(?:上一?|前一?)篇(?:文章)?|(?<![以网])上文(?!章)"
        r"|(?<!当)前文(?!章)|系列|我们|笔者|之前|曾",
    ),
    (
        "book",
        r"一书|书籍|教材|课本|专著|著作|所著的?|[编新]著|小说|—\s?出自|[本部]书|新版|书名|\bbook\b",
    ),
    ("unlisted_post", r"文章|参考|参阅|参看|详见|可见|阅读"),
)
_CUE = re.compile("|".join(f"({words})" for _, words in _CUES), re.IGNORECASE)
_CUES_AFTER: tuple[tuple[UnknownKind, re.Pattern[str]], ...] = (
    (
        "book",
        re.compile(
            r"^(?:[一这那]?本?书|第.{1,3}[版卷章]|世纪新修版|的?(?:出版|再版|习题|内容页|封面))"
        ),
    ),
    ("film", re.compile(r"^(?:的?(?:主演|导演|票房|剧照|影评))")),
    ("paper", re.compile(r"^[一这]?篇?论文")),
    ("unlisted_post", re.compile(r"^[一这]?篇?(?:博文|文章)|^中[,，]?(?:我们|笔者)")),
)
# Words that may as well stand before what somebody else wrote.
_WEAK = re.compile(r"我们|笔者|之前|曾|文章|参考|参阅|参看|详见|可见|阅读")

# Addresses that tell the kind: of films and books first, since a book may have a DOI, too.
_CATALOGUES: tuple[tuple[UnknownKind, re.Pattern[str]], ...] = (
    ("film", re.compile(r"movie\.douban\.com|imdb\.com", re.I)),
    (
        "book",
        re.compile(r"book\.douban\.com|goodreads\.com|link\.springer\.com/book|/books?/", re.I),
    ),
)
_PUBLISHERS = re.compile(
    r"arxiv|doi\.org|openreview\.net|acl(?:web|anthology)\.org|proceedings\.|jmlr\.org"
    r"|(?:neurips|nips)\.cc|thecvf\.com|ieeexplore|dl\.acm\.org|sciencedirect|jstor\.org"
    r"|link\.springer\.com/article|nature\.com/articles|semanticscholar|pubmed|biorxiv"
    r"|papers?\.[a-z]+/|ijcai\.org/proceedings|projecteuclid|tandfonline\.com/doi|medrxiv|citeseerx"
    r"|academic\.oup\.com/[\w-]+/article|mdpi\.com/\d|peerj\.com/articles|ecva\.net/papers"
    r"|cell\.com/.+/(?:fulltext|abstract|pdf)|aaai\.org/.*(?:article|paper)|icml-\d{4}\.org/papers"
    r"|cv-foundation\.org/openaccess|researchgate\.net/publication|hal\.(?:science|inria)",
    re.I,
)
_PDF = re.compile(r"(?<!/)\.pdf(?:$|[?#])", re.I)
_SLIDES = re.compile(r"slides|lecture", re.I)

_SENTENCE_END = re.compile(r"[》。！？!?]")
_LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f][\w'’-]*")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
# How many letters and words a title must have to be a post's by itself, or by a weak word: of the
# posts of a blog, few have fewer than five, while works that everybody knows often do (力学).
_SHORTEST_POST_TITLE, _SHORTEST_BY_WEAK_WORD = 8, 5


def find_cue(text: str, start: int, end: int) -> tuple[UnknownKind | None, str]:
    """Return the kind that the words around `start:end` speak for, and these words.

    The markup of `text` is masked, as addresses speak for nothing. What follows directly is the
    strongest; then the last cue before, looking back no further than the end of the previous title
    or sentence.

    Example:
        >>> find_cue("周星驰的电影《国产凌凌漆》", 6, 13)
        ('film', '电影')
    """
    after = text[end : end + _AFTER]
    for kind_after, pattern in _CUES_AFTER:
        if found := pattern.search(after):
            return kind_after, found.group()
    kind: UnknownKind | None = None
    cue = ""
    before = _SENTENCE_END.split(text[max(0, start - _BEFORE) : start])[-1]
    for match in _CUE.finditer(before):
        kind, cue = _CUES[(match.lastindex or 0) - 1][0], match.group()
    return kind, cue


def guess_kind(reference: Reference, *, all_known: bool = False) -> Guess:
    """Tell what kind of thing a reference to no known post leads to.

    Where it links to decides, then the cue. An English title is a paper unless a cue speaks for a
    film, a book or a page, or a link for anything but a paper; a long Chinese title without any cue
    is a post of the blog, unless all its titles are known (`all_known`).

    Example:
        >>> guess_kind(Reference(post_id="", title="Focal Loss for Detection", start=0, end=0))
        Guess(kind='paper', reason='a Latin title', confidence=0.8)
    """
    link, by_cue = reference.link, reference.cue_kind
    for kind, pattern in _CATALOGUES:
        if match := pattern.search(link):
            return Guess(kind=kind, reason=f"a link to {match.group()}", confidence=0.95)
    if identifier := find_identifier(link):
        return Guess(kind="paper", reason=f"a link to {identifier}", confidence=0.99)
    if match := _PUBLISHERS.search(link):
        publisher = match.group().partition("/")[0]
        return Guess(kind="paper", reason=f"a link to {publisher}", confidence=0.95)
    title = reference.title if reference.names_title else title_of_link(reference)
    if _PDF.search(link) and _is_latin(title) and not _SLIDES.search(link + title):
        return Guess(kind="paper", reason="a Latin title of a PDF", confidence=0.8)
    if link and by_cue in (None, "unlisted_post"):
        return Guess(kind="web_page", reason="a link elsewhere", confidence=0.8)
    return _guess_by_words(reference, all_known=all_known)


def _guess_by_words(reference: Reference, *, all_known: bool) -> Guess:
    title, by_cue = reference.title, reference.cue_kind
    if _is_latin(title) and by_cue in (None, "unlisted_post"):
        return Guess(kind="paper", reason="a Latin title", confidence=0.8)
    is_weak = bool(_WEAK.fullmatch(reference.cue))
    if all_known and (not by_cue or is_weak):
        kind: UnknownKind = "web_page" if reference.cue == "文章" else "work"
        return Guess(kind=kind, reason="no title of the blog", confidence=0.7)
    length = len(_LATIN_WORD.findall(title)) + len(_CHINESE.findall(title))
    if by_cue and not (is_weak and length < _SHORTEST_BY_WEAK_WORD):
        confidence = 0.7 if is_weak else 0.9
        return Guess(kind=by_cue, reason=f"the word {reference.cue}", confidence=confidence)
    if length >= _SHORTEST_POST_TITLE:
        return Guess(kind="unlisted_post", reason="a long title", confidence=0.6)
    if parse_part(title):
        return Guess(kind="unlisted_post", reason="a part of a series", confidence=0.6)
    return Guess(kind="work", reason="a short title", confidence=0.5)


def _is_latin(title: str) -> bool:
    return len(_LATIN_WORD.findall(title)) >= 3 and not _CHINESE.search(title)
