from __future__ import annotations

import pytest

from kg.concepts.taiwan import in_mainland_words


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("用演算法與資料庫", "用算法與数据庫"),
        ("類神經網路", "神经网络"),
        ("批次正規化不是正規化", "批归一化不是正規化"),
        ("隱馬可夫模型", "隱马尔可夫模型"),
        ("堆疊", "栈"),
        ("複雜訊號的雜訊", "复杂信号的噪声"),
        ("改變數量的變數", "改变數量的变量"),
    ],
)
def test_what_taiwan_says_otherwise_is_said_as_on_the_mainland(text: str, said: str) -> None:
    prose = in_mainland_words(text)

    assert prose is not None
    assert prose.text == said


def test_a_text_in_mainland_words_is_left_alone() -> None:
    assert in_mainland_words("算法、機器學習、程序") is None


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("算法", "演算法"),  # shorter than in Taiwan
        ("马尔可夫", "馬可夫"),  # longer
        ("线程", "執行緒"),
        ("栈", "堆疊"),
        ("与", "与"),
        ("好", "好"),
    ],
)
def test_each_word_is_found_where_it_was_written(word: str, written: str) -> None:
    text = "演算法与馬可夫、執行緒堆疊好"
    prose = in_mainland_words(text)
    assert prose is not None
    start = prose.text.index(word)

    assert text[prose.locate(start) : prose.locate(start + len(word))] == written
