"""Numbers in, plots as SVG out, by matplotlib (extra `report`).

Text stays text, so that the fonts are those of whoever looks at the plot, and equal numbers give
equal bytes on every machine. matplotlib only has to know how wide the text will be: its own font
has no Chinese, so the room for names is reckoned here.
"""

from __future__ import annotations

import io
import unicodedata
import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kg.extras import require

_STYLE = {
    "svg.fonttype": "none",
    "svg.hashsalt": "kg",
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
}
_COLOUR = "#1f77b4"
_CHARACTER = 0.09  # inches that half a Chinese character takes
_ROW = 0.28  # inches
_BOTTOM, _TOP, _RIGHT = 0.5, 0.15, 0.3  # inches around the axes


def draw_columns(counts: Mapping[int, int], *, name: str) -> bytes:
    """Return a column for each number of the range that the keys span, such as years.

    Raises:
        MissingExtraError: matplotlib is not installed.

    Example:
        >>> draw_columns({2020: 3, 2022: 5}, name="posts")[:5]
        b'<?xml'
    """

    def draw(axes: Any) -> None:  # noqa: ANN401 - matplotlib is not imported here
        years = range(min(counts, default=0), max(counts, default=0) + 1)
        axes.bar(years, [counts.get(year, 0) for year in years], color=_COLOUR)
        axes.set_ylabel(name)
        axes.xaxis.set_major_locator(_whole_numbers())
        axes.grid(axis="y", alpha=0.3)

    return _plot(draw, width=7.0, height=2.6, left=0.7)


def draw_bars(counts: Mapping[str, int], *, name: str) -> bytes:
    """Return a bar for each name, the first on top.

    Raises:
        MissingExtraError: matplotlib is not installed.

    Example:
        >>> "变分自编码器" in draw_bars({"变分自编码器": 3}, name="posts").decode()
        True
    """

    def draw(axes: Any) -> None:  # noqa: ANN401
        axes.barh(range(len(counts)), [*counts.values()], color=_COLOUR)
        axes.xaxis.set_major_locator(_whole_numbers())
        axes.set_yticks(range(len(counts)), [_plain(label) for label in counts])
        axes.invert_yaxis()
        axes.set_xlabel(name)
        axes.grid(axis="x", alpha=0.3)

    left = _room(counts)
    return _plot(draw, width=left + 4.5, height=_ROW * len(counts), left=left)


def draw_grid(rows: Mapping[str, Sequence[int]], columns: Sequence[int]) -> bytes:
    """Return a cell for each name and column, darker the higher its number, which stands in it.

    Raises:
        MissingExtraError: matplotlib is not installed.

    Example:
        >>> draw_grid({"GAN": [0, 2]}, [2019, 2020]).count(b">2020<")
        1
    """

    def draw(axes: Any) -> None:  # noqa: ANN401
        highest = max((max(row, default=0) for row in rows.values()), default=0) or 1
        axes.imshow([[*row] for row in rows.values()], cmap="Blues", vmax=highest, aspect="auto")
        for y, row in enumerate(rows.values()):
            for x, count in enumerate(row):
                if count:
                    colour = "white" if count > 0.6 * highest else "black"
                    axes.text(x, y, str(count), ha="center", va="center", color=colour, size=8)
        axes.set_xticks(range(len(columns)), [str(column) for column in columns], rotation=45)
        axes.set_yticks(range(len(rows)), [_plain(label) for label in rows])
        axes.tick_params(length=0)
        for spine in axes.spines.values():
            spine.set_visible(False)

    left = _room(rows)
    return _plot(draw, width=left + 0.4 * len(columns), height=_ROW * len(rows), left=left)


def _plot(draw: Callable[[Any], None], *, width: float, height: float, left: float) -> bytes:
    """Draw on axes of a size in inches, `left` of it for the names."""
    matplotlib = require("matplotlib", "report")
    figures = require("matplotlib.figure", "report")
    width, height = width + _RIGHT, max(height, _ROW) + _BOTTOM + _TOP
    buffer = io.BytesIO()
    with matplotlib.rc_context(_STYLE), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        figure = figures.Figure(figsize=(width, height))
        figure.subplots_adjust(
            left=left / width,
            right=1 - _RIGHT / width,
            bottom=_BOTTOM / height,
            top=1 - _TOP / height,
        )
        draw(figure.subplots())
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    return buffer.getvalue()


def _whole_numbers() -> Any:  # noqa: ANN401
    return require("matplotlib.ticker", "report").MaxNLocator(integer=True, nbins=12)


def _room(names: Mapping[str, object]) -> float:
    widths = [
        sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in name) for name in names
    ]
    return 0.3 + _CHARACTER * max(widths, default=0)


def _plain(label: str) -> str:
    """Return a label on one line that XML allows and matplotlib does not take for mathematics."""
    shown = "".join(c if c.isprintable() else "\ufffd" for c in " ".join(label.split()))
    return shown.replace("$", r"\$")
