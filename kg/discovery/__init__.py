"""Posts in, the concepts that no vocabulary has out.

`proposing.py` reads each post for names that may be concepts, by all the ways of `proposals/`;
`fragments.py` tells those that are cut out of longer words; `accepting.py` weighs what all posts
say and makes concepts of the rest, which `draft.py` writes for a person to edit.
"""

from __future__ import annotations

from kg.discovery.accepting import (
    SEVERAL_POSTS,
    SMALL_VOCABULARY,
    THRESHOLD,
    Discovery,
    accept,
    add_labels,
    add_spellings,
    discover,
    find_strong,
    is_common,
    make_concepts,
    may_be_common,
)
from kg.discovery.proposing import Proposals, find_proposals

__all__ = [
    "SEVERAL_POSTS",
    "SMALL_VOCABULARY",
    "THRESHOLD",
    "Discovery",
    "Proposals",
    "accept",
    "add_labels",
    "add_spellings",
    "discover",
    "find_proposals",
    "find_strong",
    "is_common",
    "make_concepts",
    "may_be_common",
]
