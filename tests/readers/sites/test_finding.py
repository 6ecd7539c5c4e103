from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from kg.cache import Cache
from kg.readers import InputFormat, read_corpus, read_posts
from kg.readers.cached import cached_parsing
from kg.references import find_references, resolve_references
from tests.readers.sites.conftest import write

HUGO = "baseURL = 'https://me.example'\n"
POSTS = {
    "content/posts/a.md": "---\ntitle: 甲\n---\n见[乙](/posts/b/)、[乙](https://me.example/posts/b/)",
    "content/posts/b.md": "---\ntitle: 乙\n---\n文",
}
URLS = ["https://me.example/posts/b/", "https://me.example/posts/a/"]


def urls(*paths: Path) -> list[str | None]:
    return [post.url for post in read_corpus(paths).posts]


def test_links_from_the_root_and_with_the_host_resolve(tmp_path: Path) -> None:
    write(tmp_path, {"config.toml": HUGO, **POSTS})

    for read in ("", "content", "content/posts"):
        posts = read_posts(tmp_path / read)
        found = [reference for post in posts for reference in find_references(post)]
        resolved = resolve_references(found, posts)
        assert [one.target for one in resolved.resolutions] == ["post/乙", "post/乙"]


def test_settings_are_found_above_what_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"site/hugo.toml": HUGO, **{f"site/{n}": text for n, text in POSTS.items()}})
    posts = tmp_path / "site/content/posts"

    assert urls(posts) == urls(tmp_path) == urls(posts / "a.md", posts / "b.md") == URLS
    assert urls(posts / ".." / "posts") == URLS
    monkeypatch.chdir(posts)
    assert urls(Path()) == URLS
    assert read_corpus(posts, format=InputFormat.markdown).posts[0].url == URLS[0]


def test_links_may_leave_out_the_folder_that_a_site_is_in(tmp_path: Path) -> None:
    write(tmp_path, {"config.toml": HUGO.replace("example", "example/blog"), **POSTS})

    posts = read_posts(tmp_path)
    found = [reference for post in posts for reference in find_references(post)]

    assert [post.aliases for post in posts] == [("/posts/b/",), ("/posts/a/",)]
    assert [one.target for one in resolve_references(found, posts).resolutions] == ["post/乙"] * 2


@pytest.mark.parametrize(
    ("files", "post"),
    [
        ({"config.toml": HUGO}, "notes/a.md"),
        ({"config.toml": "base_url = 'https://api.example'"}, "notes/content/a.md"),
        ({"config.toml": "port = 1"}, "content/a.md"),
        ({"config.yaml": "a: [", "_config.yml": "b: ["}, "notes/a.md"),
        ({"pelicanconf.py": "SITEURL = 'https://me.example'"}, "a.md"),
        ({"_config.yml": "url: https://me.example"}, "a.md"),
        ({"config.toml": HUGO, "content/.git/HEAD": ""}, "content/a.md"),
        ({"config.toml": HUGO, "content/config.toml": HUGO}, "content/a.md"),
    ],
)
def test_settings_of_something_else_change_nothing(
    tmp_path: Path, files: dict[str, str], post: str
) -> None:
    write(tmp_path, {**files, post: "# 甲\n\n文"})

    corpus = read_corpus((tmp_path / post).parent)

    assert [one.url for one in corpus.posts] == [None]
    assert corpus.skipped == ()


def test_what_a_post_states_is_no_pattern(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "---\ntitle: 甲\npermalink: /:title/\n---\n文"})

    assert urls(tmp_path) == [None]


def test_a_short_address_is_known_without_settings(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "---\ntitle: 甲\nabbrlink: 3f2a\n---\n文"})

    [post] = read_posts(tmp_path)

    assert (post.url, post.aliases) == (None, ("/posts/3f2a/",))


@pytest.mark.parametrize(
    ("settings", "text", "post", "fault"),
    [
        ("config.toml", "a = 1\nb\n", "content/a.md", (2, "the file of settings is no TOML")),
        ("_config.yml", "a: 1\nb: [", "_posts/2020-01-02-a.md", (2, "the file of settings is no")),
        ("pelicanconf.py", "a = 1\nb =", "content/a.md", (2, "the file of settings is no Python")),
        ("pelicanconf.py", "a = " + "(" * 999, "content/a.md", (1, "the file of settings is no")),
        ("hugo.yaml", "- a", "content/a.md", (1, "the file of settings is no list of")),
        ("hugo.toml", "\xff\0", "content/a.md", (0, "is a binary file")),
    ],
)
def test_malformed_settings_are_skipped_and_named(
    tmp_path: Path, settings: str, text: str, post: str, fault: tuple[int, str]
) -> None:
    write(tmp_path, {settings: text, post: "---\ntitle: 甲\n---\n文", f"{post[:-3]}b.md": "# 乙"})

    corpus = read_corpus((tmp_path / post).parent)

    assert len(corpus.posts) == 2
    [skipped] = corpus.skipped
    assert skipped.is_fault
    assert skipped.source == f"../{settings}"
    assert skipped.path == str(tmp_path / settings)
    assert (skipped.line, skipped.reason[: len(fault[1])]) == fault


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_settings_that_may_not_be_read_are_named(tmp_path: Path) -> None:
    write(tmp_path, {"hugo.toml": HUGO, **POSTS})
    (tmp_path / "hugo.toml").chmod(0)

    assert [one.source for one in read_corpus(tmp_path).skipped] == ["hugo.toml"]


def test_archives_have_their_own_settings(tmp_path: Path) -> None:
    write(tmp_path, {"outer/config.toml": HUGO.replace("me", "outer")})
    for name, settings in {"good": HUGO, "bad": "a"}.items():
        with zipfile.ZipFile(tmp_path / "outer" / f"{name}.zip", "w") as archive:
            archive.writestr("blog/config.toml", settings)
            for file, text in POSTS.items():
                archive.writestr(f"blog/{file}", text.replace("title: ", f"title: {name}"))

    corpus = read_corpus(tmp_path / "outer")

    assert [post.url for post in corpus.posts] == [None, None, *URLS]
    [skipped] = corpus.skipped
    assert skipped.source == "bad.zip/blog/config.toml"
    assert skipped.path == str(tmp_path / "outer/bad.zip/blog/config.toml")


def test_changed_settings_change_what_was_kept(tmp_path: Path) -> None:
    write(tmp_path, {"config.toml": HUGO, **POSTS})
    misses = []
    for settings in (HUGO, HUGO + "title = 'other'\n", HUGO.replace("me", "you"), "a"):
        write(tmp_path, {"config.toml": settings})
        cache = Cache(tmp_path / ".cache")
        assert read_corpus(tmp_path, parse=cached_parsing(cache)) == read_corpus(tmp_path)
        cache.save()
        misses.append(cache.misses)

    assert misses == [2, 0, 2, 2]


def test_hostile_settings_take_no_time(tmp_path: Path) -> None:
    nested = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 40))
    bomb = f"baseURL: https://me.example\nl0: &l0 [x]\n{nested}permalinks: {{posts: *l39}}\n"
    write(tmp_path, {"a/config/_default/hugo.yaml": bomb, "a/config/production/hugo.yaml": bomb})
    doubled = "SITEURL = 'a'\n" + "SITEURL = SITEURL + SITEURL\n" * 999
    write(tmp_path, {"b/pelicanconf.py": doubled, "c/_config.yml": "permalink: [a]\n"})
    write(
        tmp_path, {"a/content/x.md": "甲", "b/content/x.md": "乙", "c/_posts/2020-01-02-x.md": "丙"}
    )

    assert urls(tmp_path) == ["/2020/01/02/x.html", "https://me.example/x/", None]
