from __future__ import annotations

import pytest

from kg.concepts import ConceptMatcher
from tests.discovery.discovering import EMPTY, SMALL, discovered


@pytest.mark.parametrize("matcher", [EMPTY, SMALL])
@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("由Wombat定理可知", {"Wombat定理"}),
        ("由 Wombat 定理可知", {"Wombat定理"}),
        ("由Gauss-Wombat引理可知", {"Gauss-Wombat引理"}),
        ("在Wombat空间里", set()),  # other words stand before it as well
        ("在Wombat空间里,Wombat空间很大", {"Wombat空间"}),
        ("由Google定理可知", set()),
    ],
)
def test_what_is_called_after_a_name_is_a_term_as_a_whole(
    text: str, names: set[str], matcher: ConceptMatcher
) -> None:
    assert discovered("介绍", text, matcher) == names


def test_the_name_that_a_term_is_called_after_is_none() -> None:
    text = "Wombat定理好,Wombat定理强,Wombat定理妙,Wombat定理真,而Gauss-Wombat引理假"

    assert discovered("介绍", text) == {"Wombat定理", "Gauss-Wombat引理"}


def test_no_term_is_called_after_a_word() -> None:
    text = "在Burrow空间里,Burrow空间很大"

    assert "Burrow空间" in discovered("介绍", text)
    assert "Burrow空间" not in discovered("介绍", f"{text},每个burrow都在")
