from __future__ import annotations

import contextlib
import datetime
import json
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.readers import read_corpus
from kg.readers.front_matter import FrontMatter
from kg.readers.sites.names import FOLDERS, NAMES
from kg.readers.sites.pages import Page, join_address
from kg.readers.sites.settings import read_site
from tests.conftest import load_cases
from tests.readers.sites.conftest import write


@pytest.mark.parametrize("case", load_cases("sites.json"), ids=lambda case: case["name"])
def test_each_post_has_the_address_that_its_generator_gives_it(
    case: dict[str, Any], tmp_path: Path
) -> None:
    posts = {file: f"---\n{head}\n---\n{file}" for file, (head, _) in case["urls"].items()}
    write(tmp_path, {**case["settings"], **posts})

    found = read_corpus(tmp_path)

    assert found.skipped == ()
    urls = {post.source: post.url for post in found.posts}
    assert urls == {file: url for file, (_, url) in case["urls"].items()}


PATHS = [
    f"{folder}/x.md"
    for folder in ("content", "content/posts", "source/_posts", "_posts", "x", "docs")
]
TEXTS = st.sampled_from(
    [
        "",
        "/",
        "content",
        "source",
        ":title",
        "/:year/:slug/:categories",
        "{slug}",
        "{date:%}",
        "{",
        "%",
    ]
) | st.text("ab题 :/.%{}<>\\\ud800-_0", max_size=8)
SETTINGS = [
    "baseURL",
    "base_url",
    "url",
    "baseurl",
    "root",
    "permalink",
    "permalinks",
    "permalink_defaults",
    "contentDir",
    "languages",
    "source",
    "source_dir",
    "new_post_name",
    "default_category",
    "category_map",
    "collections",
    "defaults",
    "timezone",
    "uglyURLs",
    "slugify",
    "SITEURL",
    "PATH",
    "ARTICLE_URL",
    "FILENAME_METADATA",
    "DEFAULT_CATEGORY",
    "SITE_URL",
    "POSTS",
    "PAGES",
    "website",
    "site_url",
    "docs_dir",
    "use_directory_urls",
    "plugins",
]
HEADS = [
    "title",
    "date",
    "slug",
    "url",
    "permalink",
    "path",
    "category",
    "categories",
    "lang",
    "abbrlink",
    "output-file",
]
VALUES = st.recursive(
    TEXTS | st.booleans() | st.integers(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXTS, inner, max_size=2),
    max_leaves=4,
)


@given(
    st.sampled_from([*NAMES, f"{FOLDERS[0]}/hugo.yaml"]),
    st.dictionaries(st.sampled_from(SETTINGS), VALUES),
    st.dictionaries(st.sampled_from(HEADS), VALUES),
    st.sampled_from(PATHS),
    st.dates() | st.none(),
)
def test_any_settings_give_an_address_or_none(
    name: str,
    settings: dict[str, Any],
    head: dict[str, Any],
    file: str,
    date: datetime.date | None,
) -> None:
    if name.endswith(".toml"):
        lines = [f"{key} = {json.dumps(value)}" for key, value in settings.items()]
        text = "\n".join(line for line in lines if "{" not in line)
    elif name.endswith(".py"):
        text = "\n".join(f"{key} = {value!r}" for key, value in settings.items())
    else:
        text = json.dumps(settings)
    with contextlib.suppress(InputError):
        site = read_site({name: text.encode("utf-8", "replace")}, Path)
        if site and site.owns(PurePosixPath(file)):
            page = Page(file=PurePosixPath(file), head=FrontMatter(values=head), date=date)
            path = site.path_of(page)
            assert (
                path is None or join_address(site.base, path).isascii() or not site.base.isascii()
            )
