"""The settings of a site, in whatever files its generator wants them, in; its `Site` out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePosixPath

from kg.readers.contents import decode
from kg.readers.front_matter import parse_toml, parse_yaml
from kg.readers.sites.hexo import OWN_SETTINGS, read_hexo
from kg.readers.sites.hugo import read_hugo
from kg.readers.sites.jekyll import read_jekyll
from kg.readers.sites.mkdocs import read_mkdocs
from kg.readers.sites.names import (
    FOLDERS,
    OF_HUGO,
    OF_JEKYLL,
    OF_MKDOCS,
    OF_NIKOLA,
    OF_PELICAN,
    OF_QUARTO,
    OF_ZOLA,
)
from kg.readers.sites.nikola import read_nikola
from kg.readers.sites.pages import Site
from kg.readers.sites.pelican import read_pelican
from kg.readers.sites.programs import assigned
from kg.readers.sites.quarto import read_quarto
from kg.readers.sites.zola import read_zola

Values = dict[str, object]

# With any of these, a file called `config` is Hugo's.
_OF_HUGO = frozenset({"baseurl", "permalinks", "defaultcontentlanguage"})
# Those of no other generator are called so.
_IN_ONE_FILE: tuple[tuple[Sequence[str], Callable[[Values], Site]], ...] = (
    (OF_QUARTO, read_quarto),
    (OF_MKDOCS, read_mkdocs),
)
_WHAT = "the file of settings is"


def read_site(files: Mapping[str, bytes], path_of: Callable[[str], Path]) -> Site | None:
    """Return the site whose settings are in files, None if they are no generator's.

    Args:
        files: their content, by their paths below the folder of the site.
        path_of: how errors name them.

    Raises:
        InputError: one is malformed.
    """

    def parse(name: str) -> Values:
        path = path_of(name)
        text = decode(files[name], path)
        if name.endswith(".py"):
            return assigned(text, path)
        if name.endswith(".toml"):
            return parse_toml(text, path, what=_WHAT)
        return parse_yaml(text, path, what=_WHAT)

    if found := _first(OF_JEKYLL, files):
        values = parse(found)
        return read_hexo(values) if OWN_SETTINGS & values.keys() else read_jekyll(values)
    if "pelicanconf.py" in files:
        return read_pelican(_merged([parse(name) for name in OF_PELICAN if name in files]))
    for names, read in _IN_ONE_FILE:
        if found := _first(names, files):
            return read(parse(found))
    if (found := _first(OF_NIKOLA, files)) and "POSTS" in (values := parse(found)):
        return read_nikola(values)
    if (found := _first(OF_ZOLA, files)) and "base_url" in (values := parse(found)):
        return read_zola(values)
    whole = _first(OF_HUGO, files)
    parts = [name for name in sorted(files) if name.startswith(FOLDERS)]
    tables = [_placed(PurePosixPath(name).stem, parse(name)) for name in parts]
    values = _merged([parse(whole) if whole else {}, *tables])
    is_hugo = bool(whole and whole.startswith("hugo.")) or not _OF_HUGO.isdisjoint(
        name.lower() for name in values
    )
    return read_hugo(values) if is_hugo else None


def _first(names: Sequence[str], files: Mapping[str, bytes]) -> str | None:
    return next((name for name in names if name in files), None)


def _placed(name: str, values: Values) -> Values:
    """Return settings under the names that the file has: those in `languages.en` are in a table."""
    if name in ("hugo", "config"):
        return values
    for part in reversed(name.split(".")):
        values = {part: values}
    return values


def _merged(tables: Sequence[Values]) -> Values:
    """Return several tables, and the tables in them, as one in which what comes later counts."""
    merged: Values = {}
    for table in tables:
        for name, value in table.items():
            old = merged.get(name)
            if isinstance(old, dict) and isinstance(value, dict):
                merged[name] = {**old, **value}
            else:
                merged[name] = value
    return merged
