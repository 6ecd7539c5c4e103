"""A post in, names that may be concepts out: each proposed for reasons that have a weight.

A name is proposed by its form (CamelCase, capitals, digits: GLANN, BytePiece), by its place (title,
quotation marks, a heading, the name of a cited paper), by a definition, because the post says that
something is called so, by the noun beside it (`生成模型GLANN`, `WEISSI正则项`), or because a known
term recurs with the same addition, or stands beside it in a title (`从光滑准确率到交叉熵`).
"""

from kg.discovery.proposals.borrowed import borrowed_words
from kg.discovery.proposals.candidates import Candidate
from kg.discovery.proposals.cited import linked_names, names_of_papers
from kg.discovery.proposals.compounds import Compound, Compounds, find_compounds
from kg.discovery.proposals.defined import defined_term
from kg.discovery.proposals.english import english_terms
from kg.discovery.proposals.eponyms import eponyms
from kg.discovery.proposals.headings import headed_terms
from kg.discovery.proposals.latin import latin_names
from kg.discovery.proposals.named import named_terms
from kg.discovery.proposals.paths import terms_of_paths
from kg.discovery.proposals.reading import Reading
from kg.discovery.proposals.sites import named_sites, possible_sites
from kg.discovery.proposals.terms import frequent_terms, quoted_terms, recurring_terms
from kg.discovery.proposals.variants import varied_terms

__all__ = [
    "Candidate",
    "Compound",
    "Compounds",
    "Reading",
    "borrowed_words",
    "defined_term",
    "english_terms",
    "eponyms",
    "find_compounds",
    "frequent_terms",
    "headed_terms",
    "latin_names",
    "linked_names",
    "named_sites",
    "named_terms",
    "names_of_papers",
    "possible_sites",
    "quoted_terms",
    "recurring_terms",
    "terms_of_paths",
    "varied_terms",
]
