"""What one post proposes, by what becomes of it where there is no other post."""

from __future__ import annotations

import pytest

from kg import build_knowledge_base
from kg.concepts import ConceptMatcher
from kg.model import Post
from tests.discovery.discovering import SMALL, discovered


@pytest.mark.parametrize(
    ("title", "text", "names"),
    [
        ("ChildTuning:把Dropout加到梯度上", "新的用法", {"ChildTuning", "Dropout"}),
        ("介绍", "非对抗的生成模型GLANN,很有意思", {"GLANN"}),
        ("介绍", "用TeamViewer可以,TeamViewer很好,TeamViewer免费", {"TeamViewer"}),
        ("谈谈“权重尺度偏移”", "从“权重尺度偏移”角度分析", {"权重尺度偏移"}),
        ("介绍", "LRA(Layer Rank Analysis)是一种办法", {"LRA"}),
        ("介绍", "谈Kolmogorov散度，简称K散度。", {"Kolmogorov散度"}),
        ("介绍", "- 幂次路由层（Quokka Routing Layer，QRL）很快", {"幂次路由层"}),
        ("介绍", "那里幂次路由层（Quokka Routing Layer，QRL）很快", {"Quokka Routing Layer"}),
        ("介绍", "有[some-tool](https://github.com/you/Some_Tool)可用", {"some-tool"}),
        ("介绍", "有[you/tool](https://gitee.com/you/tool.git#how)", {"tool"}),
        ("介绍", "见[这里](https://github.com/you/tool)和[you](https://github.com/you)", set()),
        ("介绍", "见[source](https://github.com/you/tool)和[tool](https://me.org/you/tool)", set()),
        ("介绍", "借用[JackDaw](https://github.com/JackDaw/some_nets)的代码", set()),
        ("介绍", "有[JackDaw](https://github.com/JackDaw/jackdaw)可用", {"JackDaw"}),
        ("介绍", "如[Wombat](https://arxiv.org/abs/2101.00001)", {"Wombat"}),
        ("介绍", "如[Wombat](https://wombat.example/)", set()),
        ("介绍", "如[Daw2014](https://arxiv.org/abs/2101.00001)", set()),
        ("介绍", "见《Wombat: Nets in a burrow》", {"Wombat"}),
        ("介绍", "见《Wombat：挖洞的网络》", {"Wombat"}),
        ("介绍", "比较QuokkaNet VS WombatNet", {"QuokkaNet", "WombatNet"}),
        ("选举", "五个server中Server1当选,Server2、Server3落选", set()),
        ("介绍", "数据集Wombat1与Wombat2", {"Wombat1", "Wombat2"}),
        ("来自Google和ICML 2020", "Google、Google、Google和ICML 2020", set()),
        ("我们的CTO", "CTO说,CTO又说,论文(CUHK,CUHK)发在ADKDD上,ADKDD。", set()),
        ("公式", "$GLANN$与`GLANN`模型、GLANN_x、x+GLANN", set()),
        ("介绍", "论文《ChildTuning模型》", set()),
        ("“集中注意力”吗", "“集中注意力”,又“集中注意力”", set()),
        ("介绍", "n×nY矩阵,n×nY矩阵", set()),
        ("介绍", "得到T−kTEx和lnTTx−1,又T−kTEx,T−kTEx", set()),  # of formulas
        ("介绍", "ATECBQLC-BV1-P138.50/23.64", set()),  # cells of a table, run together
        ("介绍", "我们在这里见过Rough Clipping of nets,即Rough Clipping of nets", set()),
        ("介绍", "我们在这里用Rough Clipping来做,即Rough Clipping", {"Rough Clipping"}),
        ("It is time.", "it is time, it is time", set()),
        ("介绍", "## 幂次变换\n\n用幂次变换。幂次变换好", {"幂次变换"}),
        ("介绍", "## 幂次变换 [\\#](/a#b)\n\n用幂次变换。幂次变换好", {"幂次变换"}),
        ("介绍", "**均匀切割**\n用均匀切割,再均匀切割", {"均匀切割"}),
        ("介绍", "## 最优切割\n\n用最优切割。最优切割好", {"最优切割"}),
        ("介绍", "## 最难切割\n\n用最难切割。最难切割好", set()),
        ("介绍", "**小节**（Section）短,**小节**（Section）长", set()),
        ("介绍", "## 均匀切开\n\n好,均匀切开", set()),
        ("介绍", "## 数学配方\n\n数学配方好。数学配方多", set()),
        ("介绍", "## 实验结果\n\n实验结果好。实验结果差", set()),
        ("介绍", "## 写成函数\n\n写成函数好。写成函数差", set()),
        ("介绍", "参见[@Keller Jordan](/a)、@KimiAI,KimiAI,Keller Jordan,Keller Jordan", set()),
    ],
)
def test_what_is_taken_for_a_concept(title: str, text: str, names: set[str]) -> None:
    assert discovered(title, text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("本文提出**MEMIXT**,由**MEMIXT**更新", {"MEMIXT"}),
        ("the __MEMIXT__ model and *MEMIXT*", {"MEMIXT"}),
        ("方法**Zetic**很好,**Zetic**和**Zetic**方法", {"Zetic"}),  # no word has such a form
        ("**Zetic**很好,**Zetic**和**Zetic**", set()),
        ("2*MEMIXT*y与x**MEMIXT", set()),
        ("基于**毛糙干预（Rough Mediation）**", {"毛糙干预"}),
        ("和**毛糙干预(rough mediation)**一样", {"毛糙干预"}),
        ("基于毛糙干预（Rough Mediation）", set()),  # it may begin anywhere
        ("分为填充(Fill)与接续(Proceeding)两步,接续慢,填充快", set()),  # words, translated
        ("**毛糙(rough)**", set()),
        ("《毛糙干预》(Rough Mediation)", set()),  # a book
    ],
)
def test_emphasis_hides_no_name_and_tells_where_one_begins(
    text: str, names: set[str], matcher: ConceptMatcher
) -> None:
    assert discovered("介绍", text, matcher) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("它被称为“毛糙权重”。", {"毛糙权重"}),
        ("我们将其命名为**Rough Clipping**。", {"Rough Clipping"}),
        ("which is known as *rough clipping*.", {"rough clipping"}),
        ("We call this trick *rough clipping*.", {"rough clipping"}),
        ("which we call *rough clipping*", {"rough clipping"}),
        ("call me *at once*, or the calls were *not made*", set()),
        ("名为「Mixup」", set()),  # the vocabulary has it
        ("它被称为“毛糙”,也叫做“我们的方法”,又叫做“打开模型”。", set()),
        ('cells are called *filters*, named "ICML 2020"', set()),
        ("它被称为毛糙权重。", set()),
    ],
)
def test_what_something_is_called_is_a_term(
    text: str, names: set[str], matcher: ConceptMatcher
) -> None:
    assert discovered("介绍", text, matcher) == names


@pytest.mark.parametrize(("name", "names"), [("HALO", {"HALO"}), ("halo", set()), ("GAN", set())])
def test_a_word_of_the_vocabulary_in_capitals_may_be_a_name_of_its_own(
    name: str, names: set[str]
) -> None:
    found = discovered(f"{name}:毛糙建模", f"我们提出{name}模型,{name}很快", SMALL)

    assert found == names


@pytest.mark.parametrize(
    ("title", "text", "names"),
    [
        ("WGAN-QP:简单清晰", "WGAN-QP模型", {"WGAN-QP"}),
        ("介绍", "WGAN-XQ很好,WGAN-XQ,用WGAN-XQ", {"WGAN-XQ"}),
        ("介绍", "WGAN-like和WGAN-XQ", set()),
        ("K-Means", "K-Means、K-Means、K-Means", set()),
    ],
)
def test_a_name_put_together_of_known_ones_takes_more_to_be_one(
    title: str, text: str, names: set[str]
) -> None:
    assert discovered(title, text, SMALL) == names


@pytest.mark.parametrize(
    ("title", "text", "names"),
    [
        ("介绍", "## 毛糙互信息\n由此导出毛糙互信息的概念。", {"毛糙互信息"}),
        ("介绍", "**毛糙互信息**\n由此导出毛糙互信息的概念。", {"毛糙互信息"}),
        ("介绍", "## 毛糙互信息\n由此导出的概念。", set()),
        ("介绍", "## 毛糙互信息很好\n由此导出毛糙互信息的概念。", set()),
        ("谈GAN互信息", "所谓GAN互信息", {"GAN互信息"}),
        ("介绍", "所谓GAN互信息,又是GAN互信息", set()),
        ("毛糙RNN的简介", "就是毛糙RNN", {"毛糙RNN"}),
        ("毛糙任务RNN的简介", "就是毛糙任务RNN", set()),  # what it is, and its name
        ("介绍", "就是毛糙RNN,又是毛糙RNN", set()),
    ],
)
def test_titles_and_headings_tell_where_an_addition_begins(
    title: str, text: str, names: set[str], matcher: ConceptMatcher
) -> None:
    assert discovered(title, text, matcher) == names


@pytest.mark.parametrize(
    ("title", "text", "names"),
    [
        ("从毛糙采样到softmax:一致的理解", "好", {"毛糙采样"}),
        ("谈谈", "很好。\n\n## 2.1 从GAN的毛糙惩罚、圆滑惩罚到softmax", {"毛糙惩罚", "圆滑惩罚"}),
        ("谈谈", "从毛糙采样到softmax", {"毛糙采样"}),
        ("谈谈", "我们从毛糙采样到softmax", set()),
        ("从图书馆到softmax", "好", set()),  # no term by its ending
        ("从毛糙惩罚到圆滑惩罚", "好", set()),  # none of them is known
        ("从一种惩罚到softmax", "好", set()),
        ("从毛糙惩罚再到圆滑惩罚到softmax", "好", set()),
        ("从采样到softmax", "好", set()),
    ],
)
def test_terms_that_a_title_or_heading_leads_from_or_to(
    title: str, text: str, names: set[str]
) -> None:
    assert discovered(title, text, SMALL) == names


@pytest.mark.parametrize(
    ("title", "text", "names"),
    [
        ("如何采样生成模型?", "生成模型的采样,即生成模型采样", {"生成模型采样"}),
        ("如何采样生成模型?", "生成模型的采样,生成模型的采样", set()),
        ("如何采样?", "生成模型的采样,即生成模型采样", set()),
        ("如何采样GAN?", "GAN的采样,即GAN采样", set()),
    ],
)
def test_known_terms_that_a_text_joins_both_ways_and_the_title_has_apart(
    title: str, text: str, names: set[str]
) -> None:
    assert discovered(title, text, SMALL) == names


def test_a_term_of_the_title_is_called_what_it_is_called_there_in_full() -> None:
    post = Post(id="post/p", title="毛糙惩罚方法的简介", text="所谓毛糙惩罚")

    [concept] = build_knowledge_base([post], SMALL.vocabulary).concepts

    assert [label.text for label in concept.labels] == ["毛糙惩罚方法", "毛糙惩罚"]


@pytest.mark.parametrize(
    "text",
    [
        "使用采样。使用采样。使用采样。",
        "光滑采样。",
        "好的采样,好的采样,好的采样",
    ],
)
def test_verbs_chance_and_attributes_make_no_term(text: str) -> None:
    assert discovered("", text, SMALL) == set()


@pytest.mark.parametrize(
    "text",
    [
        "提取互信息。再提取互信息!又提取互信息?",
        "网络提取互信息。再网络提取互信息!又网络提取互信息?",
        "图像进行互信息。再图像进行互信息!又图像进行互信息?",
        "网络对互信息。再网络对互信息!又网络对互信息?",
        "图像接近互信息。再图像接近互信息!又图像接近互信息?",
        "反向传播时互信息。再反向传播时互信息!又反向传播时互信息?",
        "数据集内互信息。再数据集内互信息!又数据集内互信息?",
        "网络提取特征向量。再网络提取特征向量!又网络提取特征向量?",
        "《毛糙互信息》。看《毛糙互信息》!见《毛糙互信息》?",
        "点击看毛糙互信息的效果图。有的人要这样说,而有的要那样说。\n" * 3,
    ],
)
def test_a_known_term_and_what_does_not_belong_to_it_make_no_term(
    text: str, matcher: ConceptMatcher
) -> None:
    assert discovered("", text, matcher) == set()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("空间互信息。又空间互信息!再空间互信息?", "空间互信息"),
        ("实时互信息。又实时互信息!再实时互信息?", "实时互信息"),
        ("图像对齐互信息。又图像对齐互信息!再图像对齐互信息?", "图像对齐互信息"),
        ("瞬时互信息。又瞬时互信息!再瞬时互信息?", "瞬时互信息"),
        ("有对齐甲乙法(Aligned Somehow Way)。对齐甲乙法。", "对齐甲乙法"),
    ],
)
def test_words_that_look_like_places_or_prepositions_belong_to_terms(
    text: str, name: str, matcher: ConceptMatcher
) -> None:
    assert name in discovered("", text, matcher)


@pytest.mark.parametrize(
    "text",
    [
        "See [Vaswani2017](https://blog.example/a) and cs.CL of arXiv2006.",
        "As Robnik-Sikonja and Kononenko (2008) and (DeVries & McTaylor, 2017) have shown.",
        "As Barth-Maron et al. (2018) and (Al-Rfou, et al., 2018) have shown.",
        "[12] Tyler McCormick. Interpretable AmoebaNet. In: EuroSys, 2016.",
        "Parts a-c show Video-Based ones. Parts a-c show Video-Based ones.",
        "这里的频率为5 GHz、6 GHz与7 GHz。",
        "Set itemId and currentPage.",
        "Recurrent networks (Nets) and feed-forward networks (Faster Nets) and more.",
        "见A Simple Way模型,A Simple Way与A Simple Way。",
        "相应地,之前的版本我们称为Fuller版。这个版本我们简记为“Fuller版”。",
        "那些实际上(Actual)的与实际上的。他把它猜测成(Guess)甲,猜测成乙。",
    ],
)
def test_what_only_looks_like_a_name_is_no_concept(text: str, matcher: ConceptMatcher) -> None:
    assert discovered("", text, matcher) == set()


def test_a_word_of_the_vocabulary_is_no_new_name_whatever_its_capitals(
    matcher: ConceptMatcher,
) -> None:
    names = discovered("", "MORE即nEtwork与conVolutional,还有BytePiece9模型。", matcher)

    assert names.isdisjoint({"nEtwork", "conVolutional"})
    assert "BytePiece9" in names
