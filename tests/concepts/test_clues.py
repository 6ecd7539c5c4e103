from __future__ import annotations

import pytest

from kg.concepts.clues import heads_a_section, is_in_english


@pytest.mark.parametrize(
    ("text", "name", "told"),
    [
        ("《Flow Straight and Fast》", "Flow", True),
        ("Rectified Flow", "Flow", True),
        ("《Mass-Editing》", "Mass", True),
        ("从DCGAN到SELF-MOD：", "MOD", True),
        ("用Flow做,见Flow、GAN", "Flow", False),
        ("用 Flow 做", "Flow", False),
        ("t sampling, FPS)", "FPS", False),
        ("Flow 2", "Flow", False),
        ("Flow", "Flow", False),
    ],
)
def test_whether_an_english_word_stands_beside_a_name(text: str, name: str, *, told: bool) -> None:
    start = text.index(name)

    assert is_in_english(text, start, start + len(name)) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("max", True),
        ("好。\nmax\n好", True),
        ("好：\n\nmax\n\n好", False),
        ("好\n## max ##\n好", True),
        ("好\n### 3.1. max", True),
        ("好，\n**max**\n好", True),
        ("好。\n3. max\n好", False),
        ("好。\n- max\n好", False),
        ("好。\nmax 操作\n好", False),
        ("## 取 max", False),
    ],
)
def test_whether_a_name_is_all_of_a_heading(text: str, *, told: bool) -> None:
    start = text.index("max")

    assert heads_a_section(text, start, start + len("max")) == told
