"""Resolved references in, what a blog's owner wants to know of them out, as rows of a table."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields

from kg.model import OpenReference, Resolution
from kg.references.resolve import ResolvedReferences

_SECTIONS = {"post": "resolved", "series": "resolved", "unlisted_post": "unlisted"}
_MOST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """A line of the report; every field is text, empty where it does not apply.

    `section` is `resolved` (to a post that was read, or a series), `unlisted` (to another post of
    the blog), `work`, `ambiguous`, `dead`, `most_referenced` or `orphan` (nothing references it).
    """

    section: str
    post: str = ""
    wording: str = ""
    link: str = ""
    target: str = ""
    kind: str = ""
    how: str = ""
    confidence: str = ""
    times: str = ""
    note: str = ""

    @classmethod
    def header(cls) -> list[str]:
        """Return the names of the columns."""
        return [field.name for field in fields(cls)]

    def values(self) -> list[str]:
        """Return the cells in the order of the header."""
        return list(astuple(self))


def report_references(resolved: ResolvedReferences) -> list[ReportRow]:
    """Return the report: each reference, then what is referenced most, then the orphans.

    Example:
        >>> from kg.model import Post
        >>> posts = (Post(id="post/a", title="甲"),)
        >>> empty = ResolvedReferences(posts=posts, resolutions=(), open=(), works=(), series=())
        >>> [(row.section, row.target) for row in report_references(empty)]
        [('orphan', '甲')]
    """
    names = {
        **{post.id: post.title for post in resolved.posts},
        **{work.id: work.title for work in resolved.works},
        **{series.id: series.name for series in resolved.series},
    }
    rows = [_resolved(resolution, names) for resolution in resolved.resolutions]
    rows += [_open(one, names) for one in resolved.open]
    order = ("resolved", "unlisted", "work", "ambiguous", "dead")
    rows.sort(key=lambda row: order.index(row.section))
    return [*rows, *_most_referenced(resolved, names), *_orphans(resolved)]


def count_references(resolved: ResolvedReferences) -> dict[str, int]:
    """Return how many references or posts each section of the report has, and of what kind.

    Example:
        >>> empty = ResolvedReferences(posts=(), resolutions=(), open=(), works=(), series=())
        >>> count_references(empty)["dead"]
        0
    """
    sections = Counter(_section(resolution) for resolution in resolved.resolutions)
    how = Counter(one.how for one in resolved.resolutions if _section(one) == "resolved")
    kinds = Counter(one.kind for one in resolved.resolutions if _section(one) == "work")
    status = Counter(one.status for one in resolved.open)
    return {
        "resolved": sections["resolved"],
        **{f"  by {name}": how[name] for name in sorted(how)},
        "unlisted": sections["unlisted"],
        "works": sections["work"],
        **{f"  {name.replace('_', ' ')}": kinds[name] for name in sorted(kinds)},
        "ambiguous": status["ambiguous"],
        "dead": status["dead"],
        "to later posts": sum(one.to_later for one in resolved.resolutions),
        "orphans": sum(1 for _ in _orphans(resolved)),
    }


def _section(resolution: Resolution) -> str:
    return _SECTIONS.get(resolution.kind, "work")


def _resolved(resolution: Resolution, names: dict[str, str]) -> ReportRow:
    reference = resolution.reference
    later = ["the target is the later post"] if resolution.to_later else []
    return ReportRow(
        section=_section(resolution),
        post=names[reference.post_id],
        wording=reference.title,
        link=reference.link,
        target=names[resolution.target],
        kind=resolution.kind,
        how=resolution.how,
        confidence=f"{resolution.confidence:g}",
        note="; ".join([*filter(None, [resolution.reason]), *later]),
    )


def _open(one: OpenReference, names: dict[str, str]) -> ReportRow:
    return ReportRow(
        section=one.status,
        post=names[one.reference.post_id],
        wording=one.reference.title,
        link=one.reference.link,
        note=" | ".join(names[candidate] for candidate in one.candidates),
    )


def _most_referenced(resolved: ResolvedReferences, names: dict[str, str]) -> Iterator[ReportRow]:
    """Yield what most posts reference, posts and works apart."""
    citing: dict[str, set[str]] = defaultdict(set)
    kinds = {resolution.target: resolution.kind for resolution in resolved.resolutions}
    for resolution in resolved.resolutions:
        citing[resolution.target].add(resolution.reference.post_id)
    ranked = sorted(citing, key=lambda target: (-len(citing[target]), names[target], target))
    for is_work in (False, True):
        group = [target for target in ranked if (kinds[target] not in _SECTIONS) == is_work]
        for target in group[:_MOST]:
            yield ReportRow(
                section="most_referenced",
                target=names[target],
                kind=kinds[target],
                times=str(len(citing[target])),
            )


def _orphans(resolved: ResolvedReferences) -> Iterator[ReportRow]:
    cited = {resolution.target for resolution in resolved.resolutions}
    for post in sorted(resolved.posts, key=lambda post: (str(post.date or ""), post.id)):
        if post.listed and post.id not in cited:
            yield ReportRow(
                section="orphan", target=post.title, kind="post", note=str(post.date or "")
            )
