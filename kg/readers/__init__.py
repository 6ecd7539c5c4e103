"""Files in, posts out: one module per input format, and the merging that all of them share.

`read_posts` finds the files, hands each to the reader of its format, and merges the entries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from kg.model import Post
from kg.readers.entries import Entry, merge_entries
from kg.readers.files import decode, find_files, read_bytes
from kg.readers.list_pages import parse_list_page
from kg.readers.markdown import parse_markdown

__all__ = ["Entry", "read_posts"]

Parser = Callable[..., list[Entry]]

_PARSERS: dict[str, Parser] = {
    ".txt": parse_list_page,
    ".md": parse_markdown,
    ".markdown": parse_markdown,
}


def read_posts(
    paths: Sequence[Path | str],
    *,
    track: Callable[[Sequence[Path]], Iterable[Path]] = iter,
) -> list[Post]:
    """Read every post under `paths`, each post once, sorted by date and title.

    A folder is searched through for files of a known format; a file is read whatever its name.
    `track` wraps the iteration over the files, for a progress bar.

    Raises:
        InputError: naming the first file that is missing, unreadable or not in its format.

    Example:
        >>> posts = read_posts(["seeds"])
        >>> len(posts), posts[1].title, str(posts[1].date)
        (36, 'It is time.', '2015-05-24')
    """
    files = find_files(paths, suffixes=_PARSERS.keys())
    names = {path: name for name, path in files.items()}
    entries: list[Entry] = []
    for path in track(list(files.values())):
        parse = _PARSERS.get(path.suffix.lower(), parse_list_page)
        entries += parse(decode(read_bytes(path), path), path=path, source=names[path])
    return merge_entries(entries)
