"""Sources that are edited while kg waits: a signal whenever they changed.

watchfiles tells what happens in folders; it is the extra `watch`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.extras import require

_PAUSE = 300
"""Milliseconds without a change before what is saved counts as saved."""


def changes(sources: Sequence[Path], out: Path) -> Iterator[None]:
    """Yield at once, and then whenever `sources`, files or folders, changed, until interrupted
    (Ctrl+C). What changes while the caller works is not missed. What a build writes in `out` is no
    change, wherever that is.

    Raises:
        MissingExtraError: watchfiles is not installed.
    """
    watchfiles = require("watchfiles", "watch")
    sources = [source.resolve() for source in sources]
    out = out.resolve()
    # Editors put another file in the place of a file, which only its folder notices.
    folders = {source if source.is_dir() else source.parent for source in sources}
    inside = any(source == out or out in source.parents for source in sources)

    def is_source(_: object, name: str) -> bool:
        path = Path(name)
        if path == out or out in path.parents:
            part = path.relative_to(out).parts[:1]
            if not inside or not part or part[0].lstrip(".").startswith(("graph.", "cache")):
                return False
        return any(path == source or source in path.parents for source in sources)

    waiting = watchfiles.watch(
        *folders,
        watch_filter=is_source,
        step=_PAUSE,
        rust_timeout=_PAUSE,
        yield_on_timeout=True,
        raise_interrupt=False,
    )
    next(waiting, None)  # from here on nothing is missed
    yield
    for changed in waiting:
        if changed:
            yield
