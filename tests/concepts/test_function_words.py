from __future__ import annotations

import re

import pytest

from kg.concepts.function_words import find_start, make_run_pattern

CHARACTERS = "的了是在和用从为有最中到去其则能比使一种"
RUN = re.compile(make_run_pattern(CHARACTERS))


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("用最优传输", ["最优传输"]),
        ("最难的传输", ["难", "传输"]),
        ("其中间状态", ["中间状态"]),
        ("图中状态", ["图", "状态"]),
        ("在线学习的线性空间", ["在线学习", "线性空间"]),
        ("在线性空间", ["线性空间"]),
        ("潜在变量在空间", ["潜在变量", "空间"]),
        ("序列到序列模型", ["序列到序列模型"]),
        ("转换到谱域", ["转换", "谱域"]),
        ("则正则项能比能量", ["正则项", "能量"]),
        ("一种群算法", ["种群算法"]),
        ("一种子句", ["子句"]),
    ],
)
def test_a_function_character_ends_a_run_but_within_a_word(text: str, runs: list[str]) -> None:
    assert RUN.findall(text) == runs
    assert text[find_start(text, len(text), CHARACTERS, 8) :] == runs[-1]


def test_a_run_is_so_long_at_most() -> None:
    assert find_start("高斯过程回归", 6, CHARACTERS, 4) == 2
