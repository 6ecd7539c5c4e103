"""What SKOS files say of each subject in, what holds of it by all of them out: what several say of
one is joined, and concepts that are one are made so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from kg import skos
from kg.folding import fold_names, singulars
from kg.model import Label, main_language
from kg.reach import reach
from kg.skos import Nodes, Properties

_OF_BOTH = (*skos.OTHER_NAMES, *skos.MATCHES, skos.NOTATION)
"""What is said of either of two concepts that are one is said of that."""


def join(parts: Iterable[Nodes]) -> Nodes:
    """Return what several files say of each subject, in their order."""
    joined: Nodes = {}
    for nodes in parts:
        for id_, properties in nodes.items():
            _add(joined.setdefault(id_, {}), properties)
    return joined


def _add(properties: Properties, further: Properties) -> None:
    for name, values in further.items():
        properties.setdefault(name, []).extend(values)


def unite(nodes: Nodes) -> Nodes:
    """Return the same with concepts that are one by `skos:exactMatch` as one: by one between them,
    or by those of both to a third thing where they share a name, too.

    Of these the one stands that says so, or the last if several do, and takes the places of the
    others as in `put_on_top`. What is rejected is one with nothing.

    Example:
        >>> concept = {skos.TYPE: [skos.CONCEPT]}
        >>> [*unite({"x:a": {**concept, skos.EXACT_MATCH: ["x:b"]}, "x:b": concept})]
        ['x:a']
    """
    matches: dict[str, set[str]] = defaultdict(set)
    claimed: set[str] = set()
    alike: dict[tuple[str, Label], str] = {}
    for id_, properties in nodes.items():
        for match in skos.iris(properties, skos.EXACT_MATCH) if _counts(properties) else ():
            if match != id_ and _counts(nodes.get(match, {})):
                matches[id_].add(match)
                matches[match].add(id_)
                claimed.add(match)
            for name in {_folded(label) for _, label in _labels({id_: properties})}:
                other = alike.setdefault((match, name), id_)
                if other != id_:
                    matches[id_].add(other)
                    matches[other].add(id_)
    if not matches:
        return nodes
    order = {id_: number for number, id_ in enumerate(nodes)}
    united, replaced = {**nodes}, dict[str, str]()
    done: set[str] = set()
    for id_ in matches:
        if id_ not in done:
            ones = reach([id_], lambda one: matches[one])
            *others, top = sorted(ones, key=lambda one: (one not in claimed, order[one]))
            for other in reversed(others):
                united[top] = _complete(united[top], united.pop(other))
                replaced[other] = top
            done |= ones
    return {id_: _lead(properties, replaced) for id_, properties in united.items()}


def _counts(properties: Properties) -> bool:
    """Tell whether something is a concept that is not rejected."""
    rejected = skos.REJECTED in properties.get(skos.STATUS, ())
    return skos.is_concept(properties) and not rejected and not skos.is_deprecated(properties)


def put_on_top(own: Nodes, known: Nodes) -> Nodes:
    """Return what is known with one's own on top of it.

    What both say of one IRI is joined, but for preferred labels and definitions: one's own count in
    their language, and a known label becomes an alternative one. A concept of one's own that is a
    known one (see `find_same`) takes its place: so it is with both, as it is with matches to other
    vocabularies and notations, and whatever else one's own states stands instead of what is known;
    what leads to the known concept leads to it.
    """
    same = find_same(own, known)
    replaced = {one: id_ for id_, one in same.items()}
    nodes = {id_: properties for id_, properties in known.items() if id_ not in replaced}
    for id_, properties in own.items():
        if id_ in same:
            nodes[id_] = _complete(properties, known[same[id_]])
        elif id_ in known:
            nodes[id_] = _complete(properties, known[id_], joined=True)
        else:
            nodes[id_] = properties
    if not replaced:
        return nodes
    return {id_: _lead(properties, replaced) for id_, properties in nodes.items()}


def _lead(properties: Properties, replaced: Mapping[str, str]) -> Properties:
    """Return what leads to replaced concepts as leading to those in their place."""
    led = {
        name: [replaced.get(v, v) if isinstance(v, str) else v for v in properties[name]]
        for name in (skos.BROADER, skos.RELATED, skos.REPLACED_BY)
        if name in properties and not replaced.keys().isdisjoint(skos.iris(properties, name))
    }
    return {**properties, **led} if led else properties


def hand_over(nodes: Nodes) -> Nodes:
    """Return the same with what deprecated concepts are called as hidden labels of those that
    replace them.

    What a concept that counts is called already is not handed over, nor what several would get.

    Example:
        >>> old = {skos.TYPE: [skos.CONCEPT], skos.PREF_LABEL: [Label("neural nets", "en")]}
        >>> old |= {skos.DEPRECATED: [Label("true", "")], skos.REPLACED_BY: ["x:new"]}
        >>> nodes = hand_over({"x:old": old, "x:new": {skos.TYPE: [skos.CONCEPT]}})
        >>> nodes["x:new"][skos.HIDDEN_LABEL]
        [Label(text='neural nets', language='en')]
    """
    heirs = {
        id_: found.pop()
        for id_, properties in nodes.items()
        if skos.is_deprecated(properties) and len(found := _find_heirs(id_, nodes)) == 1
    }
    if not heirs:
        return nodes
    taken = {
        _folded(label)
        for _, label in _labels({id_: one for id_, one in nodes.items() if _counts(one)})
    }
    claims: dict[Label, set[str]] = defaultdict(set)
    for id_, label in _labels({id_: nodes[id_] for id_ in heirs}):
        claims[_folded(label)].add(heirs[id_])
    left: dict[str, Properties] = {heir: {} for heir in heirs.values()}
    for id_, heir in heirs.items():
        for name in skos.NAMES:
            kinds = {name, skos.HIDDEN_LABEL} - {skos.PREF_LABEL, skos.ALT_LABEL}
            for label in skos.literals(nodes[id_], name):
                if _folded(label) not in taken and len(claims[_folded(label)]) == 1:
                    _add(left[heir], {kind: [label] for kind in kinds})
    return {**nodes, **join([{heir: nodes[heir] for heir in left}, left])}


def _find_heirs(id_: str, nodes: Nodes) -> set[str]:
    """Return what replaces a deprecated concept, or what replaced it."""

    def step(one: str) -> list[str]:
        properties = nodes.get(one, {})
        return skos.iris(properties, skos.REPLACED_BY) if skos.is_deprecated(properties) else []

    return {one for one in reach([id_], step) if _counts(nodes.get(one, {}))}


def _folded(label: Label) -> Label:
    return Label(label.text.casefold(), label.language)


def find_same(own: Nodes, known: Nodes) -> dict[str, str]:
    """Return which known concept each of one's own is, by `skos:exactMatch` or by its name.

    By its name: one of its preferred labels is a label of the known one, and one name of both, that
    or another, is not marked as one that may mean something else by either. Names are compared
    without letter case, hyphens and number. Where several concepts could be meant, or several mean
    one, none is; nor is one to which it states another match than an exact one. What is deprecated
    is none of them.

    Example:
        >>> def concept(name):
        ...     return {
        ...         skos.TYPE: [skos.CONCEPT],
        ...         skos.PREF_LABEL: [Label(text=name, language="en")],
        ...     }
        >>> find_same({"x:nets": concept("Neural Networks")}, {"y:net": concept("neural network")})
        {'x:nets': 'y:net'}
    """
    further = {
        id_: properties
        for id_, properties in own.items()
        if skos.is_concept(properties) and not skos.is_deprecated(properties) and id_ not in known
    }
    if not further:
        return {}
    meant = _find_namesakes(further, known)
    for id_, properties in further.items():
        others = {v for name in skos.OTHER_MATCHES for v in skos.iris(properties, name)}
        stated = {
            v for v in skos.iris(properties, skos.EXACT_MATCH) if skos.is_concept(known.get(v, {}))
        }
        meant[id_] = stated or meant.get(id_, set()) - others
    claims = Counter(one for ones in meant.values() for one in ones)
    return {
        id_: one
        for id_, ones in meant.items()
        for one in ones
        if len(ones) == 1 and claims[one] == 1
    }


def _find_namesakes(own: Nodes, known: Nodes) -> dict[str, set[str]]:
    """Return for each of one's own concepts the known ones that its names mean, if there are any;
    those in the singular count where the names themselves mean none.
    """
    names_of = _find_names(own)
    every_preferred = {name for names in names_of.values() for name in names.preferred}
    bearers = _find_bearers(known, {*every_preferred, *_singulars(every_preferred)})
    known_names = _find_names({one: known[one] for ones in bearers.values() for one in ones})
    meant: dict[str, set[str]] = {}
    for id_, names in names_of.items():
        clear = {*names.clear, *_singulars(names.clear)}
        for preferred in (names.preferred, _singulars(names.preferred)):
            ones = {one for name in preferred for one in bearers[name]}
            if same := {one for one in ones if clear & known_names[one].clear}:
                meant[id_] = same
                break
    return meant


class _Names(NamedTuple):
    """The names of a concept, folded: the preferred ones and those that are clear."""

    preferred: set[str]
    clear: set[str]


def _find_names(nodes: Nodes) -> dict[str, _Names]:
    """Return the names of each concept."""
    labels = _labels(nodes)
    folded = dict(zip(labels, fold_names([label.text for _, label in labels]), strict=True))

    def of(id_: str, *names: str) -> set[str]:
        return {folded[id_, label] for name in names for label in skos.literals(nodes[id_], name)}

    return {
        id_: _Names(
            preferred=of(id_, skos.PREF_LABEL),
            clear=of(id_, *skos.NAMES) - of(id_, skos.AMBIGUOUS_LABEL, skos.EVERYDAY_LABEL),
        )
        for id_ in dict.fromkeys(id_ for id_, _ in labels)
    }


def _find_bearers(nodes: Nodes, names: Collection[str]) -> dict[str, set[str]]:
    """Return for each of some folded names the concepts that are called so."""
    labels = _labels(nodes)
    bearers: dict[str, set[str]] = {name: set() for name in names}
    for (id_, _), name in zip(labels, fold_names([label.text for _, label in labels]), strict=True):
        if name in bearers:
            bearers[name].add(id_)
    return bearers


def _labels(nodes: Nodes) -> list[tuple[str, Label]]:
    """Return the labels of all concepts, each with the IRI of its concept."""
    return [
        (id_, label)
        for id_, properties in nodes.items()
        if skos.is_concept(properties)
        for name in skos.NAMES
        for label in skos.literals(properties, name)
    ]


def _singulars(names: Iterable[str]) -> set[str]:
    return {one for name in names for one in singulars(name)}


def _complete(own: Properties, known: Properties, *, joined: bool = False) -> Properties:
    """Return one's own properties of a concept with the known names, what it is elsewhere and what
    else it lacks but for its status, or, if they are to be `joined`, all else that is known.
    """
    completed = {
        name: [*values]
        for name, values in known.items()
        if name not in skos.IN_ONE_LANGUAGE
        and (joined or name in _OF_BOTH or (name not in own and name != skos.STATUS))
    }
    for name in skos.IN_ONE_LANGUAGE:
        languages = {main_language(label.language) for label in skos.literals(own, name)}
        for label in skos.literals(known, name):
            if main_language(label.language) not in languages:
                completed.setdefault(name, []).append(label)
            elif name == skos.PREF_LABEL and label not in own[skos.PREF_LABEL]:
                completed.setdefault(skos.ALT_LABEL, []).append(label)
    _add(completed, own)
    return completed
