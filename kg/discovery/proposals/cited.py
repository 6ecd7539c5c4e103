"""What a post cites: papers called after a name, and linked projects that bear theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.discovery.proposals.candidates import Candidate
from kg.discovery.proposals.forms import WORDS, is_no_concept
from kg.discovery.proposals.reading import Reading, covers, touches
from kg.references.links import find_links

_NAMED_PAPER = re.compile(
    r"《(?P<name>[A-Z][A-Za-z0-9À-ÿ-]*[A-Z0-9]?[A-Za-z0-9À-ÿ-]*)[:：] ?[A-Za-z]"
)
_PROJECT = re.compile(r"(?:[\w.-]+/)?(?P<name>[A-Za-z][\w.-]+(?:[ ][\w.-]+){0,3})", re.ASCII)
_ADDRESS = re.compile(r"https?://(?P<host>[^/?#]+)/[^/?#]+/(?P<name>[^/?#]+)")
_PROJECT_HOSTS = tuple(WORDS["project_hosts"])


def names_of_papers(reading: Reading) -> Iterator[Candidate]:
    """Propose what a cited paper is called after: 《SAU: Smooth activation function ...》."""
    post, known = reading.post, reading.in_text
    for match in _NAMED_PAPER.finditer(post.text):
        name = match["name"]
        if not touches(known, *match.span("name")) and not is_no_concept(name):
            yield Candidate(name=name, reasons={"names a cited paper": 0.6}, posts={post.id})


def linked_projects(reading: Reading) -> Iterator[Candidate]:
    """Propose the words of a link to a project that bears them as its name, on GitHub or so."""
    post, known = reading.post, reading.in_text
    if not any(host in post.text for host in _PROJECT_HOSTS):
        return
    for link in find_links(post.text):
        words = post.text[link.start : link.end].replace("\\", "").strip("*_` ")
        match = _PROJECT.fullmatch(words)
        address = _ADDRESS.match(link.target)
        if (
            match
            and address
            and link.form == "link"
            and address["host"].endswith(_PROJECT_HOSTS)
            and _letters(match["name"]) == _letters(address["name"])
            and not covers(known, link.start, link.end)
            and not is_no_concept(match["name"])
            and match["name"].casefold() not in reading.words
        ):
            reasons = {"names a linked project": 0.6}
            yield Candidate(name=match["name"], reasons=reasons, posts={post.id})


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name.removesuffix(".git"))).casefold()
