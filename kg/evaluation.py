"""A knowledge base and a gold annotation in, recall and precision out.

The measures: a predicted concept equals a gold one when one of its labels equals one of the gold's
names or surface forms after folding. Recall is counted for each tier (core, secondary); precision
counts what is core or secondary in the gold, and a prediction that is only optional there neither
way. About is compared with the core tier by F1.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.model import KnowledgeBase, Post
from kg.readers.files import decode, read_bytes
from kg.titles import fold_title

TIERS = ("core", "secondary", "optional")


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldConcept:
    """A concept as annotated, with its folded names."""

    name: str
    tier: str
    names: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPost:
    """An annotated post; `text_end` is how much of its text was annotated, None for all."""

    post: Post
    text_end: int | None
    concepts: tuple[GoldConcept, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The measures, each in [0, 1], and what they rest on as (post title, concept) pairs."""

    core_recall: float
    secondary_recall: float
    precision: float
    about_f1: float
    missed: tuple[tuple[str, str], ...]
    wrong: tuple[tuple[str, str], ...]

    def measures(self) -> dict[str, float]:
        """Return the measures under their names."""
        names = ("core_recall", "secondary_recall", "precision", "about_f1")
        return {name: getattr(self, name) for name in names}


def read_gold(path: Path | str, posts: Sequence[Post]) -> list[GoldPost]:
    """Read a gold file and find the post of each record by its title or its number in the URL.

    A record has `title` or `id`, optionally `end` (how much of the text was annotated), and
    `concepts` with `en`, `zh`, `abbr`, `tier`, and either `surface`, a list of strings, or
    `mentions`, a list of [place, start, end].

    Raises:
        InputError: the file is no such JSON, or annotates a post that is not among `posts`.
    """
    file = Path(path)
    try:
        records = json.loads(decode(read_bytes(file), file))
    except json.JSONDecodeError as error:
        raise InputError(file, f"is no JSON ({error.msg})", "mend it", line=error.lineno) from error
    by_title = {fold_title(post.title): post for post in posts}
    by_number = {match[0]: post for post in posts if (match := re.findall(r"\d+", post.url or ""))}
    gold = []
    try:
        for record in records:
            key = record.get("title") or record["id"]
            post = by_title.get(fold_title(key)) if "title" in record else by_number.get(key)
            if post is None:
                raise InputError(file, f"annotates {key}, which was not read", "name its folder")
            concepts = tuple(_gold_concept(concept, post) for concept in record["concepts"])
            gold.append(GoldPost(post=post, text_end=record.get("end"), concepts=concepts))
    except (KeyError, TypeError, AttributeError) as error:
        fault = f"a record lacks or misuses {error}"
        raise InputError(file, fault, "see tests/gold/README.md for the form") from error
    return gold


def annotated_posts(gold: Sequence[GoldPost]) -> list[Post]:
    """Return the posts, cut to what was annotated, to build the knowledge base from."""
    return [replace(one.post, text=one.post.text[: one.text_end]) for one in gold]


def evaluate(kb: KnowledgeBase, gold: Sequence[GoldPost]) -> Evaluation:
    """Compare the concept links of `kb` with the gold."""
    labels = {
        concept.id: frozenset(
            fold_title(label.text)
            for label in (*concept.pref_label, *concept.alt_labels, *concept.ambiguous_labels)
        )
        for concept in kb.concepts
    }
    names = {concept.id: concept.label("zh") for concept in kb.concepts}
    found = dict.fromkeys(TIERS, 0)
    wanted = dict.fromkeys(TIERS, 0)
    right = about = about_core = 0
    missed: list[tuple[str, str]] = []
    wrong: list[tuple[str, str]] = []
    for one in gold:
        links = [link for link in kb.concept_links if link.post_id == one.post.id]
        for concept in one.concepts:
            hit = any(concept.names & labels[link.concept_id] for link in links)
            wanted[concept.tier] += 1
            found[concept.tier] += hit
            if not hit and concept.tier != "optional":
                missed.append((one.post.title, f"{concept.name} ({concept.tier})"))
        for link in links:
            own = labels[link.concept_id]
            tiers = {concept.tier for concept in one.concepts if concept.names & own}
            right += bool(tiers & {"core", "secondary"})
            if not tiers:
                wrong.append((one.post.title, names[link.concept_id]))
            if link.relation == "about":
                about += 1
                about_core += "core" in tiers
    return Evaluation(
        core_recall=_ratio(found["core"], wanted["core"]),
        secondary_recall=_ratio(found["secondary"], wanted["secondary"]),
        precision=_ratio(right, right + len(wrong)),
        about_f1=_ratio(2 * about_core, about + wanted["core"]),
        missed=tuple(missed),
        wrong=tuple(wrong),
    )


def check_floors(evaluation: Evaluation, floors: Mapping[str, float]) -> list[str]:
    """Say which measures fall below their floors, a sentence each.

    Example:
        >>> low = Evaluation(core_recall=0.5, secondary_recall=1, precision=1, about_f1=1,
        ...                  missed=(), wrong=())
        >>> check_floors(low, {"core_recall": 0.9})
        ['core_recall is 0.500, below its floor of 0.900']
    """
    return [
        f"{name} is {value:.3f}, below its floor of {floors[name]:.3f}"
        for name, value in evaluation.measures().items()
        if name in floors and value < floors[name]
    ]


def _gold_concept(record: Mapping[str, Any], post: Post) -> GoldConcept:
    surfaces = list(record.get("surface", ()))
    for place, start, end in record.get("mentions", ()):
        surfaces.append(post.passage(place)[start:end])
    names = [name for name in (record["en"], record["zh"], record["abbr"]) if name]
    return GoldConcept(
        name=names[0],
        tier=record["tier"],
        names=frozenset(fold_title(name) for name in (*names, *surfaces)),
    )


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
