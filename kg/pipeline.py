"""Posts and a vocabulary in, the knowledge base out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

from kg.concepts import ConceptMatcher
from kg.discovery import discover
from kg.errors import RepeatedIdError
from kg.extraction import Extraction
from kg.model import ConceptLink, KnowledgeBase, Post, Reference
from kg.references import add_known_titles, resolve_references
from kg.references.known_titles import KnownTitle
from kg.vocabulary import Vocabulary


def build_knowledge_base(
    posts: Sequence[Post],
    vocabulary: Vocabulary,
    *,
    titles: Sequence[KnownTitle] = (),
    discovery: bool = True,
    extraction: Extraction | None = None,
    track: Callable[[Sequence[Post]], Iterable[Post]] = iter,
) -> KnowledgeBase:
    """Find and resolve all that `posts` mention and cite.

    `titles` are those of the whole blog, to know the posts by that are cited and not among `posts`.
    With `discovery`, concepts that the vocabulary lacks are looked for first.
    `extraction` says over how many processes, and may keep what it takes from each post for the
    next build (see `kg.cache`).
    `track` wraps the iteration over the posts, for a progress bar. The result does not depend on
    the order of `posts`.

    Raises:
        RepeatedIdError: several posts have one id.

    Example:
        >>> from kg import load_vocabulary
        >>> text = "SVM即支持向量机,见《十个还没有回答的问题》。"
        >>> post = Post(id="post/a", title="SVM", text=text)
        >>> base = build_knowledge_base([post], load_vocabulary())
        >>> [link.relation for link in base.concept_links]
        ['about']
        >>> [(resolution.kind, resolution.target) for resolution in base.references]
        [('unlisted_post', 'post/十个还没有回答的问题')]
    """
    extraction = extraction or Extraction()
    matcher = ConceptMatcher(vocabulary)
    listed = sorted(posts, key=lambda post: post.id)
    if repeated := [one.id for one, other in pairwise(listed) if one.id == other.id]:
        raise RepeatedIdError(sorted({*repeated}))
    aliases: Mapping[str, Mapping[str, str]] = {}
    if discovery:
        found = discover(
            listed,
            matcher,
            proposals=extraction.find_proposals,
            surroundings=extraction.find_surroundings,
        )
        aliases = found.aliases.of_post
        vocabulary = found.extend(vocabulary)
        matcher = matcher.extend(vocabulary)
        vocabulary = found.extend_for_reading(vocabulary)
    references: list[Reference] = []
    links: list[ConceptLink] = []
    each = extraction.extract(listed, matcher, aliases)
    headings: dict[str, Sequence[str]] = {}
    for post, found_in in zip(track(listed), each, strict=True):
        references += found_in.references
        links += found_in.links
        headings[post.id] = found_in.headings
    resolved = resolve_references(references, add_known_titles(listed, titles), headings)
    return KnowledgeBase(
        posts=resolved.posts,
        concepts=tuple(vocabulary.with_broader({link.concept_id for link in links})),
        concept_links=tuple(links),
        references=resolved.resolutions,
        open_references=resolved.open,
        series=resolved.series,
        works=resolved.works,
        schemes=dict(vocabulary.schemes),
        vocabulary_version=vocabulary.version,
    )
