"""Terms of which a post says that they are called so: 称为“谱权重衰减”, known as *bisimulation*."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.discovery.proposals.candidates import Candidate
from kg.discovery.proposals.forms import is_chinese_term, is_no_concept, looks_like_a_name
from kg.discovery.proposals.reading import Reading
from kg.text import find_lines, is_cjk

_OPEN, _CLOSE = r"(?:[“「\"]|\*{1,3})", r"(?:[”」\"]|\*{1,3})"
_CALLED = re.compile(
    r"(?:(?:称|叫|命名|定义)[之其它他]?[为做作]|名为|取名为?|俗称)(?:是|一种|一个)?[ ]?"
    rf"{_OPEN}(?P<chinese>[\w·+./-]{{2,16}}|[A-Z][\w+-]*(?: [A-Z][\w+-]*){{0,3}}){_CLOSE}"
    r"|\b(?:calls?(?: (?:this|that|these|those|it|them|such|the|our)(?: [a-z-]+){0,3}?)?"
    r"|called|named|termed|dubbed|known as|referred to as)(?: as)?(?: an?| the)? "
    rf"{_OPEN}(?P<english>[A-Za-z][\w’'+-]*(?: [A-Za-z][\w’'+-]*){{0,3}}){_CLOSE}"
)
_OF_CALLING = re.compile(r"[称叫名义]|call|named|termed|dubbed|known as|referred to as")
_SHORTEST = 3  # characters of Chinese: a word of two is an everyday one more often than not


def named_terms(reading: Reading) -> Iterator[Candidate]:
    """Propose what the text says that something is called, in quotation marks or emphasised."""
    text = reading.post.text
    for begin, end in find_lines(text, _OF_CALLING):
        for match in _CALLED.finditer(text, begin, end):
            name = match["chinese"] or match["english"]
            if _may_be_a_term(name) and name.casefold() not in reading.words:
                yield Candidate(
                    name=name, reasons={"so called in the text": 0.6}, posts={reading.post.id}
                )


def _may_be_a_term(name: str) -> bool:
    """Tell a term from an everyday word and from what is said of something."""
    if is_no_concept(name):
        return False
    if any(map(is_cjk, name)):
        return len(name) >= _SHORTEST and is_chinese_term(name)
    return " " in name or looks_like_a_name(name)
