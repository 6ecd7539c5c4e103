from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text import sentence_around, sentence_ends


@given(st.text("一。!x. \n", max_size=30), st.data())
def test_the_sentence_around_a_span_holds_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    first, last = sentence_around(text, start, end)

    assert first <= start <= end <= last or start == end
    ends = sentence_ends(text)
    assert {first, last} <= {0, *ends}
    assert not {*ends}.intersection(range(first + 1, start + 1))
    assert not {*ends}.intersection(range(max(start + 1, end), last))


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("一。二！三", ["一。", "二！", "三"]),
        ("他说“好。”然后走了。", ["他说“好。”", "然后走了。"]),
        ("About 0.5 e.g. this. Next one.", ["About 0.5 e.g. this.", " Next one."]),
        ("标题\n正文", ["标题\n", "正文"]),
        ("<ul><li>甲 > 乙</li><li>丙</li></ul>", ["<ul><li>甲 > 乙</li>", "<li>丙</li>", "</ul>"]),
        ("一<br/>二<b>三</b>", ["一<br/>", "二<b>三</b>"]),
        ("", [""]),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    ends = sentence_ends(text)
    begins = [0, *ends[:-1]]

    assert [text[a:b] for a, b in zip(begins, ends, strict=True)] == sentences
