from __future__ import annotations

from pathlib import Path

import pytest

from kg import Vocabulary, build_knowledge_base, load_vocabulary
from kg.concepts import ConceptMatcher
from kg.discovery import discover
from kg.discovery.draft import render_draft
from kg.model import Post
from tests.conftest import ROOT

EMPTY = Vocabulary(concepts={}, schemes={}, version="")
SMALL = load_vocabulary([ROOT / "tests/cases/vocabulary.ttl"], builtin=False)


def discovered(title: str, text: str, vocabulary: Vocabulary = EMPTY) -> set[str]:
    post = Post(id="post/p", title=title, text=text)
    found = discover([post], ConceptMatcher(vocabulary)).concepts
    return {concept.pref_label[0].text for concept in found}


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
    found = discover([Post(id="post/p", title="介绍", text=text)], matcher).concepts

    assert {concept.pref_label[0].text for concept in found} == names


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
    found = discover([Post(id="post/p", title="介绍", text=text)], matcher).concepts

    assert {concept.pref_label[0].text for concept in found} == names


@pytest.mark.parametrize(("name", "names"), [("HALO", ["HALO"]), ("halo", []), ("GAN", [])])
def test_a_word_of_the_vocabulary_in_capitals_may_be_a_name_of_its_own(
    name: str, names: list[str]
) -> None:
    post = Post(id="post/p", title=f"{name}:毛糙建模", text=f"我们提出{name}模型,{name}很快")

    found = discover([post], ConceptMatcher(SMALL)).concepts

    assert [concept.pref_label[0].text for concept in found] == names


def test_a_term_that_ends_in_a_known_one_is_a_kind_of_it(matcher: ConceptMatcher) -> None:
    post = Post(id="post/p", title="介绍", text="它被称为“毛糙权重衰减”。")

    [concept] = discover([post], matcher).concepts

    assert concept.broader == ("https://kg.example/concept/weight-decay",)


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


def test_what_the_vocabulary_has_is_not_discovered_again() -> None:
    assert discovered("WGAN模型", "WGAN、WGAN、WGAN", SMALL) == set()


def test_a_new_abbreviation_becomes_a_label_of_the_concept_it_stands_for() -> None:
    post = Post(id="post/p", title="介绍", text="K均值(Clustering by Means,CBM)。后来CBM很好。")
    kb = build_knowledge_base([post], SMALL)

    [link] = kb.concept_links
    assert link.concept_id.endswith("kmeans")
    assert [post.text[m.start : m.end] for m in link.mentions] == [
        "K均值",
        "Clustering by Means",
        "CBM",
        "CBM",
    ]


def test_discovered_concepts_are_marked() -> None:
    post = Post(id="post/p", title="GLANN模型", text="GLANN")

    [concept] = build_knowledge_base([post], SMALL).concepts

    assert (concept.id, concept.status) == ("concept/glann", "discovered")


def test_a_known_term_with_an_addition_that_recurs_is_a_narrower_concept() -> None:
    text = "光滑采样很好。我们用光滑采样。所谓光滑采样,不是采样。"
    post = Post(id="post/p", title="谈谈光滑采样", text=text)

    [concept] = discover([post], ConceptMatcher(SMALL)).concepts

    assert concept.label("zh") == "光滑采样"
    assert concept.broader == ("https://kg.example/test/sampling",)


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
    found = discover([Post(id="post/p", title=title, text=text)], matcher).concepts

    assert {concept.label("zh") for concept in found} == names


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


def test_the_term_that_a_station_of_a_title_ends_in_is_broader() -> None:
    post = Post(id="post/p", title="从毛糙采样到softmax", text="好")

    [concept] = discover([post], ConceptMatcher(SMALL)).concepts

    assert concept.broader == ("https://kg.example/test/sampling",)


def test_a_term_of_the_title_is_called_what_it_is_called_there_in_full() -> None:
    post = Post(id="post/p", title="毛糙惩罚方法的简介", text="所谓毛糙惩罚")

    [concept] = build_knowledge_base([post], SMALL).concepts

    assert [label.text for label in concept.labels] == ["毛糙惩罚方法", "毛糙惩罚"]


@pytest.mark.parametrize("name", ["GLANN", " GLANN", "**GLANN**"])
def test_the_noun_beside_a_name_is_what_it_is_a_kind_of(name: str) -> None:
    post = Post(id="post/p", title="介绍", text=f"非对抗的生成模型{name},很有意思")

    [concept] = discover([post], ConceptMatcher(SMALL)).concepts

    assert concept.broader == ("https://kg.example/test/model",)


@pytest.mark.parametrize(
    ("text", "broader"),
    [
        ("This is called *burrowed oversampling*, in short.", ("oversampling",)),
        ("This is called *oversampling burrows*, in short.", ()),
        ("This is called *burrow-oversampling net*, in short.", ()),
        ("这称为“毛糙过采样”。", ("oversampling",)),
        ("这称为“毛糙核函数”。", ("kernel",)),
        ("这称为“毛糙散度”。", ()),  # which divergence, nothing tells
    ],
)
def test_a_name_is_a_kind_of_what_it_ends_in(text: str, broader: tuple[str, ...]) -> None:
    post = Post(id="post/p", title="", text=text)

    [concept] = discover([post], ConceptMatcher(SMALL)).concepts

    assert concept.broader == tuple(f"https://kg.example/test/{name}" for name in broader)


@pytest.mark.parametrize(("mentions", "broader"), [(2, ("model",)), (3, ())])
def test_a_noun_beside_few_mentions_of_a_name_is_not_what_it_is(
    mentions: int, broader: tuple[str, ...]
) -> None:
    text = f"非对抗的生成模型GLANN,很有意思{',而GLANN很快' * mentions}"

    [concept] = discover(
        [Post(id="post/p", title="介绍", text=text)], ConceptMatcher(SMALL)
    ).concepts

    assert concept.broader == tuple(f"https://kg.example/test/{name}" for name in broader)


def test_what_is_done_with_a_name_is_no_kind_of_it() -> None:
    post = Post(id="post/p", title="介绍", text="非对抗的GLANN采样,很有意思")

    [concept] = discover([post], ConceptMatcher(SMALL)).concepts

    assert concept.broader == ()


@pytest.mark.parametrize(
    "text",
    [
        "使用采样。使用采样。使用采样。",
        "光滑采样。",
        "好的采样,好的采样,好的采样",
    ],
)
def test_verbs_chance_and_attributes_make_no_term(text: str) -> None:
    post = Post(id="post/p", title="", text=text)

    assert discover([post], ConceptMatcher(SMALL)).concepts == ()


def test_the_name_of_the_blog_is_no_concept() -> None:
    posts = [
        Post(id="a", title="谈“数理空间”", text="“数理空间”"),
        Post(id="b", title="第一篇", text="数理空间的读者都知道"),
    ]

    assert discover(posts[:1], ConceptMatcher(SMALL)).concepts != ()
    assert discover(posts, ConceptMatcher(SMALL)).concepts == ()


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
    post = Post(id="post/p", title="", text=text)

    assert discover([post], matcher).concepts == ()


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
    found = discover([Post(id="post/p", title="", text=text)], matcher).concepts

    assert name in {concept.label("zh") for concept in found}


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
    assert discover([Post(id="post/p", title="", text=text)], matcher).concepts == ()


def test_a_word_of_the_vocabulary_is_no_new_name_whatever_its_capitals(
    matcher: ConceptMatcher,
) -> None:
    post = Post(id="post/p", title="", text="MORE即nEtwork与conVolutional,还有BytePiece9模型。")

    names = {concept.label("en") for concept in discover([post], matcher).concepts}

    assert names.isdisjoint({"nEtwork", "conVolutional"})
    assert "BytePiece9" in names


def test_a_name_that_one_post_speaks_for_and_many_use_is_an_everyday_word(
    matcher: ConceptMatcher,
) -> None:
    text = "已有甲乙进展(Some Progress)。甲乙进展。"
    posts = [Post(id="post/0", title="", text=text)]
    posts += [Post(id=f"post/{n}", title="", text=f"有{n}甲乙进展!") for n in range(1, 30)]

    assert [c.label("zh") for c in discover(posts[:9], matcher).concepts] == ["甲乙进展"]
    assert discover(posts, matcher).concepts == ()


@pytest.mark.parametrize(("name", "is_one"), [("甲乙熵", False), ("测地甲熵率", True)])
def test_a_short_word_that_much_of_a_blog_uses_is_no_term(
    matcher: ConceptMatcher, name: str, is_one: bool
) -> None:
    titled = Post(id="post/0", title=f"谈谈“{name}”", text=f"从“{name}”角度,{name}就是{name}。")
    others = [Post(id=f"post/{n}", title="别的", text=f"也有{name}。") for n in range(1, 30)]

    alone = {c.pref_label[0].text for c in discover([titled], matcher).concepts}
    among = {c.pref_label[0].text for c in discover([titled, *others], matcher).concepts}

    assert name in alone
    assert (name in among) == is_one


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("用Grasp9Vec、Grasp9Vec、Grasp9vec", {"Grasp9Vec", "Grasp9vec"}),
        ("用MeTa-RLX和MeTaRLX", {"MeTa-RLX", "MeTaRLX"}),
        ("这些GLANNs与GLANN", {"GLANN", "GLANNs"}),
        ("毛糙生长率(Glann Rate)。毛糙生长率。GLANN-Rate", {"毛糙生长率", "Glann Rate"}),
    ],
)
def test_names_that_differ_in_their_spelling_are_one_concept(text: str, names: set[str]) -> None:
    post = Post(id="post/p", title="介绍", text=text)
    found = discover([post], ConceptMatcher(SMALL))

    [concept] = found.extend_for_reading(found.extend(SMALL)).concepts.keys() - SMALL.concepts

    extended = found.extend_for_reading(found.extend(SMALL)).concepts[concept]
    assert {label.text for label in extended.labels} == names


@pytest.mark.parametrize("name", ["GeLU", "GeLUs", "Ge-LU"])
def test_another_spelling_of_a_known_name_is_one_more_name_of_that_concept(
    name: str, matcher: ConceptMatcher
) -> None:
    post = Post(id="post/p", title=f"{name}模型", text=f"{name}激活很好,{name}")

    found = discover([post], matcher)

    assert found.concepts == ()
    assert found.aliases.of_corpus.get(name) == "https://kg.example/concept/gelu"


@pytest.mark.parametrize(("others", "names"), [(0, set()), (1, {"ABCDX"})])
def test_a_name_that_its_posts_give_to_a_known_concept_is_no_proposal(
    others: int, names: set[str]
) -> None:
    giving = Post(id="post/a", title="", text="K均值(A Better Clustering Done X,ABCDX)。ABCDX很好")
    other = Post(id="post/b", title="ABCDX模型", text="ABCDX")

    found = discover([giving, other][: 1 + others], ConceptMatcher(SMALL)).concepts

    assert {concept.label("en") for concept in found} == names


def test_a_draft_is_a_vocabulary_whatever_the_posts_call_things(tmp_path: Path) -> None:
    """What each of two posts calls so, and a new concept too, is ambiguous."""
    texts = [
        "K均值(A Better Clustering Done X,ABCDX)。ABCDX很好",
        "自编码器(A Better Coder Done X,ABCDX)。ABCDX很好",
        "用ABCDX、abCDX、ABCDX",
    ]
    posts = [Post(id=f"post/{n}", title="ABCDX", text=text) for n, text in enumerate(texts)]
    found = discover(posts, ConceptMatcher(SMALL))
    draft = tmp_path / "draft.ttl"
    draft.write_bytes(render_draft(found, SMALL))

    own = load_vocabulary([ROOT / "tests/cases/vocabulary.ttl", draft], builtin=False).concepts

    [new] = own.keys() - SMALL.concepts
    assert own[new].status == "discovered"
    for id_ in (new, "https://kg.example/test/kmeans", "https://kg.example/test/autoencoder"):
        assert own[id_].clarity("ABCDX") == "ambiguous"


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("Use ZeRO, MaPS and NEATY. (Neaty, right?) A map of zero.", ["ZeRO", "MaPS", "NEATY"]),
        ("使用ZeRO和MaPS,又用NEATY。zero、maps、neaty-包", ["ZeRO", "MaPS", "NEATY"]),
        ("多个ZeROs与ZERO,MaPS,NEATY", ["ZeROs", "ZERO", "MaPS", "NEATY"]),
        ("Some Ze-RO, MaPS and NEATY.", ["Ze-RO", "MaPS", "NEATY"]),
    ],
)
def test_a_name_that_was_discovered_by_its_case_is_found_by_its_case(
    text: str, surfaces: list[str]
) -> None:
    proposing = Post(id="post/a", title="ZeRO MaPS", text="ZeRO模型、MaPS模型、NEATY模型")
    post = Post(id="post/b", title="", text=text)
    kb = build_knowledge_base([proposing, post], EMPTY)

    found = [one for link in kb.concept_links if link.post_id == "post/b" for one in link.mentions]

    assert [text[one.start : one.end] for one in sorted(found, key=lambda m: m.start)] == surfaces
