from __future__ import annotations

import time

import pytest

from kg import Vocabulary
from kg.concepts import ConceptMatcher
from kg.discovery import discover
from kg.model import Post

MATCHER = ConceptMatcher(Vocabulary(concepts={}, schemes={}, version=""))


def discovered(*posts: tuple[str, str]) -> set[str]:
    found = discover(
        [Post(id=f"post/{i}", title=a, text=b) for i, (a, b) in enumerate(posts)], MATCHER
    )
    return {concept.pref_label[0].text for concept in found.concepts}


@pytest.mark.parametrize(
    ("title", "text", "names"),
    [
        (
            "Wombat pruning explained",
            "# What is wombat pruning?\n\nIn wombat pruning, each is new.",
            {"wombat pruning"},
        ),
        ("Wombat Nets", "A wombat net is one. The wombat net digs.", {"wombat net"}),
        (
            "How it works",
            "Use *wombat pruning*. So wombat pruning is wombat pruning.",
            {"wombat pruning"},
        ),
        (
            "挖洞",
            "## Wombat pruning\n\n用wombat pruning的方法,即wombat pruning。",
            {"wombat pruning"},
        ),
        ("Wombat pruning explained", "It is new.", set()),
        ("Results", "## Experiment Results\n\nThe experiment results. Experiment results!", set()),
        ("How to dig", "## How to dig\n\nHow to dig. It is how to dig.", set()),
        ("On", "## Improving wombats\n\nImproving wombats is improving wombats.", set()),
        ("On", "## Data samples\n\nA data sample is a data sample, as are data samples.", set()),
        ("On", "## Wombat world\n\nThe wombat world is a wombat world.", set()),
        ("Dig", "## Random wombat\n\n" + "A random wombat forest. " * 4, set()),
        (
            "Dig",
            "## Learning wombat nets\n\nLearning wombat nets is it. " + "A wombat net. " * 3,
            {"wombat net"},
        ),
        ("Dig", "## Burrower\n\n" + "The burrower digs. " * 8, {"burrower"}),
        ("Dig", "## Burrower\n\n" + "The burrower digs. " * 3, set()),
        ("Dig", "## Experiments\n\n" + "The experiment is new. " * 8, set()),
    ],
)
def test_what_a_post_puts_forward_and_says_again_is_a_term(
    title: str, text: str, names: set[str]
) -> None:
    assert discovered((title, text)) == names


def test_what_two_posts_put_forward_is_a_term() -> None:
    post = ("On digging", "## Wombat pruning\n\nIt is wombat pruning.")

    assert discovered(post) == set()
    assert discovered(post, post) == {"wombat pruning"}


AS_A_NOUN = "Of _. The _ is full. For each _, one. With _ and with more. A _! No _ at all."
AS_A_VERB = "We _. They _ if so. He can _, or may _ at all. Let us _! To _ and to eat"
WITH_AN_OBJECT = "If _ the hole. No _ a hole, of _ it. In _ its hole. And _ them. Or _ how."


@pytest.mark.parametrize(
    ("sentences", "words", "names"),
    [
        (AS_A_NOUN, "wombat buffer", {"wombat buffer"}),
        ("有_的,用_，及_与_。_或_好", "wombat buffer", {"wombat buffer"}),
        ("A _. Then the _ was full.", "wombat bucket", set()),
        ("The _ is full. " * 9, "wombat buffer", set()),
        ("(_: Vol. 1)\n" * 9, "Wombat source", set()),
        (AS_A_NOUN, "big wombat", set()),
        (AS_A_NOUN, "wombat buffer size", {"wombat buffer size"}),
        (AS_A_NOUN, "value stored", set()),
        (AS_A_VERB, "wombat digs", set()),
        (WITH_AN_OBJECT, "wombat dig", set()),
        (AS_A_NOUN, "wombat digs", set()),  # a wombat digs
        (AS_A_NOUN, "wombat dig", {"wombat dig"}),
        (AS_A_NOUN, "learning wombat", {"learning wombat"}),
        ("Of _. By _ or _, for _! In _ and _", "moving wombat", set()),
        ("_. _, if so! _: it\n\n_ and more? _ at all. _ (it)", "Keep wombat", set()),
    ],
)
def test_what_a_post_says_in_many_places_is_a_term(
    sentences: str, words: str, names: set[str]
) -> None:
    assert discovered(("On digging", sentences.replace("_", words))) == names


def test_what_two_posts_say_in_a_few_places_is_a_term() -> None:
    post = ("On digging", "A wombat buffer. Then the wombat buffer was full.")

    assert discovered(post, post) == {"wombat buffer"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("It digs by the Wombat criterion.", {"Wombat criterion"}),
        ("It digs by the Gauss-Wombat theorem.", {"Gauss-Wombat theorem"}),
        ("It digs. Wombat criterion or not.", set()),  # each sentence begins with a capital
        ("It digs by the Wombat holiday.", set()),
        ("It digs by the WOMBAT criterion.", set()),  # told by its form, if at all
        ("It digs by the Google algorithm.", set()),
    ],
)
def test_what_is_called_after_somebody_is_a_term(text: str, names: set[str]) -> None:
    assert discovered(("Digging", text)) == names


@pytest.mark.parametrize(
    ("phrase", "names"), [("wombat buffer", {"wombat buffer"}), ("wombat holiday", set())]
)
def test_what_ends_like_a_term_need_not_be_said_so_often(phrase: str, names: set[str]) -> None:
    assert discovered(("Digging", f"A {phrase}. Then the {phrase} was full.")) == names


def test_a_long_run_of_letters_takes_no_more_than_its_share_of_time() -> None:
    begin = time.perf_counter()

    discovered(("a", "AbC" * 30_000))

    assert time.perf_counter() - begin < 3
