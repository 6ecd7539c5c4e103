"""What a post cites: papers called after a name, and papers and projects that it links by one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.addresses import find_identifier
from kg.discovery.proposals.candidates import Candidate
from kg.discovery.proposals.forms import is_no_concept
from kg.discovery.proposals.reading import Reading, covers, touches
from kg.discovery.proposals.words import WORDS
from kg.references.links import find_links

_NAMED_PAPER = re.compile(
    r"《(?P<name>[A-Z][A-Za-z0-9À-ÿ-]*[A-Z0-9]?[A-Za-z0-9À-ÿ-]*)[:：] ?[A-Za-z\u4e00-\u9fff]"
)
_PROJECT = re.compile(r"(?:[\w.-]+/)?(?P<name>[A-Za-z][\w.-]+(?:[ ][\w.-]+){0,3})", re.ASCII)
_PAPER = re.compile(r"[A-Z][A-Za-z\d.+-]{2,}")
_ADDRESS = re.compile(r"https?://(?P<host>[^/?#]+)/[^/?#]+/(?P<name>[^/?#]+)")
_PROJECT_HOSTS = tuple(WORDS["project_hosts"])
_PAPER_HOSTS = ("arxiv", "doi.org")


def names_of_papers(reading: Reading) -> Iterator[Candidate]:
    """Propose what a cited paper is called after: 《SAU: Smooth activation function ...》."""
    post, known = reading.post, reading.in_text
    for match in _NAMED_PAPER.finditer(post.text):
        name = match["name"]
        if not touches(known, *match.span("name")) and not is_no_concept(name):
            yield Candidate(name=name, reasons={"names a cited paper": 0.6}, posts={post.id})


def linked_names(reading: Reading) -> Iterator[Candidate]:
    """Propose the words of a link to a project that bears them as its name, on GitHub or so, and a
    single name that links to a paper.
    """
    post, known = reading.post, reading.in_text
    if not any(host in post.text for host in (*_PROJECT_HOSTS, *_PAPER_HOSTS)):
        return
    for link in find_links(post.text):
        if link.form != "link" or covers(known, link.start, link.end):
            continue
        words = post.text[link.start : link.end].replace("\\", "").strip("*_` ")
        name, reason = _name_of_project(words, link.target), "names a linked project"
        if not name and _PAPER.fullmatch(words) and find_identifier(link.target):
            name, reason = words, "names a linked paper"
        if name and not is_no_concept(name) and name.casefold() not in reading.words:
            yield Candidate(name=name, reasons={reason: 0.6}, posts={post.id})


def _name_of_project(words: str, target: str) -> str | None:
    """Return the name of a project that a link's words and its address agree on."""
    match, address = _PROJECT.fullmatch(words), _ADDRESS.match(target)
    if (
        match
        and address
        and address["host"].endswith(_PROJECT_HOSTS)
        and _letters(match["name"]) == _letters(address["name"])
    ):
        return match["name"]
    return None


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name.removesuffix(".git"))).casefold()
