"""A post and a vocabulary in, the post's mentions of concepts and its links to them out.

    labels -> all ways to write them (wordings.py) -> what finds these at once (automaton.py)

    text -> without its markup (matcher.py)
         -> the names in it, folded (finder.py), whose case, gaps and bounds are right (patterns.py,
            boundaries.py; within a name may be what interruptions.py knows)
         -> the longest of those that overlap (overlaps.py): the candidates (candidates.py)
         -> those that mean one concept (ambiguity.py), by the names in the text and what stands
            beside them (clues.py): the mentions (mentions.py)
         -> links to concepts, weighed (salience.py)

What a post itself says that names mean, `definitions.py` finds and `aliases.py` makes use of.
"""

from kg.concepts.matcher import ConceptMatcher
from kg.concepts.mentions import find_mentions

__all__ = ["ConceptMatcher", "find_mentions"]
