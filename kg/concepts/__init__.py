"""A post and a vocabulary in, the post's mentions of concepts and its links to them out.

labels -> wordings -> automaton
|
text ---- folded -----> names found -> those that stand there so -> the longest -> mentions
interruptions   patterns, boundaries       overlaps

Of the mentions, `ambiguity.py` says which concept each means, and `salience.py` makes links. What a
post itself says that names mean, `definitions.py` finds and `aliases.py` makes use of.
"""

from kg.concepts.matcher import ConceptMatcher
from kg.concepts.mentions import find_mentions
from kg.concepts.wordings import mixed_wordings

__all__ = ["ConceptMatcher", "find_mentions", "mixed_wordings"]
