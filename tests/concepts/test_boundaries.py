from __future__ import annotations

import pytest

from kg.concepts.boundaries import cut_from_words, denied, stands_alone, whole_end


@pytest.mark.parametrize(
    ("text", "name", "whole"),
    [
        ("a GAN is", "GAN", "GAN"),
        ("two GANs are", "GAN", "GANs"),
        ("two losses", "loss", "losses"),
        ("the sides", "sid", None),
        ("ImageNet as", "ImageNet a", None),
        ("RNNs and T5s", "T5", None),
        ("WGAN", "GAN", None),
        ("GANomaly", "GAN", None),
        ("x_GAN", "GAN", None),
        ("\\\\log", "log", None),
        ("用GAN吧", "GAN", "GAN"),
        ("version 3.5", "3", None),
        ("it has 3.", "3", "3"),
        ("loss: 0.4090", "4090", None),
        ("v3.3D nets", "3D", None),
        ("as in 3. 4090", "4090", "4090"),
        ("see .3D", "3D", "3D"),
        ("Fisher's matrix", "s matrix", None),
        ("Fisher’s matrix", "s matrix", None),
        ("d’s matrix's", "matrix", "matrix"),
        ("an 's matrix'", "s matrix", "s matrix"),
    ],
)
def test_where_a_latin_name_ends_as_a_whole_word(text: str, name: str, whole: str | None) -> None:
    start = text.index(name)

    end = whole_end(text, start, start + len(name))

    assert (None if end is None else text[start:end]) == whole


@pytest.mark.parametrize(
    ("text", "name", "alone"),
    [
        ("模型", "模", False),
        ("它的模为1", "模", True),
        ("取模", "模", True),
        ("方差、核等", "核", True),
        ("这与核等价", "核", False),
        ("取模等于1", "模", False),
        ("增熵", "熵", True),  # in no everyday word
    ],
)
def test_single_characters_that_are_names(text: str, name: str, *, alone: bool) -> None:
    start = text.index(name)

    assert stands_alone(text, start) == alone
    assert cut_from_words(text, start, start + 1, bool) != alone


@pytest.mark.parametrize(
    ("text", "name", "cut"),
    [
        ("取对数。", "对数", False),
        ("对数据", "对数", True),
        ("增强子", "强子", True),
        ("热水循环", "水循环", True),
        ("自定义域名", "定义域", True),
        ("函数的定义域", "定义域", False),
        ("来源域名", "来源域", True),
        ("来源域名", "源域", True),
        ("访问控制台", "访问控制", True),
        ("创建表格", "建表", True),
        ("荧光笔", "荧光", True),  # which says nothing of fluorescence
        ("图像素材", "像素", True),
        ("说明文字", "明文", True),
        ("高维护成本", "高维", True),
        ("非线性", "线性", False),  # for what is denied, see below
        ("注意力所能及", "注意力", True),
        ("注意力所能捕捉", "注意力", False),
        ("学习率先升后降", "学习率", False),
        ("HR图像", "HR图", True),
        ("代表锁住", "表锁", True),
        ("压力反馈", "力反馈", True),
        ("一位天文学家", "天文学", True),
        ("一位天文学家", "天文", True),
        ("学天文学", "天文学", False),
        ("增大batch size", "大batch size", True),
        ("用词向量代替", "词向量", False),
        ("将它离散化为", "离散化", False),
        ("退化为平均值", "退化", True),
    ],
)
def test_chinese_names_that_are_parts_of_words(text: str, name: str, *, cut: bool) -> None:
    start = text.index(name)

    assert cut_from_words(text, start, start + len(name), lambda _: True) == cut


@pytest.mark.parametrize(
    ("text", "name", "cut"),
    [
        ("很多数据挖掘", "数据挖掘", False),
        ("相对位置信息", "相对位置", False),
        ("激活函数组合", "激活函数", False),
        ("过拟合并不可怕", "过拟合", True),  # 过拟 is too short to tell
        ("来自编码器", "自编码器", True),  # 编码器 is a name
        ("双线性形式", "双线性形", True),
        ("没有标签数据", "有标签数据", True),  # 没有 is always a word
        ("区域的特征聚类", "域的特征", True),
    ],
)
def test_what_a_word_leaves_of_a_name_tells_whether_it_crosses_it(
    text: str, name: str, *, cut: bool
) -> None:
    start = text.index(name)
    end = start + len(name)

    assert cut_from_words(text, start, end, {"编码器", "双线性"}.__contains__) == cut


@pytest.mark.parametrize(
    ("text", "name", "is_denied"),
    [
        ("非线性RNN", "线性RNN", True),
        ("它是非Element-wise的", "Element-wise", True),
        ("并非GAN", "GAN", False),
        ("除非收敛", "收敛", False),
        ("无监督对比学习", "监督对比学习", True),
        ("有无Bias", "Bias", False),
        ("a non-linear RNN", "linear RNN", True),
        ("Non-Local的", "Local", True),
        ("semi-linear RNN", "linear RNN", False),
        ("Canon-GAN", "GAN", False),
        ("-GAN", "GAN", False),
        ("GAN", "GAN", False),
    ],
)
def test_a_name_that_is_denied_is_another_notion(text: str, name: str, *, is_denied: bool) -> None:
    assert denied(text, text.index(name)) == is_denied
