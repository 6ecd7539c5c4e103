"""Terms that a text says with a 的 and without: `稀疏性的度量`, `稀疏性度量`.

A phrase that is joined so is a term more often than not (variation as a sign of terms: Daille
1996, Jacquemin 2001); one whose words the title has, too, is what the post is on.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.concepts.interruptions import OF
from kg.discovery.proposals.candidates import Candidate
from kg.discovery.proposals.forms import TERM_ENDINGS, is_chinese_term
from kg.discovery.proposals.reading import Reading
from kg.masking import mask_markup
from kg.text import is_cjk

_QUALITY = "性度化"
"""What makes a noun of a word: the title may say 稀疏 of what the text calls 稀疏性."""


def varied_terms(reading: Reading) -> Iterator[Candidate]:
    """Propose two known Chinese names that the text joins both ways and the title has apart."""
    post = reading.post
    ends = {one.end: one for one in reading.in_text if not one.ambiguous}
    text = mask_markup(post.text)
    for head in reading.in_text:
        before = ends.get(head.start - 1)
        if not before or text[before.end] != OF or not head.surface.endswith(TERM_ENDINGS):
            continue
        name = before.surface + head.surface
        if (
            name in text
            and name not in post.title
            and all(map(is_cjk, name))
            and is_chinese_term(name)
            and head.surface in post.title
            and before.surface.rstrip(_QUALITY) in post.title
        ):
            yield Candidate(
                name=name,
                reasons={"said with 的 and without": 0.3, "its words are in the title": 0.3},
                posts={post.id},
            )
