"""What a name looks like: a term, the name of something, or no concept at all."""

from __future__ import annotations

import re

from kg.concepts.function_words import make_run_pattern
from kg.discovery.proposals.words import WORDS

FUNCTION_CHARACTERS = (
    "的了是在把和与用从为将有叫称即及被让使到于而且都也就又再很更最之其以去来说看怎什么吗呢该我你他它"
    "们这那哪各每个种些跟所若如则但却并只还没能会要想得着给比按等当"
)
_RUN = make_run_pattern(FUNCTION_CHARACTERS)
CHINESE_RUN = re.compile(rf"(?=\w\w){_RUN}(?<=\w\w)")
_OF_A_TERM = re.compile(rf"{_RUN}|[^\u4e00-\u9fff]+")
_NO_NAME = re.compile(
    r"[A-Z]{2,}[a-zA-Z]* ?(?:19|20)\d\d"  # a venue with its year
    r"|[A-Z][a-z]+(?:19|20)\d\d[a-z]?"  # a citation's key: Vaswani2017
    r"|arXiv\d*|(?:cs|eess|econ|math|nlin|physics|q-bio|q-fin|stat)\.[A-Za-z-]{2,}"  # of arXiv
    r"|[A-Za-z]\d*(?:\.\d+)*|\d+[A-Za-z]+|v\d.*|[IVX]+|[kKMGT]?Hz"  # numbers and units
    r"|[A-Za-z]-[A-Za-z]|(?i:fig|figs|tab|eq|sec|loop|part|step)\.?\d+[a-z]?"  # parts of a text
    r"|[ACGTU]{4,}"  # bases of DNA
    r"|(?:[A-Z]\.)+ ?[A-Z][A-Za-z]+|.*\.(?:com|org|cn)|.*\d{2,}\.\d{2,}"  # people, sites, tables
    r"|[a-z]{3,}(?:[A-Z][a-z]+)+"  # a variable of a program: itemId
    r"|.*×.*|awesome-.*"  # what is left of a formula; a list of links
    r"|([a-z][A-Z]|[A-Za-z]{4,})\1"  # a formula or its like that a converter says twice: qTqT
)
_LONGEST = 200  # characters, of what anybody would call anything
_YEAR = re.compile(r"(?<=[a-z]{3})['’]?\d\d$")  # of a venue: EMNLP21
_NOT_AT_START = tuple(WORDS["not_at_start"])
_NOT_AT_START_BUT_IN: dict[str, str] = WORDS["not_at_start_but_in"]
NOT_WITHIN = re.compile("|".join(WORDS["not_within"]))
_ADJECTIVE = re.compile(rf"[A-Za-z]+-(?:{'|'.join(WORDS['adjectives'])})", re.IGNORECASE)
_KEY = re.compile(  # of a keyboard
    r"(?:Fn|Ctrl|Alt|Shift|Cmd|Win)[-+ ].+|Page (?:Up|Down)|(?:Up|Down|Left|Right) Arrow"
)
_PERSON = re.compile(
    r"(?P<given>[A-ZÀ-Þ][a-zà-ÿ]+)(?:-[A-ZÀ-Þ][a-zà-ÿ]+)? (?P<surname>[A-ZÀ-Þ][a-zà-ÿ]+)"
)
_GIVEN_NAMES, _SURNAMES = frozenset(WORDS["given_names"]), frozenset(WORDS["surnames"])
_TITLE_STARTS = frozenset(WORDS["title_starts"])
HEADS = tuple(WORDS["heads"])
"""Nouns that say what a name beside them is."""
TERM_ENDINGS = tuple(WORDS["term_endings"])
GENERIC_ENDINGS = tuple(WORDS["generic_endings"])
"""Those that what is said of anything has, too."""
_NO_CONCEPTS = frozenset(WORDS["no_concepts"])


def is_no_term(name: str) -> bool:
    """Tell a Chinese name that begins, or goes on, as no term does."""
    words = _NOT_AT_START_BUT_IN.get(name[:1])
    alone = words is not None and name[1:2] not in words
    return alone or name.startswith(_NOT_AT_START) or bool(NOT_WITHIN.search(name))


def is_chinese_term(name: str) -> bool:
    """Tell a Chinese term from a phrase, which has a function word between others."""
    return not _OF_A_TERM.sub("", name) and not is_no_term(name)


def is_no_concept(name: str) -> bool:
    """Tell venues, units, companies, people and what formulas and programs leave from concepts."""
    words = name.casefold().split()
    return (
        not 2 <= len(name) <= _LONGEST
        or all(word.strip(".") in _NO_CONCEPTS for word in words)
        or _YEAR.sub("", words[0]) in _NO_CONCEPTS
        or (len(words) > 1 and words[0] in _TITLE_STARTS)
        or _is_person(name)
        or any(one.fullmatch(name) for one in (_NO_NAME, _ADJECTIVE, _KEY))
    )


def _is_person(name: str) -> bool:
    match = _PERSON.fullmatch(name)
    return match is not None and (
        match["given"].casefold() in _GIVEN_NAMES or match["surname"].casefold() in _SURNAMES
    )


def looks_like_a_name(name: str, *, phrases: bool = True) -> bool:
    """Tell GLANN, BytePiece, GPT2 and Wikipedia Extractor from ordinary words and from formulas."""
    words = name.split()
    if len(words) > 1:
        return phrases and all(word[0].isupper() for word in words)
    letters = [c for c in name if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    if len(letters) < 3 or not capitals:
        return False
    return capitals > 1 or any(c.isupper() for c in letters[1:]) or any(c.isdigit() for c in name)
