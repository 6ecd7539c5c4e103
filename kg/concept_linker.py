"""The spaCy component `concept_linker`: concepts as spans in anyone's pipeline.

It is registered by an entry point, so that installing kg is enough. In its own module, because
importing spaCy takes longer than building a graph.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from kg.concepts import ConceptMatcher
from kg.concepts.ambiguity import decide
from kg.text import is_chinese
from kg.vocabulary import load_vocabulary

SPANS_KEY = "concepts"


@Language.factory(
    "concept_linker",
    assigns=["doc.spans"],
    default_config={"vocabulary": [], "builtin_vocabulary": True, "spans_key": SPANS_KEY},
)
def create_concept_linker(
    nlp: Language,  # noqa: ARG001 - spaCy hands it to every factory
    name: str,  # noqa: ARG001
    vocabulary: str | list[str],
    builtin_vocabulary: bool,
    spans_key: str,
) -> ConceptLinker:
    """Make the component.

    A pipeline on disk names the files of its vocabulary and does not hold them; where they lie
    elsewhere, `spacy.load(path, config={"components.concept_linker.vocabulary": files})` says so.

    Args:
        nlp: the pipeline.
        name: the component's name in it.
        vocabulary: SKOS files or folders to use on top of the built-in vocabulary.
        builtin_vocabulary: whether to use that at all.
        spans_key: the key of `doc.spans` to fill.

    Raises:
        InputError: a file is missing, or is no SKOS that can be read.
        VocabularyError: the concepts are faulty; holds all faults.

    Example:
        >>> import spacy
        >>> nlp = spacy.blank("zh")
        >>> linker = nlp.add_pipe("concept_linker")
        >>> doc = nlp("用SVM试试")
        >>> [(span.text, span.kb_id_) for span in doc.spans["concepts"]]
        [('SVM', 'https://kg.example/concept/support-vector-machine')]
    """
    terms = load_vocabulary(vocabulary, builtin=builtin_vocabulary)
    return ConceptLinker(ConceptMatcher(terms), spans_key=spans_key)


class ConceptLinker:
    """Fills `doc.spans[spans_key]` with the mentions, each concept's id in `kb_id_`."""

    def __init__(self, matcher: ConceptMatcher, *, spans_key: str = SPANS_KEY) -> None:
        self._matcher = matcher
        self._spans_key = spans_key

    def __call__(self, doc: Doc) -> Doc:
        """Add the span group to `doc`; a mention inside a token takes in the whole token."""
        candidates = self._matcher.find_candidates(doc.text)
        decided = decide(candidates, self._matcher.vocabulary, chinese=is_chinese(doc.text))
        spans = [
            doc.char_span(
                candidate.start,
                candidate.end,
                label="CONCEPT",
                kb_id=decision.concept_id,
                alignment_mode="expand",
            )
            for candidate, decision in decided
        ]
        doc.spans[self._spans_key] = [span for span in spans if span is not None]
        return doc
