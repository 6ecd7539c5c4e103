from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.masking import MASK, mask_markup
from kg.readers.indented_code import fence_indented_code


def fence(text: str) -> str:
    return fence_indented_code(text, range(text.count("\n") + 1))[0]


@pytest.mark.parametrize(
    "text",
    [
        "甲\n\n    RNN\n\n乙",
        "甲\n\n\tRNN",
        "甲\n \n  \tRNN\n乙",
        "    RNN\n\n        RNN\n      \n乙",
        "- 甲\n\n乙\n\n    RNN",
        "1. 甲\n乙\n\n丙\n\n    - RNN",
        "```\n- 甲\n```\n\n    RNN",
        "甲\n\n    `RNN` ```RNN\n",
        "- 甲\n\n      RNN\n\n乙",
        "1. 甲\n\n        RNN\n\n   乙",
        "* 甲\n\n\t乙\n\n\t\tRNN",
        "-   甲\n\n    - 乙\n\n            RNN\n\n    乙",
        "[^1]: 甲\n\n    乙\n\n        RNN",
        "- 甲\n  ```\n  RNN\n  ```\n\n      RNN\n\n  乙",
    ],
)
def test_what_is_indented_below_a_blank_line_is_code(text: str) -> None:
    masked = mask_markup(fence(text))

    assert "RNN" in text
    assert "RNN" not in masked
    assert set(masked) <= {*text, MASK}
    assert text.count("乙") == masked.count("乙")


@pytest.mark.parametrize(
    "text",
    [
        "甲\n    RNN",
        "甲\n\n   RNN",
        "甲\n\n\u3000\u3000RNN",
        "- 甲\n\n    RNN\n\n    RNN",
        "- 甲\n乙\n\n\tRNN",
        "12) 甲\n\n    - 乙\n\n        RNN",
        "* 甲\n\n  乙\n\n    RNN",
        "[^1]: 甲\n\n    RNN",
        "甲\n: 乙\n\n    RNN",
        "1. 甲\n\n     RNN",
        "- 甲\n\n```\n乙\n```\n\n    RNN",
        '!!! note "甲"\n\n    RNN',
        "```\n甲\n\n    RNN\n```",
        "$$\na\n\n    b\n$$",
    ],
)
def test_what_goes_on_from_above_is_none(text: str) -> None:
    assert fence(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "1. 甲\n   ```go\n   RNN\n   ```\n2. 乙",
        "1. 甲\n\n    ~~~\n    RNN\n\n    RNN\n    ~~~\n\n    乙",
        "- ```\n  RNN\n  ```\n- 乙",
        "* 甲\n\n\t```js\n\tRNN\n\t```\n\n\t乙",
        "> 甲\n> ```\n> RNN\n>```\n乙",
        "> - 甲\n>   ````\n>   ```\n>   RNN\n>   ````\n> 乙",
        "> ```\n> RNN\n\n乙",
        "- 甲\n  ```\n  RNN\n\n  RNN\n\n乙",
        "- 甲\n  ```\nRNN\n```\n\n乙",
        "```\nRNN\n  ```\n\n乙",
        "```md\n- 甲\n    ```\n    RNN\n```\n乙",
    ],
)
def test_code_in_fences_that_are_not_at_the_margin_is_code(text: str) -> None:
    masked = mask_markup(fence(text))

    assert "RNN" not in masked
    assert text.count("乙") == masked.count("乙")


def test_what_stands_in_ticks_on_one_line_opens_no_fence() -> None:
    assert fence("- ```RNN```\n- 甲") == "- ```RNN```\n- 甲"


@given(st.text("a-`~$> \t\n", max_size=40))
def test_every_line_is_kept_in_its_place(text: str) -> None:
    count = text.count("\n") + 1

    fenced, lines = fence_indented_code(text, range(count))

    assert len(lines) == fenced.count("\n") + 1
    assert sorted(lines) == [*lines]
    kept = {
        number: line
        for number, line in zip(lines, fenced.split("\n"), strict=True)
        if not _is_fence(line)
    }
    written = text.split("\n")
    assert all(written[number] == line for number, line in kept.items())
    assert {*range(count)} - {*kept} == {n for n, line in enumerate(written) if _is_fence(line)}


def _is_fence(line: str) -> bool:
    return len(line) >= 3 and not line.strip("`")
