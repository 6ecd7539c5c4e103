"""A definition of which no name is known in, a candidate out."""

from __future__ import annotations

from collections.abc import Collection

from kg.concepts import ConceptMatcher
from kg.concepts.acronyms import is_acronym
from kg.concepts.aliases import trim
from kg.concepts.definitions import Definition
from kg.discovery.proposals.candidates import Candidate
from kg.discovery.proposals.forms import NOT_WITHIN, is_no_concept, looks_like_a_name
from kg.discovery.proposals.words import WORDS
from kg.model import Post
from kg.text import is_cjk

_PARTS_OF_POSTS = frozenset(WORDS["parts_of_posts"])
_SHORTEST = 3  # characters of a Chinese name: 生成(Generation) is a word like any other


def defined_term(
    definition: Definition, post: Post, matcher: ConceptMatcher, redefined: Collection[str]
) -> Candidate | None:
    """Propose the first name of a definition of which no name is known but those that it gives
    another meaning; the others are aliases. What it spells these out as is a name in any form.

    Where a Chinese name begins cannot always be told; then what an abbreviation stands for is the
    name: `袋鼠路由层(Kangaroo Routing Layer, KRL)`.
    """
    known = [n.text for n in definition.names if n.text not in redefined and matcher.has(n.text)]
    if known or not (redefined or _names_fit(definition)):
        return None
    texts = [name.text for name in definition.names]
    first, *others = sorted(texts, key=redefined.__contains__)
    spelt_out = _spelt_out(others)
    if is_cjk(first[0]) and not (definition.marked or (definition.apart and spelt_out)):
        text = f"{post.title}\n{post.text}"
        first = trim(first, text)
        if text.count(first) < 2 or len(first) < _SHORTEST:
            first = spelt_out
            others = [other for other in others if other != first]
    unknown = [other for other in others if not is_no_concept(other)]
    begins_ill = first[:1].isdigit() or first[:1] in {"", "-"}
    if (
        begins_ill
        or first in _PARTS_OF_POSTS
        or is_no_concept(first)
        or NOT_WITHIN.search(first)
        or not unknown
    ):
        return None
    return Candidate(
        name=first,
        reasons={"defined in the text": 0.7},
        aliases={alias: {post.id} for alias in unknown},
        posts={post.id},
    )


def _spelt_out(names: Collection[str]) -> str:
    """Return the phrase of which another name is the abbreviation, or nothing."""
    phrases = [name for name in names if " " in name]
    return next((one for one in phrases if any(is_acronym(short, one) for short in names)), "")


def _names_fit(definition: Definition) -> bool:
    """Tell a translation or an abbreviation from a remark in a parenthesis."""
    first, *others = definition.names
    latin = [name.text for name in others if not any(map(is_cjk, name.text))]
    if definition.explicit and any(_shortens(name.text, first.text) for name in others):
        return True
    if any(map(is_cjk, first.text)):
        return bool(latin) and all(
            len(name) > 1 and (not name.islower() or (definition.marked and " " in name))
            for name in latin
        )
    phrases = [first.text, *latin]
    acronym = not _is_word(first.text) and any(
        is_acronym(short, long)
        for short in phrases
        for long in phrases
        if " " not in short and (" " in long or "-" in long)
    )
    chinese = [name.text for name in others if any(map(is_cjk, name.text))]
    return acronym or (looks_like_a_name(first.text) and bool(chinese) and not latin)


def _shortens(short: str, long: str) -> bool:
    """Tell a Chinese name with some of its characters left out: W散度 of Wasserstein散度."""
    rest = iter(long)
    return is_cjk(long[-1]) and len(short) < len(long) and all(c in rest for c in short)


def _is_word(name: str) -> bool:
    """Tell the last word of a phrase (`neural networks (NN)`) from the whole."""
    return name.isalpha() and name.islower()
