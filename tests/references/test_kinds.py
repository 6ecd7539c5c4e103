from __future__ import annotations

import pytest

from kg.model import Post
from kg.references import find_references
from kg.references.kinds import guess_kind


@pytest.mark.parametrize(
    ("text", "kind", "reason"),
    [
        ("[《某某》](https://openreview.net/forum?id=1)", "paper", "a link to openreview.net"),
        ("[《某某》](https://book.douban.com/subject/1)", "book", "a link to book.douban.com"),
        ("[《某某》](https://movie.douban.com/subject/1)", "film", "a link to movie.douban.com"),
        ("[《某某》](https://zhuanlan.zhihu.com/p/1)", "web_page", "a link elsewhere"),
        ("电影[《某某》](https://site.example/1)", "film", "the word 电影"),
        ("张三在他的博客《某某》里", "web_page", "the word 他的博客"),
        ("——出自《某某》", "book", "the word —出自"),
        ("[《A Very Good Method》](https://home.example/a.pdf)", "paper", "a Latin title of a PDF"),
        ("[《A Very Good Talk》](https://x.example/slides/a.pdf)", "web_page", "a link elsewhere"),
        ("[《某某的资料》](https://home.example/a.pdf)", "web_page", "a link elsewhere"),
        (
            "[《某某》](https://link.springer.com/book/10.1007/978-3-319)",
            "book",
            "a link to link.springer.com/book",
        ),
        ("[书](https://site.example/book.html)、《某某》", "work", "a short title"),
        ("链接当前文件下,点击《某某》", "work", "a short title"),
        ("网上文章《某某的笔记》", "unlisted_post", "the word 文章"),
        ("上文《某某》", "unlisted_post", "the word 上文"),
        ("《某某》的主演", "film", "the word 的主演"),
        ("《某某》第三版", "book", "the word 第三版"),
        ("参考《某某的笔记》", "unlisted_post", "the word 参考"),
        ("参考《深度学习》", "work", "a short title"),
        ("之前的《漫谈（二）》", "unlisted_post", "a part of a series"),
        ("《Focal Loss for Detection》", "paper", "a Latin title"),
        ("《漫谈某某（二）》", "unlisted_post", "a part of a series"),
        ("《某某》", "work", "a short title"),
    ],
)
def test_what_a_reference_says_of_its_kind(text: str, kind: str, reason: str) -> None:
    *_, reference = find_references(Post(id="p", title="", text=text))

    guess = guess_kind(reference)

    assert (guess.kind, guess.reason) == (kind, reason)
    assert 0 < guess.confidence < 1
