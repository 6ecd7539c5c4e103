"""The concepts of a vocabulary in, all ways to write them out, by what they fold to.

Chinese texts mix languages within one name, so that a Chinese label may have an English word, and
an English one may end in a Chinese word: Ridge回归.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kg.concepts.english_wordings import english_wordings
from kg.concepts.words import WORDS
from kg.folding import fold_name, fold_names
from kg.model import Concept, main_language
from kg.text import is_cjk

_UNDERSCORED = re.compile("_[A-Za-z_]*_")  # __name__: without what is not compared it is a word
_ENGLISH: dict[str, str] = WORDS["english"]
_MIXABLE = re.compile("|".join(map(re.escape, _ENGLISH)))
_HEADS: dict[str, str] = WORDS["heads"]
_HEADED = re.compile(rf"(?P<first>[\w–-]+(?: [\w–-]+)??)(?:['’]s)? (?P<head>{'|'.join(_HEADS)})s?")
_INITIAL = re.compile(r"([a-z])(?:[a-z]*[ -])?([A-Z]{2,})(?![A-Za-z])")  # of kNN分类, kernel PCA

_LOOKED_FOR = frozenset(("zh", "cmn", "yue", "lzh", "en", "mul", "und", "zxx", ""))
"""Chinese, English, and the tags of BCP 47 for what is of several languages, any or none."""

Wording = tuple[str, str, str]
"""How a concept may be written, the label that this is a wording of, and the concept's id."""


def find_wordings(concepts: Iterable[Concept], *, mixed: bool) -> dict[str, list[Wording]]:
    """Return all ways to write `concepts`, by what they fold to.

    A label in another language than Chinese and English is one only where the concept has none in
    these: else the gold of a thesaurus, "or"@fr, would be in every English text.
    """
    wordings: dict[str, list[Wording]] = defaultdict(list)
    labels = [(text, concept.id) for concept in concepts for text in _texts(concept)]
    all_folded = fold_names([text for text, _ in labels])
    for folded, (label, id_) in zip(all_folded, labels, strict=True):
        if folded and not (label[0] == "_" and _UNDERSCORED.fullmatch(label)):
            wordings[folded].append((label, label, id_))
    for wording in _small_initials(labels):
        wordings[fold_name(wording[0])].append(wording)
    others = [*_english(labels), *(_mixed(labels) if mixed else ())]
    labelled = {*wordings}
    for folded, wording in zip(fold_names([text for text, _, _ in others]), others, strict=True):
        if folded not in labelled:
            wordings[folded].append(wording)
    return wordings


def _texts(concept: Concept) -> list[str]:
    """Return the labels that are looked for in texts, each once."""
    labels = concept.labels
    if all(label.language in _LOOKED_FOR for label in labels):
        texts = [label.text for label in labels]  # so it is with most
    else:
        ours = [label.text for label in labels if main_language(label.language) in _LOOKED_FOR]
        texts = ours or [label.text for label in labels]
    return [*dict.fromkeys(texts)]


def _small_initials(labels: Sequence[tuple[str, str]]) -> Iterator[Wording]:
    """Yield the abbreviations whose first letter another label of the concept has in small, with
    the ids of their concepts: kNN for KNN, by kNN算法; cGAN for CGAN, by conditional GAN.
    """
    known = {*labels}
    for label, id_ in labels:
        if initial := _INITIAL.match(label):
            small = initial[1] + initial[2]
            capital = initial[1].upper() + initial[2]
            if (capital, id_) in known and (small, id_) not in known:
                known.add((small, id_))
                yield small, capital, id_


def _english(labels: Iterable[tuple[str, str]]) -> Iterator[Wording]:
    """Yield the English wordings of labels with the ids of their concepts."""
    ids: dict[str, list[str]] = defaultdict(list)
    for label, id_ in labels:
        ids[label].append(id_)
    for wording, label in english_wordings([*ids]):
        for id_ in ids[label]:
            yield wording, label, id_


def _mixed(labels: Iterable[tuple[str, str]]) -> Iterator[Wording]:
    """Yield the mixed wordings of labels with the ids of their concepts: of a Chinese one, and of
    an English one that ends in what a Chinese one of the same concept ends in, too.
    """
    chinese: dict[str, list[str]] = defaultdict(list)
    english = []
    for label, id_ in labels:
        if is_cjk(label[0]):
            chinese[id_].append(label)
            if _MIXABLE.search(label):
                for text in mixed_wordings(label):
                    yield text, label, id_
        elif headed := _HEADED.fullmatch(label):
            english.append((headed, id_))
    for headed, id_ in english:
        head = _HEADS[headed["head"]]
        if any(label.endswith(head) for label in chinese[id_]):
            yield headed["first"] + head, headed.string, id_


def mixed_wordings(label: str) -> list[str]:
    """Return a Chinese label with one of its words in English, for each such word.

    Example:
        >>> mixed_wordings("线性注意力")
        ['线性attention']
    """
    return [
        label.replace(chinese, english, 1)
        for chinese, english in _ENGLISH.items()
        if chinese in label and len(label) > len(chinese) + 1
    ]
