from __future__ import annotations

import pytest

from kg.concepts.boundaries import cut_from_words, whole_end


@pytest.mark.parametrize(
    ("text", "name", "whole"),
    [
        ("a GAN is", "GAN", "GAN"),
        ("two GANs are", "GAN", "GANs"),
        ("WGAN", "GAN", None),
        ("GANomaly", "GAN", None),
        ("x_GAN", "GAN", None),
        ("\\\\log", "log", None),
        ("用GAN吧", "GAN", "GAN"),
        ("version 3.5", "3", None),
        ("it has 3.", "3", "3"),
    ],
)
def test_where_a_latin_name_ends_as_a_whole_word(text: str, name: str, whole: str | None) -> None:
    start = text.index(name)

    end = whole_end(text, start, start + len(name))

    assert (None if end is None else text[start:end]) == whole


@pytest.mark.parametrize(
    ("text", "name", "cut"),
    [
        ("取对数。", "对数", False),
        ("对数据", "对数", True),
        ("模型", "模", True),
        ("它的模为1", "模", False),
    ],
)
def test_chinese_names_that_are_parts_of_words(text: str, name: str, *, cut: bool) -> None:
    start = text.index(name)

    assert cut_from_words(text, start, start + len(name)) == cut
