"""A post and a vocabulary in, the post's mentions of concepts out.

labels -> wordings -> automaton
|
text ---- folded -----> names found -> those that stand there so -> the longest -> mentions
interruptions   patterns, boundaries       overlaps
"""

from kg.concepts.matcher import ConceptMatcher
from kg.concepts.mentions import find_mentions
from kg.concepts.wordings import mixed_wordings

__all__ = ["ConceptMatcher", "find_mentions", "mixed_wordings"]
