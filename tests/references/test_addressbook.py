from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from kg.model import Post, Reference, ReferenceForm
from kg.references.addressbook import AddressBook

HERE = Post(
    id="here", title="这里", source="notes/deep/here.md", url="https://blog.example/archives/1"
)
POSTS = [
    HERE,
    Post(id="numbered", title="编号", url="http://www.blog.example/archives/2/"),
    Post(id="beside", title="旁边", source="notes/deep/beside.md"),
    Post(id="above", title="上层", source="notes/above.md", aliases=("别名", "/old/path/")),
    Post(id="same-a", title="同名甲", source="notes/a/same.md"),
    Post(id="same-b", title="同名乙", source="notes/deep/same.md"),
    Post(id="dated", title="某日", source="_posts/2020-09-19-snr.md"),
]


def lead(link: str, form: ReferenceForm = "link", posts: list[Post] = POSTS) -> list[str]:
    reference = Reference(post_id="here", title="", start=0, end=0, link=link, form=form)
    return [post.id for post in AddressBook(posts, [reference]).find(reference, HERE).posts]


@pytest.mark.parametrize(
    ("link", "post"),
    [
        ("https://blog.example/archives/2#more", "numbered"),
        ("/archives/2", "numbered"),
        ("2", "numbered"),
        ("beside.md", "beside"),
        ("../above.md#节", "above"),
        ("/old/path", "above"),
        ("https://blog.example/2020/09/19/snr.html", "dated"),
        ("https://other.example/archives/2", None),
        ("/archives/3", None),
    ],
)
def test_links(link: str, post: str | None) -> None:
    assert lead(link) == ([post] if post else [])


@pytest.mark.parametrize(
    ("link", "posts", "is_post"),
    [
        ("https://www.wp.example/?p=8", ["b"], True),
        ("/?p=8#more", ["b"], True),
        ("?p=8", ["b"], True),
        ("/?p=9", [], True),
        ("/about", [], False),
        ("https://other.example/?p=8", [], False),
    ],
)
def test_posts_that_only_a_number_in_the_query_tells_apart(
    link: str, posts: list[str], *, is_post: bool
) -> None:
    numbered = [
        Post(id="a", title="甲", url="https://wp.example/?p=7"),
        Post(id="b", title="乙", url="https://wp.example/?p=8"),
    ]
    reference = Reference(post_id="a", title="", start=0, end=0, link=link, form="link")

    found = AddressBook(numbered, [reference]).find(reference, numbered[0])

    assert ([post.id for post in found.posts], found.is_post) == (posts, is_post)


@pytest.mark.parametrize(
    ("link", "posts"),
    [
        ("beside", ["beside"]),
        ("Above", ["above"]),
        ("别名", ["above"]),
        ("上层", ["above"]),
        ("a/same", ["same-a"]),
        ("same", ["same-b"]),
        ("没有", []),
    ],
)
def test_wikilinks_by_name_path_title_and_alias(link: str, posts: list[str]) -> None:
    assert lead(link, "wikilink") == posts


@pytest.mark.parametrize(
    ("link", "post"),
    [
        ("2020-09-19-snr", "dated"),
        ("_posts/2020-09-19-SNR.md", "dated"),
        ("elsewhere/2020-09-19-snr", "dated"),
        ("a/same.md", "same-a"),
        ("/deep/same", "same-b"),
        ("deep/same.md#节", "same-b"),
        ("nothing", None),
    ],
)
def test_the_function_of_a_template_names_a_file(link: str, post: str | None) -> None:
    assert lead(link, "post_url") == ([post] if post else [])


@pytest.mark.parametrize(
    ("link", "post"),
    [("/posts/raft/", "raft"), ("/Paxos#a", "paxos"), ("/posts", None), ("/aft", None)],
)
def test_where_no_post_has_an_address_its_file_tells(link: str, post: str | None) -> None:
    posts = [
        Post(id="raft", title="Raft", source="content/posts/raft/index.md"),
        Post(id="paxos", title="Paxos", source="content/posts/paxos.md"),
    ]

    assert lead(link, posts=posts) == ([post] if post else [])
    assert lead(link, posts=[*posts, HERE]) == ([post] if post else [])


def test_where_posts_have_addresses_only_one_file_of_that_name_counts_and_less() -> None:
    reference = Reference(post_id="here", title="", start=0, end=0, link="/notes/raft/")
    one = Post(id="one", title="Raft", source="notes/raft.md", url="https://blog.example/p/1")
    other = Post(id="other", title="Raft", source="old/notes/raft.md")

    found = AddressBook([HERE, one], [reference]).find(reference, HERE)
    both = AddressBook([HERE, one, other], [reference]).find(reference, HERE)

    assert (found.posts, found.reason) == ((one,), "the one post whose file is called so")
    assert both.posts == ()


def test_a_host_that_no_post_names_is_that_of_several_of_their_pages() -> None:
    names = ("one", "two", "about", "tags")
    posts = [Post(id=name, title=name, url=f"/posts/{name}/") for name in names[:2]]
    posts += [Post(id=name, title=name, url=f"/{name}/") for name in names[2:]]
    own = [f"https://me.example/posts/{name}/" for name in names[:2]]
    others = ["https://a.example/posts/one/", "https://b.example/about/", "https://b.example/tags/"]
    references = [
        Reference(post_id="one", title="", start=0, end=0, link=link) for link in (*own, *others)
    ]

    book = AddressBook(posts, references)

    found = [book.find(reference, posts[0]).posts for reference in references]
    assert found == [(posts[0],), (posts[1],), (), (), ()]
    assert AddressBook([*posts, HERE], references).find(references[0], HERE).posts == ()


@pytest.mark.parametrize(
    ("link", "is_post"),
    [("/posts/gone/", True), ("/posts/cv.pdf", False), ("/tags/", False), ("/old/x/", True)],
)
def test_a_path_like_those_of_dated_posts_is_one_of_a_post(link: str, is_post: bool) -> None:
    day = datetime.date(2020, 1, 2)
    posts = [
        Post(
            id="here", title="甲", url="https://me.example/posts/a/", date=day, aliases=("/old/a",)
        ),
        Post(id="about", title="关于", url="https://me.example/about/"),
    ]
    reference = Reference(post_id="here", title="", start=0, end=0, link=link)

    assert AddressBook(posts, [reference]).find(reference, posts[0]).is_post == is_post


def test_where_no_post_has_a_date_those_of_all_count() -> None:
    assert lead("/archives/3") == []
    reference = Reference(post_id="here", title="", start=0, end=0, link="/archives/3")
    assert AddressBook(POSTS, [reference]).find(reference, HERE).is_post


def test_the_host_of_a_blog_whose_posts_have_no_url_is_learnt_from_dated_links() -> None:
    dated = [post for post in POSTS if post.id == "dated"]

    assert lead("https://some.example/2020/09/19/snr.html", posts=dated) == ["dated"]


@pytest.mark.parametrize(
    ("link", "post"),
    [
        ("/2020/09/snr/", "jekyll"),
        ("https://some.example/2020/09/snr/", "jekyll"),
        ("/cn/2020/09/snr", "jekyll"),
        ("/2020/10/01/snr/", "jekyll"),
        ("/2021/03/05/hello/#a", "hexo"),
        ("/2021/03/Hello", "hexo"),
        ("/posts/2020-09-19-snr/", "jekyll"),
        ("/2021/04/hello/", None),
        ("/2021/hello", None),
    ],
)
def test_where_no_post_has_an_address_its_date_and_its_file_tell(
    link: str, post: str | None
) -> None:
    posts = [
        Post(
            id="jekyll",
            title="甲",
            source="content/posts/2020-09-19-snr.md",
            date=datetime.date(2020, 10, 1),
        ),
        Post(id="hexo", title="乙", source="_posts/Hello.md", date=datetime.date(2021, 3, 5)),
    ]

    assert lead(link, posts=posts) == ([post] if post else [])


@pytest.mark.parametrize(
    ("link", "others", "is_post"),
    [
        ("/2020/09/lost/", [], True),
        ("https://some.example/2020/09/lost", [], False),
        ("https://some.example/2020/09/lost", ["https://some.example/2020/09/snr/"], True),
        ("/2020/09/19/lost", [], True),
        ("/about/lost", [], False),
    ],
)
def test_a_dated_address_of_the_blog_is_that_of_a_post(
    link: str, others: list[str], is_post: bool
) -> None:
    references = [
        Reference(post_id="here", title="", start=0, end=0, link=one) for one in [link, *others]
    ]
    book = AddressBook([post for post in POSTS if post.id == "dated"], references)

    assert book.find(references[0], HERE).is_post == is_post


DATED = [
    Post(id="moved", title="搬家", source="_posts/2020-03-27-recommender-system.md"),
    Post(id="twice-a", title="两次甲", source="_posts/2020-04-01-notes.md"),
    Post(id="twice-b", title="两次乙", source="_posts/2021-04-01-notes.md"),
    Post(id="slip", title="笔误", source="_posts/2023-03-22-distancetransform.md"),
    Post(id="same-day", title="同日", source="_posts/2023-03-22-sampling.md"),
    Post(id="by-url", title="网址", url="https://dated.example/2019/01/02/flow/"),
]


@pytest.mark.parametrize(
    ("link", "post"),
    [
        ("/2020/05/08/recommender-system.html#3", "moved"),
        ("https://dated.example/2019/02/02/flow/", "by-url"),
        ("/2023/03/22/distancetransfrom.html", "slip"),
        ("/2023/03/23/distancetransfrom.html", None),
        ("/2022/04/01/notes.html", None),
        ("/2023/03/22/resampling-theory.html", None),
        ("https://other.example/2020/05/08/recommender-system.html", None),
    ],
)
def test_a_dated_address_that_no_post_has_means_the_one_it_must(
    link: str, post: str | None
) -> None:
    assert lead(link, posts=[HERE, *DATED]) == ([post] if post else [])


HEXO = [
    Post(id=name, title=name, source=f"source/_posts/{name}.md", date=datetime.date(2020, 1, 31))
    for name in ("plain", "Folder/Deep", "Folder/2020-02-01-both", "en/twin", "zh/twin")
]


@pytest.mark.parametrize(
    ("link", "post"),
    [
        ("/2020/01/31/plain/", "plain"),
        ("https://hexo.example/2020/01/31/Folder/Deep/#more", "Folder/Deep"),
        ("/2020/01/31/Deep/", "Folder/Deep"),
        ("/2020/01/31/Folder/2020-02-01-both/", "Folder/2020-02-01-both"),
        ("/2020/02/01/both/", "Folder/2020-02-01-both"),
        ("/2020/01/31/zh/twin/", "zh/twin"),
        ("/2019/07/01/Elsewhere/Deep/", "Folder/Deep"),
        ("/2020/02/01/Folder/2020-02-02-both/", "Folder/2020-02-01-both"),
        ("/2020/01/30/plains/", None),
    ],
)
def test_a_file_with_a_date_has_the_address_that_hexo_gives_it(link: str, post: str | None) -> None:
    assert lead(link, posts=HEXO) == ([post] if post else [])


@pytest.mark.parametrize(
    ("link", "is_post"),
    [
        ("/2020/03/01/unread/", True),
        ("/2020/03/01/Folder/unread/", True),
        ("/2020/03/01/unread/table.csv", False),
        ("/about/", False),
    ],
)
def test_a_dated_address_of_the_blog_is_a_post_in_whatever_folder(link: str, is_post: bool) -> None:
    reference = Reference(post_id="plain", title="", start=0, end=0, link=link, form="link")

    destination = AddressBook(HEXO, [reference]).find(reference, HEXO[0])

    assert (destination.posts, destination.is_post) == ((), is_post)


def test_files_tell_where_posts_are_that_have_dates_and_no_address() -> None:
    posts = [replace(post, source=f"content/posts/{post.id}.md") for post in HEXO]

    assert lead("/posts/plain/", posts=posts) == ["plain"]


SLUGS = [
    Post(id="named", title="甲", source="content/posts/Named.md"),
    Post(id="slug", title="乙", source="content/posts/乙.md", slug="A-Slug"),
    Post(id="bundle", title="丙", source="content/posts/丙/index.md", slug="/of-bundle/"),
    Post(id="dated", title="丁", source="_posts/2020-09-19-d.md", slug="by-slug"),
]


@pytest.mark.parametrize(
    ("link", "post"),
    [
        ("/posts/a-slug/", "slug"),
        ("/posts/乙/", "slug"),
        ("乙.md", "slug"),
        ("/posts/of-bundle", "bundle"),
        ("/posts/slug/", None),
        ("../named/", "named"),
        ("../a-slug", "slug"),
        ("../../posts/named", "named"),
        ("../../named", None),
    ],
)
def test_slugs_and_links_from_page_to_page(link: str, post: str | None) -> None:
    reference = Reference(post_id="named", title="", start=0, end=0, link=link)

    found = AddressBook(SLUGS, [reference]).find(reference, SLUGS[0]).posts

    assert [one.id for one in found] == ([post] if post else [])


def test_a_slug_takes_the_place_of_the_name_in_a_dated_address() -> None:
    posts = [replace(post, date=datetime.date(2020, 9, 20)) for post in SLUGS]

    assert lead("/2020/09/20/by-slug/", posts=posts) == ["dated"]


@pytest.mark.parametrize("link", ["2", "../2/", "../../archives/2"])
def test_a_page_may_be_a_folder_of_its_site(link: str) -> None:
    assert lead(link) == ["numbered"]


@pytest.mark.parametrize(
    ("link", "is_post"), [("/2020/09/20/lost/", True), ("/2020/09/20/read/feed/", False)]
)
def test_what_is_below_the_address_of_a_post_is_none(link: str, *, is_post: bool) -> None:
    posts = [Post(id="read", title="甲", url="https://blog.example/2020/09/20/read/")]
    reference = Reference(post_id="read", title="", start=0, end=0, link=link)

    assert AddressBook(posts, [reference]).find(reference, posts[0]).is_post == is_post
