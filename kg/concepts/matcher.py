"""A text in, the candidates of a vocabulary's concepts in it out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter

from kg.concepts.automaton import Automaton, compile_further, compile_vocabulary
from kg.concepts.boundaries import denied, whole_end
from kg.concepts.candidates import CandidateMention
from kg.concepts.finder import NameFinder, locate_hits
from kg.concepts.interruptions import OF
from kg.concepts.overlaps import find_longest
from kg.concepts.patterns import Hit, Meaning
from kg.concepts.taiwan import in_mainland_words
from kg.folding import fold, fold_name, singulars
from kg.masking import Prose, mask_emphasis, strip_markup
from kg.model import Clarity, Concept, Place
from kg.vocabulary import Vocabulary

_WRAPPED_LINE = re.compile(r"\n(?<=[A-Za-z]\n)(?:[ \t]{1,8}|> )?(?=[A-Za-z])")  # of a list, a quote
_SEPARATOR = "·"
"""What stands for a mark of emphasis, or a backslash that escapes a bracket: folded away, and no
part of a word (**RNA**测序)."""
_GAPS = re.compile("[ -]")
_LONGEST_PLURAL = len("es")


class ConceptMatcher:
    """The labels of a vocabulary, compiled once; finds candidates in any number of texts.

    A matcher that `extends` another is for a vocabulary that has all names of the other's, and
    more: only these are compiled.

    Example:
        >>> from kg.vocabulary import load_vocabulary
        >>> matcher = ConceptMatcher(load_vocabulary())
        >>> text = "WGAN之前,GAN与支持向量机"
        >>> [text[c.start : c.end] for c in matcher.find_candidates(text)]
        ['WGAN', 'GAN', '支持向量机']
    """

    def __init__(self, vocabulary: Vocabulary, extends: ConceptMatcher | None = None) -> None:
        self.vocabulary = vocabulary
        self._extends = extends
        if extends:
            own = compile_further(_find_further(vocabulary, extends.vocabulary), vocabulary)
            self._automata: tuple[Automaton, ...] = (*extends._automata, own)
        else:
            own = compile_vocabulary(vocabulary)
            self._automata = (own,)
        first = self._automata[0]
        self._finder = NameFinder(self._automata, known=first)
        self._own_finder = NameFinder((own,), known=first)

    def extend(self, vocabulary: Vocabulary) -> ConceptMatcher:
        """Return a matcher for a vocabulary that has more names than this one, and all of this."""
        return ConceptMatcher(vocabulary, extends=self)

    def __reduce__(self) -> tuple[object, ...]:
        """Pass to another process what the automata are made of: they cannot be copied."""
        return ConceptMatcher, (self.vocabulary, self._extends)

    def find_candidates(
        self, text: str, place: Place = "text", aliases: Mapping[str, str] | None = None
    ) -> list[CandidateMention]:
        """Return the longest names in `text` that do not overlap, in order, markup left out.

        `aliases` are further names, for this text alone, each with the id of its concept.
        """
        return find_longest(text, place, self.find_names(text, place, aliases))

    def find_names(
        self,
        text: str,
        place: Place = "text",
        aliases: Mapping[str, str] | None = None,
        known: Iterable[Hit] | None = None,
    ) -> list[Hit]:
        """Return all names in `text`, overlapping ones too, those of `aliases` first.

        `known` are the names there that the matcher which this one extends has found already.

        Example:
            >>> from kg.discovery import add_labels
            >>> from kg.vocabulary import load_vocabulary
            >>> vocabulary = load_vocabulary(["tests/cases/vocabulary.ttl"], builtin=False)
            >>> matcher = ConceptMatcher(vocabulary)
            >>> known = matcher.find_names("GAN与ABC")
            >>> named = [("ABC", "https://kg.example/test/gan")]
            >>> further = matcher.extend(add_labels(vocabulary, named))
            >>> [(start, end) for start, end, _ in further.find_names("GAN与ABC", known=known)]
            [(0, 3), (4, 7)]
        """
        if not text:
            return []
        prose = _read(text)
        hits = _of_text(prose, _find_aliases(prose.text, aliases)) if aliases else []
        finder = self._finder
        if known is not None:
            finder = self._own_finder
            hits += known
        parted: Clarity = "ambiguous" if place == "title" else "everyday"
        return hits + _of_text(prose, finder.find(prose, parted))

    def has(self, name: str) -> bool:
        """Tell whether all of `name` is one of the names, an ambiguous one included.

        Example:
            >>> from kg.vocabulary import load_vocabulary
            >>> matcher = ConceptMatcher(load_vocabulary())
            >>> matcher.has("GANs"), matcher.has("GAN模型是什么")
            (True, False)
        """
        plain = OF not in name and _GAPS.sub("", name).isalnum()  # as most are: without markup
        if plain and not self._begins_and_ends(name):
            return False
        return any(c.start == 0 and c.end == len(name) for c in self.find_candidates(name))

    def _begins_and_ends(self, name: str) -> bool:
        """Tell whether a name, but for a plural's ending, spells one of the names."""
        mainland = in_mainland_words(name)
        return any(
            first == 0 and stop >= len(folded) - _LONGEST_PLURAL
            for folded in map(fold_name, (name, mainland.text) if mainland else (name,))
            for automaton in self._automata
            for first, stop, _ in automaton.find(folded)
        )

    def concept_spelt(self, name: str) -> str | None:
        """Return the concept that a name is a clear one of, or the plural of such a one, whatever
        its letter case and hyphens.

        Example:
            >>> from kg.vocabulary import load_vocabulary
            >>> matcher = ConceptMatcher(load_vocabulary())
            >>> matcher.has("GeLU"), matcher.concept_spelt("GeLU")
            (False, 'https://kg.example/concept/gelu')
        """
        folded = fold(name).text
        several = () if name.isupper() else singulars(folded)  # MMDS is something else than MMDs
        lengths = [len(folded), *map(len, several)]
        whole = [
            (lengths.index(stop), automaton.patterns[number])
            for automaton in self._automata
            for first, stop, number in automaton.find(folded)
            if not first and stop in lengths
        ]
        meaning = min(whole, key=itemgetter(0))[1].meaning if whole else None
        return meaning.concept_ids[0] if meaning and meaning.clarity == "clear" else None

    def find_further(self, *texts: str) -> set[str]:
        """Return the ids of the concepts that `texts` name by what this matcher has beyond the one
        that it extends, be it within longer names.

        What these texts mention depends on nothing else that it has beyond that one.

        Example:
            >>> from kg.discovery import add_labels
            >>> from kg.vocabulary import load_vocabulary
            >>> vocabulary = load_vocabulary(["tests/cases/vocabulary.ttl"], builtin=False)
            >>> named = [("ABC", "https://kg.example/test/gan")]
            >>> matcher = ConceptMatcher(vocabulary).extend(add_labels(vocabulary, named))
            >>> matcher.find_further("K-Means", "an ABC-GAN"), matcher.find_further("a GAN")
            ({'https://kg.example/test/gan'}, set())
        """
        return {
            id_
            for text in texts
            if text
            for _, _, meaning in self._own_finder.find(_read(text))
            for id_ in meaning.concept_ids
        }

    def extends(self, other: ConceptMatcher) -> bool:
        """Tell whether this matcher was made by extending another."""
        return self._extends is other


def _read(text: str) -> Prose:
    """Return a text without markup, its wrapped lines joined; emphasis does not end a name."""
    prose = strip_markup(text)
    text = _WRAPPED_LINE.sub(_as_spaces, prose.text)
    text = text.replace("**", _SEPARATOR * 2)  # as most of it is
    text = text.replace("\\[", f"{_SEPARATOR}[").replace("\\]", f"{_SEPARATOR}]")
    return prose._replace(text=mask_emphasis(text, _SEPARATOR))


def _as_spaces(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _of_text(prose: Prose, hits: Iterable[Hit]) -> list[Hit]:
    """Return where hits in a text without markup stand in all of it, but for what is no name."""
    text, symbols = prose.text, prose.symbols
    names = [
        hit
        for hit in hits
        if not denied(text, hit[0]) and hit[1] > symbols.get(hit[0], 0)  # one alone is no name
    ]
    return locate_hits(names, prose) if prose.masks else names


def _find_aliases(text: str, aliases: Mapping[str, str]) -> Iterator[Hit]:
    for alias, concept_id in aliases.items():
        for match in re.finditer(re.escape(alias), text):
            if (end := whole_end(text, *match.span())) is not None:
                yield match.start(), end, Meaning((concept_id,), "clear", "so named in this post")


def _find_further(vocabulary: Vocabulary, known: Vocabulary) -> Iterator[Concept]:
    """Yield the concepts of a vocabulary that another lacks, and of those with further labels there
    these alone.
    """
    for concept in vocabulary.concepts.values():
        old = known.concepts.get(concept.id)
        if old is None:
            yield concept
        elif old is not concept:
            alt = tuple(label for label in concept.alt_labels if label not in old.labels)
            yield concept._replace(pref_label=(), alt_labels=alt, hidden_labels=())
