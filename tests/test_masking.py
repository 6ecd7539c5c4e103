from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.masking import MASK, mask_markup, mask_verbatim, strip_markup


@given(st.text(r"a$\`(){}<>/b[]|!: 中" + "\n", max_size=60))
def test_masking_keeps_every_offset(text: str) -> None:
    masked = mask_markup(text)

    assert len(masked) == len(text)
    assert all(m in (c, MASK) for m, c in zip(masked, text, strict=True))


@given(st.text(r"a$\`(){}<>/b[]|!: 中" + "\n", max_size=60))
def test_what_is_verbatim_is_markup_too(text: str) -> None:
    pairs = zip(mask_markup(text), mask_verbatim(text), strict=True)

    assert all(markup == MASK for markup, verbatim in pairs if verbatim == MASK)


@pytest.mark.parametrize("text", [
    "在https://x.org/GAN。", "{% x %}", "格式：```\nGAN\n```\n",
    "{% highlight python linenos %}\nGANx({% raw %}{{ GAN }}{% endraw %})\n{% endhighlight %}。",
    "见[这里]({{ site.url }}{% post_url 2018-GAN %}#GAN-GAN)", "见[这里](/{GAN}/GAN)",
    "{%- code -%}GAN{%- endcode -%}", "{{< highlight go >}}\nGAN{{ x }}\n{{< /highlight >}}",
    "{{< mermaid >}}\ngraph LR\n  GAN-->VAE\n{{< /mermaid >}}",
])  # fmt: skip
def test_addresses_and_code_are_masked_wherever_they_stand(text: str) -> None:
    masked = mask_markup(text)

    assert not set("GANx") & set(masked)


def test_a_word_in_brackets_that_are_escaped_is_no_formula() -> None:
    masked = mask_markup(r"\[MASK\]与\[x\]、\[a+b\]").replace(MASK, "_")

    assert masked == rf"\[MASK\]与{'_' * 5}、{'_' * 7}"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("点击![[gear.svg#icon]]。", "点击!_________________。"),
        ("![[甲#乙]]与![[a b.png|图注]]", "!_______与!__________图注]]"),
        ("见[[图 1.PNG]]与[[a.pdf#page=3]]", "见___________与________________"),
        ("见[[甲/乙#丙|丁]]，| [[甲\\|丁]] |", "见________丁]]，| _____丁]] |"),
        ("见[[甲/乙]]、[[甲#乙]]、[[#乙]]和[[v1.0]]", None),
        ("[[1, 2], [3|4]]与[[甲|]]", None),
        ("He. arXiv preprint arXiv:1703.06870, 2017.", f"He. {'_' * 31}, 2017."),
        ("He. CoRR, abs/1703.06870v2 (2017)", f"He. {'_' * 22} (2017)"),
        ("arxiv Preprint\nmath.AG/0601001", "_" * 30),
        ("图[^gan-1]，[^1]。\n[^gan-1]: 注", "图________，____。\n________: 注"),
        (
            "![a b.PNG](x)、![图.svg][1]与[a.png]、![图](x)",
            f"!{'_' * 12}、!{'_' * 7}[1]与[a.png]、![图]___",
        ),
        ("见[ann/deep-gan](https://git.example/ann/deep-gan/)", f"见{'_' * 13}]{'_' * 35}"),
        ("见[git.example/a](http://git.example/a)", f"见{'_' * 14}]{'_' * 22}"),
        ("见[GAN/VAE](https://git.example/a)", f"见[GAN/VAE]{'_' * 23}"),
        ("见![gan](/a/2020-gan.png)与![gan](vae.png)", f"见!{'_' * 22}与![gan]{'_' * 9}"),
        ('见[甲](/b.png "图 1")', f"见[甲]{'_' * 14}"),
        ('见[甲](/b.png "图 1)', None),
        ('<a\n  href="/x"\n>甲</a\n>', f"{'_' * 16}甲</a\n>"),
        ("## 核 {#kernel .toc}\n{a}", f"## 核 {'_' * 14}\n{{a}}"),
        ("若a <b 且\nc> d，则\n", None),
        ("the arXiv preprint of 2017", None),
        ("CoRR 2017, a preprint", None),
    ],
)
def test_of_links_and_papers_only_what_is_prose_is_left(text: str, masked: str | None) -> None:
    assert mask_markup(text).replace(MASK, "_") == (masked or text)
    assert mask_verbatim(text) == text


@given(st.text(r"a$\`(){}<>/b[]|!: 中" + "\n", max_size=60))
def test_what_is_left_of_a_text_is_told_where_it_was(text: str) -> None:
    prose, masked = strip_markup(text), mask_markup(text)

    instead = {offset for span in prose.symbols.items() for offset in range(*span)}
    kept = {
        prose.locate(offset): c
        for offset, c in enumerate(prose.text)
        if c != MASK and offset not in instead
    }

    assert all(prose.text[start:end].isalnum() for start, end in prose.symbols.items())
    assert kept == {offset: c for offset, c in enumerate(masked) if c != MASK}
    assert prose.locate(len(prose.text)) == len(text)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("$$\na\n\nb\n$$ SVM", "__________ SVM"),
        ("设$$a$与SVM。\n\n又$$b$$", "设$$a$与SVM。\n\n又_____"),
        (r"\begin{array}{c}\begin{array}x\end{array}\end{array}", None),
        (r"\[0,1) SVM \[x\]", r"\[0,1) SVM _____"),
    ],
)
def test_a_formula_that_is_not_closed_hides_no_text(text: str, masked: str | None) -> None:
    found = mask_markup(text).replace(MASK, "_")

    assert found == masked if masked else found.startswith("_" * 30)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("设$ x $为数，由$ <x,y>=0 $知$ R^n $正交。", "设_____为数，由___________知_______正交。"),
        (r"每个$X\_i $的父亲与$ Y$，及$Z$无关", "每个_______的父亲与____，及___无关"),
        ("$ x\\cdot y $\n以及$ z $。", "____________\n以及_____。"),
        ("花了$ 5，又花$ 10，共15$。", None),
        ("It cost $ 5 then and $ 6 now.", None),
        ("The $ sign and the $ sign stand for dollars.", None),
        ("运行$ 命令 $得到结果", None),
    ],
)
def test_a_formula_may_have_spaces_at_its_ends(text: str, masked: str | None) -> None:
    assert mask_markup(text).replace(MASK, "_") == (masked or text)


UNCLOSED = [
    "$$a ", "\n$$a ", "$$ a $ ", "`a ", "$a ", "\\begin{a} ", "\\begin{a}\\begin{b} ", "\\[ ",
    "\\( ", "<pre> ", "```\n", "<a ", "<a\n", "<a b=\"", "[a](b \"", "{% ", "{{ ", "[a](",
    "{% code %}", "{{< highlight >}}",
    "![[a.png", "[[a|", "[a/b](", "-arxiv", "$ a", "$ ab\\ ",
]  # fmt: skip


@pytest.mark.parametrize("piece", UNCLOSED)
def test_markup_that_is_never_closed_takes_no_time(piece: str) -> None:
    text = piece * (500_000 // len(piece))
    begin = time.process_time()

    assert len(mask_markup(text)) == len(text)
    assert time.process_time() - begin < 10
