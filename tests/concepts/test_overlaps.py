from __future__ import annotations

import pytest

from kg.concepts.overlaps import find_longest
from kg.concepts.patterns import Hit, Meaning
from kg.model import Clarity

TEXT = "变分自编码器网络"


def hit(name: str, clarity: Clarity = "clear") -> Hit:
    start = TEXT.index(name)
    return start, start + len(name), Meaning((name,), clarity)


@pytest.mark.parametrize(
    ("hits", "longest"),
    [
        (
            [hit("编码"), hit("自编码器"), hit("变分自编码器"), hit("网络")],
            ["变分自编码器", "网络"],
        ),
        ([hit("自编码器"), hit("码器网络")], ["自编码器"]),
        ([hit("自编码"), hit("编码器网"), hit("网络")], ["自编码", "网络"]),
        ([hit("变分"), hit("分自编码")], ["分自编码"]),
        ([hit("变分"), hit("分自")], ["变分"]),
        ([hit("变分自", "ambiguous"), hit("自编码器")], ["自编码器"]),
        ([hit("变分自", "ambiguous"), hit("自编码")], ["变分自"]),
        ([hit("网络"), hit("变分")], ["变分", "网络"]),
        ([], []),
    ],
)
def test_the_longest_are_kept_from_left_to_right_but_pairs_and_what_is_ambiguous(
    hits: list[Hit], longest: list[str]
) -> None:
    assert [one.surface for one in find_longest(TEXT, "text", hits)] == longest


def test_a_particle_makes_no_name_longer() -> None:
    text = "核的迹范数"

    [found] = find_longest(
        text, "text", [(0, 3, Meaning(("a",), "ambiguous")), (2, 4, Meaning(("b",), "clear"))]
    )

    assert found.surface == "核的迹"


def test_what_an_ambiguous_name_covers_stands_in_for_it() -> None:
    [clear] = find_longest(TEXT, "text", [hit("编码"), hit("自编码器")])
    [ambiguous] = find_longest(TEXT, "text", [hit("编码"), hit("自编码器", "ambiguous")])

    assert clear.covers == ()
    assert [one.surface for one in ambiguous.covers] == ["编码"]
