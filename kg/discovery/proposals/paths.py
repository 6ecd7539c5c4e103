"""What a title or heading leads from and to, beside a known term: `从光滑准确率到交叉熵`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.concepts.interruptions import OF
from kg.discovery.proposals.candidates import Candidate
from kg.discovery.proposals.forms import TERM_ENDINGS, is_chinese_term
from kg.discovery.proposals.reading import Reading, covers
from kg.masking import mask_markup
from kg.text import HEADING_MARK, SECTION_NUMBER, is_cjk

_PATH = re.compile(
    rf"^[ ]*{HEADING_MARK}?{SECTION_NUMBER}?"
    r"从(?P<origins>[^从到再，。,;；:：《》\n]{2,30})到(?P<goal>[^到再，。,;；:：?？!！《》()（）\n]{2,16})",
    re.MULTILINE,
)
_AND = re.compile("[、和与及]")


def terms_of_paths(reading: Reading) -> Iterator[Candidate]:
    """Propose the stations of a path that are no terms yet, if one of the others is: what a title
    puts in a row is of one kind.
    """
    for _, passage, names in reading.passages:
        known = [one for one in names if not one.ambiguous]
        ends = {one.end for one in known}
        masked = mask_markup(passage)
        for match in _PATH.finditer(masked):
            stations = [
                (max(start, masked.rfind(OF, start, end) + 1), end)  # loss的硬截断
                for start, end in (*_split(masked, *match.span("origins")), match.span("goal"))
            ]
            if not any(covers(known, *station) for station in stations):
                continue
            for start, end in stations:
                name = masked[start:end].rstrip()
                if (
                    not any(one.start <= start and one.end >= end for one in names)
                    and (end in ends or name.endswith(TERM_ENDINGS))
                    and is_cjk(name[:1])
                    and is_chinese_term(name)
                ):
                    yield Candidate(
                        name=name,
                        reasons={"a title or heading leads from it or to it": 0.6},
                        posts={reading.post.id},
                    )


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans between the words for and."""
    for joint in _AND.finditer(text, start, end):
        yield start, joint.start()
        start = joint.end()
    yield start, end
