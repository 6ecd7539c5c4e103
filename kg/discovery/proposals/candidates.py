"""A name that may be a concept, with the reasons for it, from one post or from many."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True, kw_only=True)
class Candidate:
    """A name that may be a concept, the weight of each reason for it, and where it stands.

    `aliases` are its other names, each with the posts that say so; `broader` is the id of the
    concept that it is probably a kind of.
    """

    name: str
    reasons: dict[str, float] = field(default_factory=dict)
    aliases: dict[str, set[str]] = field(default_factory=dict)
    posts: set[str] = field(default_factory=set)
    broader: str | None = None

    @property
    def score(self) -> float:
        """The sum of the reasons' weights."""
        return round(sum(self.reasons.values()), 2)

    def merge(self, other: Candidate) -> None:
        """Take in what another post says of the same name."""
        self.reasons |= other.reasons
        for alias, posts in other.aliases.items():
            self.aliases.setdefault(alias, set()).update(posts)
        self.posts |= other.posts
        self.broader = self.broader or other.broader


def reasons_of_count(count: int) -> dict[str, float]:
    """Return what speaks for a name if it recurs."""
    if count < 2:
        return {}
    return {"more than once": 0.2} | ({"more than twice": 0.1} if count > 2 else {})
