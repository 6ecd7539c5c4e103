"""Posts in, their references to other posts and works out: found in the text, then resolved.

A title of the corpus, compared after folding, decides. Where none fits, the words around the
reference tell whether it is a post of the blog that is not listed, a paper, a film ...
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kg.model import How, Post, Reference, Resolution, UnknownKind, Work
from kg.text import mask_markup
from kg.titles import fold_title, slugify

_LONGEST_TITLE = 300
_BEFORE, _AFTER = 24, 8
_BRACKETS = re.compile("[《》]")

# Words that tell the kind of what is cited, with the place where they count: before or after it.
_CUES: tuple[tuple[UnknownKind, re.Pattern[str]], ...] = (
    ("film", re.compile(r"电影|影片|纪录片|动画片?|电视剧|剧集|\bfilm\b|\bmovie\b", re.I)),
    ("paper", re.compile(r"论文|文献|预印本|arxiv|\bpaper\b|\bpreprint\b", re.I)),
    (
        "web_page",
        re.compile(r"知乎|机器之心|公众号|微信|新闻|报道|帖子|贴吧|论坛|百科|维基|豆瓣", re.I),
    ),
    (
        "unlisted_post",
        re.compile(
            r"博文|博客|旧作|拙作|本站|科普文|上一?篇|前一?篇|上文|前文|系列|我们|笔者|之前|曾"
        ),
    ),
    ("book", re.compile(r"一书|书籍|教材|课本|专著|著作|小说|[本部]书|书名|\bbook\b", re.I)),
    ("unlisted_post", re.compile(r"文章|参考|参阅|参看|详见|可见|阅读")),
)
_CUES_AFTER: tuple[tuple[UnknownKind, re.Pattern[str]], ...] = (
    ("book", re.compile(r"^(?:[一这那]本?书|第.{1,3}[版卷章])")),
    ("paper", re.compile(r"^[一这]?篇?论文")),
    ("unlisted_post", re.compile(r"^[一这]?篇?(?:博文|文章)|^中[,，]?(?:我们|笔者)")),
)
_LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f][\w'’-]*")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_SHORTEST_POST_TITLE = 8


def find_references(post: Post) -> list[Reference]:
    """Return the 《titles》 in a post's text, in order; those inside another belong to it.

    Example:
        >>> post = Post(id="p", title="", text="有文章为证:《哈哈,我的“《圣经》”到了》。")
        >>> [(r.title, r.cue) for r in find_references(post)]
        [('哈哈,我的“《圣经》”到了', '文章')]
    """
    masked = mask_markup(post.text)
    references = []
    for start, end in _bracketed(masked):
        title = " ".join(post.text[start:end].split())
        if title:
            cue = _cue(post.text, start - 1, end + 1)[1]
            references.append(
                Reference(post_id=post.id, title=title, start=start, end=end, cue=cue)
            )
    return references


def resolve_references(
    references: Sequence[Reference], posts: Sequence[Post]
) -> tuple[list[Resolution], list[Post], list[Work]]:
    """Return where each reference leads, and the unlisted posts and works among the targets.

    A reference of a post to itself leads nowhere and is left out. Of several posts with one title
    the latest that is not later than the citing post is meant.
    """
    by_id = {post.id: post for post in posts}
    by_fold: dict[str, list[Post]] = defaultdict(list)
    for post in posts:
        by_fold[fold_title(post.title)].append(post)

    resolutions: list[Resolution] = []
    unknown: dict[str, list[Reference]] = defaultdict(list)
    for reference in references:
        namesakes = by_fold.get(fold_title(reference.title), [])
        others = [post for post in namesakes if post.id != reference.post_id]
        if others:
            target = _meant(others, by_id[reference.post_id])
            how: How = "exact" if target.title == reference.title else "folded"
            resolutions.append(
                Resolution(reference=reference, target=target.id, kind="post", how=how)
            )
        elif not namesakes:
            unknown[fold_title(reference.title)].append(reference)

    unlisted: list[Post] = []
    works: list[Work] = []
    for group in unknown.values():
        kind = _kind_of_all(group, by_id)
        title = min(reference.title for reference in group)
        if kind == "unlisted_post":
            target_id = f"post/{slugify(title)}"
            unlisted.append(Post(id=target_id, title=title, listed=False))
        else:
            target_id = f"work/{slugify(title)}"
            works.append(Work(id=target_id, title=title, kind=kind))
        resolutions += [
            Resolution(reference=reference, target=target_id, kind=kind, how="cue")
            for reference in group
        ]
    resolutions.sort(key=lambda r: (r.reference.post_id, r.reference.start))
    return (
        resolutions,
        sorted(unlisted, key=lambda post: post.id),
        sorted(works, key=lambda work: work.id),
    )


def guess_kind(title: str, text: str, start: int, end: int) -> UnknownKind:
    """Tell what kind of thing `title`, which stands at `start:end` of `text`, is.

    The nearest cue decides. An English title in a Chinese text is a paper unless a cue speaks for
    a film, a book or a page; a long Chinese title without any cue is a post of the blog.

    Example:
        >>> guess_kind("国产凌凌漆", "周星驰的电影《国产凌凌漆》", 7, 12)
        'film'
    """
    kind, _ = _cue(text, start - 1, end + 1)
    latin, chinese = len(_LATIN_WORD.findall(title)), len(_CHINESE.findall(title))
    if latin >= 3 and chinese == 0:
        return kind if kind in ("film", "book", "web_page") else "paper"
    if kind:
        return kind
    return "unlisted_post" if latin + chinese >= _SHORTEST_POST_TITLE else "work"


def _bracketed(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans inside outermost 《》 pairs, within a paragraph; a lone 《 is passed over."""
    position = 0
    while (start := text.find("《", position)) >= 0:
        end = _closing(text, start)
        if end is None:
            position = start + 1
        else:
            yield start + 1, end
            position = end + 1


def _closing(text: str, start: int) -> int | None:
    depth = 0
    for match in _BRACKETS.finditer(text, start, start + _LONGEST_TITLE):
        depth += 1 if match.group() == "《" else -1
        if depth == 0:
            return None if "\n\n" in text[start : match.start()] else match.start()
    return None


def _cue(text: str, start: int, end: int) -> tuple[UnknownKind | None, str]:
    """Return the kind that the words around `start:end` speak for, and these words.

    What follows directly is the strongest; then the cue that ends nearest before, looking back no
    further than the previous reference or the end of the previous sentence but one line.
    """
    after = text[end : end + _AFTER]
    for kind, pattern in _CUES_AFTER:
        if match := pattern.search(after):
            return kind, match.group()
    before = re.split(r"[》。！？!?]", text[max(0, start - _BEFORE) : start])[-1]
    best: tuple[int, int, UnknownKind, str] | None = None
    for rank, (kind, pattern) in enumerate(_CUES):
        for match in pattern.finditer(before):
            found = (match.end(), -rank, kind, match.group())
            best = max(best, found) if best else found
    return (best[2], best[3]) if best else (None, "")


def _kind_of_all(group: Sequence[Reference], posts: dict[str, Post]) -> UnknownKind:
    """Return the kind that most of the references to one title speak for."""
    votes = Counter(
        guess_kind(reference.title, posts[reference.post_id].text, reference.start, reference.end)
        for reference in group
    )
    return min(votes, key=lambda kind: (-votes[kind], kind))


def _meant(candidates: Iterable[Post], citing: Post) -> Post:
    ordered = sorted(candidates, key=lambda post: (str(post.date or ""), post.id))
    earlier = [post for post in ordered if post.date and citing.date and post.date <= citing.date]
    return (earlier or ordered)[-1]
