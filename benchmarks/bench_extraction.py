#!/usr/bin/env python3
"""Time the finding of mentions beside spaCy's matchers and a bare Aho-Corasick linker.

All look for the same 5,000 surface forms, labels of concepts that the posts mention and of others,
in the same text: real paragraphs recombined. spaCy's blank Chinese pipeline is taken as it comes.
The bare linker folds letter case, checks that Latin words are whole, and counts; kg gives its full
result: markup and formulas skipped, width, script, accents and spaces folded, boundaries and case
checked, overlaps and ambiguous names decided, each mention with its sentence. All run in this
process, with as little garbage collection as the command `kg` has; the time is that of the
processor, the least of so many runs in turn.

    bench_extraction.py FOLDER [--megabytes N] [--runs N] [--write FILE]
"""

from __future__ import annotations

import gc
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import ahocorasick_rs
import spacy
from recombine import recombine
from report import options, publish, tell_aim
from spacy.matcher import PhraseMatcher

from kg import Vocabulary, build_knowledge_base, load_vocabulary, read_posts
from kg.cli import COLLECTION
from kg.concepts import ConceptMatcher, find_mentions
from kg.concepts.salience import link_concepts
from kg.evidence import mention_evidence
from kg.model import Concept, Post

_FORMS = 5000
_HEADING = "## Finding mentions"
_SECTION = """{heading}

{forms:,} surface forms in {megabytes:.1f} MB of UTF-8 ({posts:,} posts of recombined paragraphs),
one process; [bench_extraction.py](benchmarks/bench_extraction.py) says what each does.

| | MB a second | found | kg is so many times as fast |
|---|---|---|---|
{table}
{verdict}
"""


def main() -> None:
    """Print a section in Markdown, or put it into a file in the place of its last version."""
    parser = options(__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--megabytes", type=float, default=4.0)
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    gc.set_threshold(*COLLECTION)
    real = read_posts([arguments.folder])
    vocabulary = _choose(real)
    posts = _enough(real, arguments.megabytes)
    size = sum(len(post.text.encode()) for post in posts) / 1e6
    forms = sorted({label.text for c in vocabulary.concepts.values() for label in c.labels})
    programs: dict[str, Callable[[Sequence[Post]], int]] = {
        "kg, full result": _kg(vocabulary),
        "`EntityRuler`, blank zh": _entity_ruler(forms),
        "`PhraseMatcher`, blank zh": _phrase_matcher(forms),
        "bare linker on ahocorasick_rs": _bare(forms),
    }
    speed, found = dict.fromkeys(programs, 0.0), {}
    for program in programs.values():
        program(posts[:2])  # what is made at the first call is no part of the cost of text
    for _ in range(arguments.runs):
        for name, program in programs.items():
            begin = time.process_time()
            found[name] = program(posts)
            speed[name] = max(speed[name], size / (time.process_time() - begin))
    own = speed["kg, full result"]
    table = "".join(
        f"| {name} | {speed[name]:.2f} | {found[name]:,} | {own / speed[name]:.3g} |\n"
        for name in programs
    )
    section = _SECTION.format(
        heading=_HEADING,
        forms=len(forms),
        megabytes=size,
        posts=len(posts),
        table=table,
        verdict=_verdict(own / speed["`EntityRuler`, blank zh"], own / [*speed.values()][-1]),
    )
    publish(section, arguments.write)


def _verdict(ruler: float, bare: float) -> str:
    aims = (("`EntityRuler`", ruler, 20.0), ("the bare linker", bare, 0.5))
    return " ".join(
        tell_aim(f"{aim:g} times the speed of {name}", aim / ratio) for name, ratio, aim in aims
    )


def _choose(posts: Sequence[Post]) -> Vocabulary:
    """Return the concepts that the posts mention, and others until there are forms enough."""
    whole = load_vocabulary()
    kb = build_knowledge_base(posts, whole, discovery=False)
    mentioned = {link.concept_id for link in kb.concept_links}
    chosen: dict[str, Concept] = {}
    forms: set[str] = set()
    for concept in sorted(whole.concepts.values(), key=lambda c: (c.id not in mentioned, c.id)):
        if len(forms | {label.text for label in concept.labels}) <= _FORMS:
            forms |= {label.text for label in concept.labels}
            chosen[concept.id] = concept
    return Vocabulary(concepts=chosen, schemes=whole.schemes, version="")


def _enough(real: Sequence[Post], megabytes: float) -> list[Post]:
    posts: list[Post] = []
    size = 0
    for post in recombine(real, 10**6):
        if size >= megabytes * 1e6:
            break
        posts.append(post)
        size += len(post.text.encode())
    return posts


def _kg(vocabulary: Vocabulary) -> Callable[[Sequence[Post]], int]:
    # Concepts above and beside those chosen may not be among them.
    known = vocabulary.concepts
    whole = Vocabulary(
        concepts={
            id_: Concept(
                id=id_,
                pref_label=c.pref_label,
                alt_labels=c.alt_labels,
                ambiguous_labels=c.ambiguous_labels,
                everyday_labels=c.everyday_labels,
                broader=tuple(one for one in c.broader if one in known),
                related=tuple(one for one in c.related if one in known),
                field=c.field,
            )
            for id_, c in known.items()
        },
        schemes=vocabulary.schemes,
        version="",
    )
    matcher = ConceptMatcher(whole)

    def run(posts: Sequence[Post]) -> int:
        found = 0
        for post in posts:
            mentions = find_mentions(post, matcher)
            for link in link_concepts(mentions, [post], whole):
                mention_evidence(link, post)
            found += len(mentions)
        return found

    return run


def _entity_ruler(forms: Sequence[str]) -> Callable[[Sequence[Post]], int]:
    nlp = spacy.blank("zh")
    nlp.max_length = 10**8
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "CONCEPT", "pattern": form} for form in forms])  # type: ignore[attr-defined]
    return lambda posts: sum(len(nlp(post.text).ents) for post in posts)


def _phrase_matcher(forms: Sequence[str]) -> Callable[[Sequence[Post]], int]:
    nlp = spacy.blank("zh")
    matcher = PhraseMatcher(nlp.vocab)
    matcher.add("CONCEPT", [nlp.make_doc(form) for form in forms])
    return lambda posts: sum(len(matcher(nlp.make_doc(post.text))) for post in posts)


def _bare(forms: Sequence[str]) -> Callable[[Sequence[Post]], int]:
    folded = sorted({form.lower() for form in forms})
    automaton = ahocorasick_rs.AhoCorasick(
        folded, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
    )

    def run(posts: Sequence[Post]) -> int:
        counts: Counter[int] = Counter()
        for post in posts:
            text = post.text.lower()
            for index, start, end in automaton.find_matches_as_indexes(text):
                if not _cuts_word(text, start) and not _cuts_word(text, end):
                    counts[index] += 1
        return counts.total()

    return run


def _cuts_word(text: str, offset: int) -> bool:
    around = text[max(0, offset - 1) : offset + 1]
    return len(around) == 2 and around.isascii() and around.isalnum()


if __name__ == "__main__":
    main()
