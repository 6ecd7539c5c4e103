"""A definition of which no name is known in, its first name as a candidate out."""

from __future__ import annotations

from kg.aliases import trim
from kg.concepts import ConceptMatcher
from kg.definitions import Definition, is_acronym
from kg.model import Post
from kg.proposals.candidates import Candidate
from kg.proposals.forms import NOT_WITHIN, is_no_concept, looks_like_a_name
from kg.text import is_cjk

_SHORTEST = 3  # characters of a Chinese name: 生成(Generation) is a word like any other


def defined_term(definition: Definition, post: Post, matcher: ConceptMatcher) -> Candidate | None:
    """Propose the first name of a definition of which no name is known; the others are aliases."""
    first, *others = definition.names
    if not _names_fit(definition) or any(matcher.has(n.text) for n in definition.names):
        return None
    name = first.text
    if is_cjk(name[0]):
        text = f"{post.title}\n{post.text}"
        name = name if definition.marked else trim(name, text)
        if not definition.marked and (text.count(name) < 2 or len(name) < _SHORTEST):
            return None  # where it begins cannot be told, or it is a word that is translated
    unknown = [other.text for other in others if not is_no_concept(other.text)]
    begins_ill = name[0].isdigit() or name[0] == "-"
    if begins_ill or is_no_concept(name) or NOT_WITHIN.search(name) or not unknown:
        return None
    return Candidate(
        name=name,
        reasons={"defined in the text": 0.7},
        aliases={alias: {post.id} for alias in unknown},
        posts={post.id},
        broader=_head(name, matcher),
    )


def _head(name: str, matcher: ConceptMatcher) -> str | None:
    """Return the concept that a Chinese name ends in: 生成模型 of 非对抗生成模型."""
    found = matcher.find_candidates(name)
    if found and found[-1].end == len(name) and found[-1].start and not found[-1].ambiguous:
        return found[-1].concept_ids[0] if is_cjk(name[-1]) else None
    return None


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
