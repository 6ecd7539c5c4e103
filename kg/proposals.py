"""A post in, names that may be concepts out: each proposed for reasons that have a weight.

A name is proposed by its form (CamelCase, capitals, digits: GLANN, BytePiece), by its place (title,
quotation marks, the name of a cited paper), by a definition, by the noun beside it
(`生成模型GLANN`, `WEISSI正则项`), or because a known term recurs with the same addition
(`光滑准确率`).
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from operator import attrgetter

from kg.aliases import is_label, trim
from kg.ambiguity import Candidate as Found
from kg.concepts import ConceptMatcher
from kg.definitions import Definition, is_acronym
from kg.model import Post
from kg.references.links import find_links
from kg.text import MASK, find_lines, is_chinese, is_cjk, mask_markup

_FUNCTION_CHARACTERS = (
    "的了是在把和与用从为将有叫称即及被让使到于而且都也就又再很更最之其以去来说看怎什么吗呢该我你他它"
    "们这那哪各每个种些跟所若如则但却并只还没能会要想得着给比按等当"
)
_RUN = re.compile(rf"[^\W\x00-\u4dff\u9fff-\U0010ffff{_FUNCTION_CHARACTERS}]{{2,}}")
_TAIL = r"(?:[A-Za-z0-9À-ÿ]|[-.](?=[A-Za-z0-9]))*"
_LATIN = re.compile(
    rf"(?<![A-Za-z0-9_À-ÿ+*/=^\\.-])[A-Za-zÀ-ÿ]{_TAIL}"
    rf"(?:[ ][A-Z]{_TAIL}){{0,3}}(?![A-Za-z0-9_+/=^])"
)
_CITED = re.compile(r"《[^《》\n]*》")
_NAMED_PAPER = re.compile(
    r"《(?P<name>[A-Z][A-Za-z0-9À-ÿ-]*[A-Z0-9]?[A-Za-z0-9À-ÿ-]*)[:：] ?[A-Za-z]"
)
_PROJECT = re.compile(r"(?:[\w.-]+/)?(?P<name>[A-Za-z][\w.-]+(?:[ ][\w.-]+){0,3})", re.ASCII)
_ADDRESS = re.compile(r"https?://(?P<host>[^/?#]+)/[^/?#]+/(?P<name>[^/?#]+)")
_QUOTED = re.compile(r"[“「](?P<term>[\u4e00-\u9fffA-Za-z0-9-]{3,10})[”」]")
_LONGEST_ADDITION = 6
_START = attrgetter("start")
_SAME_WORDS = 12  # characters on both sides that tell a sentence that stands there twice
_SITE = re.compile(
    r"(?:欢迎来到|留意|访问|博客|网站|网址)[“「]?(?P<after>[\u4e00-\u9fffA-Za-z]{2,12})"
    r"|(?P<before>[\u4e00-\u9fffA-Za-z]{2,12}?)[”」]?"
    r"(?:的?(?:朋友|读者|网友|博友)|(?:添加|更换)?新?域名|(?:这个|的)(?:博客|网站|论坛)|的第\d+篇)"
)
# What each match of it holds.
_OF_SITES = re.compile(
    r"[欢留访博网朋读域论第](?:(?<=欢)迎来到|(?<=留)意|(?<=访)问|(?<=博)[客友]|(?<=网)[站址友]"
    r"|(?<=朋)友|(?<=读)者|(?<=域)名|(?<=论)坛|(?<=第)\d)"
)
_NO_NAME = re.compile(
    r"[A-Z]{2,}[a-zA-Z]* ?(?:19|20)\d\d"  # a venue with its year
    r"|[A-Z][a-z]+(?:19|20)\d\d[a-z]?"  # a citation's key: Vaswani2017
    r"|arXiv\d*|(?:cs|eess|econ|math|nlin|physics|q-bio|q-fin|stat)\.[A-Za-z-]{2,}"  # of arXiv
    r"|[A-Za-z]\d*|\d+[A-Za-z]+|v\d.*|[IVX]+|[kKMGT]?Hz"  # numbers and units
    r"|[A-Za-z]-[A-Za-z]"  # parts of a figure: a-c
    r"|[a-z]{3,}(?:[A-Z][a-z]+)+"  # a variable of a program: itemId
    r"|.*×.*|awesome-.*"  # what is left of a formula; a list of links
)
_BIBLIOGRAPHY = re.compile(r"^[ >*+-]*\\?\[\d+\\?\].*", re.MULTILINE)
_AUTHOR = re.compile(r"(?P<name>[A-ZÀ-Þ][\w-]+),?(?: et al\b| ?等人)")
_OF_AUTHORS = re.compile("et al|等人")  # what each match of it holds

_WORDS = tomllib.loads((files("kg") / "discovery.toml").read_text(encoding="utf-8"))
_HEADS = tuple(_WORDS["heads"])
_NOT_AT_START = tuple(_WORDS["not_at_start"])
_NOT_BEFORE_A_TERM = tuple(_WORDS["not_before_a_term"])
_NOT_RIGHT_BEFORE = tuple(_WORDS["not_right_before_a_term"])
_NOT_WITHIN = re.compile("|".join(_WORDS["not_within"]))
_ADJECTIVE = re.compile(rf"[A-Za-z]+-(?:{'|'.join(_WORDS['adjectives'])})", re.IGNORECASE)
_TITLE_STARTS = frozenset(_WORDS["title_starts"])
_TERM_ENDINGS = tuple(_WORDS["term_endings"])
_PROJECT_HOSTS = tuple(_WORDS["project_hosts"])
_NO_CONCEPTS = frozenset(_WORDS["no_concepts"])


@dataclass(slots=True, kw_only=True)
class Candidate:
    """A name that may be a concept, the weight of each reason for it, and where it stands.

    `aliases` are its other names, each with the posts that say so; `broader` is the id of the
    concept that it is probably a kind of.
    """

    name: str
    reasons: dict[str, float] = field(default_factory=dict)
    aliases: dict[str, set[str]] = field(default_factory=dict)
    posts: set[str] = field(default_factory=set)
    broader: str | None = None

    @property
    def score(self) -> float:
        """The sum of the reasons' weights."""
        return round(sum(self.reasons.values()), 2)

    def merge(self, other: Candidate) -> None:
        """Take in what another post says of the same name."""
        self.reasons |= other.reasons
        for alias, posts in other.aliases.items():
            self.aliases.setdefault(alias, set()).update(posts)
        self.posts |= other.posts
        self.broader = self.broader or other.broader


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A post, what the vocabulary has of its title and of its text, and the vocabulary's words."""

    post: Post
    in_title: Sequence[Found]
    in_text: Sequence[Found]
    words: Collection[str]

    @classmethod
    def of(cls, post: Post, matcher: ConceptMatcher) -> Reading:
        """Look the post up in the vocabulary."""
        return cls(
            post=post,
            in_title=matcher.find_candidates(post.title, "title"),
            in_text=matcher.find_candidates(post.text, "text"),
            words=matcher.vocabulary.words,
        )

    @property
    def passages(self) -> tuple[tuple[str, str, Sequence[Found]], ...]:
        """Title and text, each with its place and what is known in it."""
        return (
            ("title", self.post.title, self.in_title),
            ("text", self.post.text, self.in_text),
        )


def latin_names(reading: Reading, *, unknown_words: bool) -> Iterator[Candidate]:
    """Propose Latin names; in an English text only those whose form tells them from words.

    With `unknown_words`, that is when hardly any term is known yet, any Latin word in a Chinese
    text may be one.
    """
    post = reading.post
    english = not is_chinese(post.title, post.text)
    found: dict[str, Candidate] = {}
    counts: Counter[str] = Counter()
    authors = {
        match["name"]
        for begin, end in find_lines(post.text, _OF_AUTHORS)
        for match in _AUTHOR.finditer(post.text, begin, end)
    }
    formed_so: dict[str, bool | None] = {}  # by name; None if it is no concept
    for place, passage, names in reading.passages:
        ends, starts = {one.end: one for one in names}, {one.start: one for one in names}
        masked = _without(_BIBLIOGRAPHY, _without(_CITED, mask_markup(passage)))
        for match in _LATIN.finditer(masked):
            joined = _touches(names, *match.span())
            if joined and not _joins_names(match, ends, starts):
                continue
            name = match.group().rstrip(".-")
            if name not in formed_so:
                formed_so[name] = _form(name, reading, english=english)
            formed = formed_so[name]
            if formed is None or (joined and not formed):
                continue
            candidate = found.setdefault(name, Candidate(name=name, posts={post.id}))
            reasons = candidate.reasons
            counts[name] += 1
            if formed:
                # A phrase in capitals may as well be a person.
                sure = 0.3 if " " in name or joined else 0.6 if len(name) > 3 else 0.4
                reasons["by its form"] = sure
            if place == "title":
                reasons["in the title"] = 0.35
            before = masked[max(0, match.start() - 6) : match.start()].rstrip()
            after = masked[match.end() : match.end() + 6].lstrip()
            if before.endswith(_HEADS) or after.startswith(_HEADS):
                reasons["beside a noun for its kind"] = 0.3
            if kind := _kind_beside(*match.span(), masked, ends, starts):
                candidate.broader = candidate.broader or kind
    for name, candidate in found.items():
        candidate.reasons |= _reasons_of_count(counts[name])
        if unknown_words and not english and len(name) > 3:
            candidate.reasons["a Latin word in Chinese text"] = 0.3
        if name not in authors and _may_be_a_name(candidate.reasons):
            yield candidate


def _joins_names(
    match: re.Match[str], ends: Mapping[int, Found], starts: Mapping[int, Found]
) -> bool:
    """Tell a Latin name put together of known ones, or of one and something else: BiGAN-QP."""
    name = match.group()
    if "-" not in name or " " in name:
        return False
    whole = starts.get(match.start())
    return not (whole and whole.end >= match.end()) and (
        match.start() in starts or match.end() in ends
    )


def _reasons_of_count(count: int) -> dict[str, float]:
    if count < 2:
        return {}
    return {"more than once": 0.2} | ({"more than twice": 0.1} if count > 2 else {})


def _form(name: str, reading: Reading, *, english: bool) -> bool | None:
    """Tell whether its form speaks for a Latin name; None if it is no concept."""
    if _is_no_concept(name):
        return None
    formed = _looks_like_a_name(name, phrases=not english)
    formed &= name.casefold() not in reading.words  # a word in capitals: nEtwork
    return None if english and not formed else formed


def _touches(found: Sequence[Found], start: int, end: int) -> bool:
    """Tell whether a span holds a character of any that were found, which are in order."""
    behind = bisect_left(found, end, key=_START)
    return behind > 0 and found[behind - 1].end > start


def _may_be_a_name(reasons: Collection[str]) -> bool:
    """Tell whether more speaks for a Latin word than that it is one."""
    return (
        "by its form" in reasons
        or {"in the title", "beside a noun for its kind"} <= {*reasons}
        or ("a Latin word in Chinese text" in reasons and len(reasons) > 1)
    )


def _kind_beside(
    start: int, end: int, text: str, ends: Mapping[int, Found], starts: Mapping[int, Found]
) -> str | None:
    """Return the concept that is named in Chinese right before or after: 生成模型GLANN."""
    for offset, kinds in ((start, ends), (end, starts)):
        step = -1 if kinds is ends else 1
        beside = kinds.get(offset)
        if not beside and text[min(offset, offset + step) : max(offset, offset + step)] == " ":
            beside = kinds.get(offset + step)
        if beside and not beside.ambiguous and is_cjk(beside.surface[-1]):
            return beside.concept_ids[0]
    return None


def _without(pattern: re.Pattern[str], text: str) -> str:
    """Mask what a pattern matches."""
    return pattern.sub(lambda match: MASK * len(match.group()), text)


def _covers(found: Sequence[Found], start: int, end: int) -> bool:
    """Tell whether each character of a span is in one of those found, which are in order."""
    index = bisect_right(found, start, key=_START) - 1
    while start < end:
        if not (0 <= index < len(found) and found[index].start <= start < found[index].end):
            return False
        start = found[index].end
        index += 1
    return True


@dataclass(frozen=True, slots=True)
class Compound:
    """A clear Chinese name with what stands before it, once in a title or text."""

    name: str
    concept_id: str
    titled: bool


def find_compounds(reading: Reading) -> Iterator[Compound]:
    """Yield the compounds that a post's title and text hold, in order."""
    for place, passage, names in reading.passages:
        masked = _without(_CITED, mask_markup(passage))
        seen: set[str] = set()
        for found in names:
            if found.ambiguous or len(found.surface) < 2 or not is_cjk(found.surface[-1]):
                continue
            addition = _addition(masked, found.start)
            if not addition or not _may_belong(addition):
                continue
            around = masked[max(0, found.start - _SAME_WORDS) : found.end + _SAME_WORDS]
            if around not in seen:  # a caption, say, stands there twice
                seen.add(around)
                yield Compound(addition + found.surface, found.concept_ids[0], place == "title")


def _may_belong(addition: str) -> bool:
    """Tell what may be part of the term after it from the verb or the place before it."""
    return not (
        _is_no_term(addition)
        or addition.startswith(_NOT_BEFORE_A_TERM)
        or addition.endswith(_NOT_RIGHT_BEFORE)
    )


def _is_no_term(name: str) -> bool:
    """Tell a Chinese name that begins, or goes on, as no term does."""
    return name.startswith(_NOT_AT_START) or bool(_NOT_WITHIN.search(name))


class Compounds:
    """Counts clear Chinese names that have something before them: 光滑准确率.

    The addition reaches from the name to the next punctuation or function word on its left, so that
    the whole is free there wherever it is counted.
    """

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._posts: dict[str, set[str]] = defaultdict(set)
        self._titled: set[str] = set()
        self._heads: dict[str, str] = {}

    def count(self, post_id: str, compounds: Iterable[Compound]) -> None:
        """Take in those of one post."""
        for one in compounds:
            self._counts[one.name] += 1
            self._posts[one.name].add(post_id)
            self._heads[one.name] = one.concept_id
            if one.titled:
                self._titled.add(one.name)

    def recurring(self) -> Iterator[Candidate]:
        """Propose those that recur, each a kind of what its name ends in."""
        for name, count in sorted(self._counts.items()):
            if count > 1:
                reasons = {"a known term with an addition that recurs": 0.4}
                if name in self._titled:
                    reasons["in the title"] = 0.35
                if count > 2:
                    reasons["more than twice"] = 0.2
                yield Candidate(
                    name=name,
                    reasons=reasons,
                    posts=self._posts[name],
                    broader=self._heads[name],
                )


def _addition(text: str, end: int) -> str:
    """Return the two to six Chinese characters before `end`, back to where a term may begin."""
    start = end
    while start and _is_inside_a_term(text[start - 1]) and end - start <= _LONGEST_ADDITION:
        start -= 1
    return text[start:end] if 2 <= end - start <= _LONGEST_ADDITION else ""


def _is_inside_a_term(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff" and character not in _FUNCTION_CHARACTERS


def frequent_terms(posts: Iterable[Post]) -> Iterator[Candidate]:
    """Propose Chinese words that recur, end like a term and have free neighbours on their left.

    A word all of whose occurrences lie in one longer word that is proposed as well is left out.
    """
    counts: Counter[str] = Counter()
    lefts: dict[str, set[str]] = defaultdict(set)
    where: dict[str, set[str]] = defaultdict(set)
    for post in posts:
        masked = mask_markup(f"{post.title}\n{post.text}")
        for match in _RUN.finditer(masked):
            piece = match.group()
            for start in range(len(piece)):
                for end in range(start + 2, min(start + 8, len(piece)) + 1):
                    word = piece[start:end]
                    if word.endswith(_TERM_ENDINGS):
                        counts[word] += 1
                        lefts[word].add(piece[start - 1] if start else f"|{len(lefts[word])}")
                        where[word].add(post.id)
    proposed = {
        word
        for word, count in counts.items()
        if count > 1
        and len(word) > 2
        and len(lefts[word]) > 0.6 * min(count, 5)
        and not _is_no_term(word)
    }
    hidden: Counter[str] = Counter()  # how often a word only stands in a longer one
    for longer in proposed:
        for start in range(len(longer)):
            for end in range(start + 2, len(longer) + 1):
                if end - start < len(longer):
                    hidden[longer[start:end]] = max(hidden[longer[start:end]], counts[longer])
    for word in sorted(proposed):
        if hidden[word] < 0.7 * counts[word]:
            yield Candidate(name=word, reasons={"recurs in several posts": 0.6}, posts=where[word])


def named_sites(post: Post, names: Collection[str]) -> set[str]:
    """Return which of `names` the post uses for a site, its own blog above all, with readers.

    Example:
        >>> post = Post(id="p", title="第一篇", text="留意数理乐园的朋友知道,本文谈样本空间。")
        >>> named_sites(post, {"数理乐园", "样本空间"})
        {'数理乐园'}
    """
    return possible_sites(post).intersection(names)


def possible_sites(post: Post) -> set[str]:
    """Return what the post uses for a site, if it is a name."""
    found: set[str] = set()
    words = f"{post.title}\n{post.text}"
    lines = find_lines(words, _OF_SITES)
    for match in (match for begin, end in lines for match in _SITE.finditer(words, begin, end)):
        if after := match["after"]:
            found.update(after[:length] for length in range(2, len(after) + 1))
        else:
            before = match["before"]
            found.update(before[start:] for start in range(len(before) - 1))
    return found


def quoted_terms(reading: Reading) -> Iterator[Candidate]:
    """Propose what stands in quotation marks and ends like a term."""
    post, known = reading.post, reading.in_text
    for match in _QUOTED.finditer(post.text):
        term = match["term"]
        known_whole = _covers(known, *match.span("term"))
        if term.endswith(_TERM_ENDINGS) and not known_whole and not _is_no_term(term):
            reasons = {"quoted": 0.2}
            if term in post.title:
                reasons["in the title"] = 0.45
            if post.text.count(term) > 1:
                reasons["more than once"] = 0.1
            yield Candidate(name=term, reasons=reasons, posts={post.id})


def names_of_papers(reading: Reading) -> Iterator[Candidate]:
    """Propose what a cited paper is called after: 《SAU: Smooth activation function ...》."""
    post, known = reading.post, reading.in_text
    for match in _NAMED_PAPER.finditer(post.text):
        name = match["name"]
        if not _touches(known, *match.span("name")) and not _is_no_concept(name):
            yield Candidate(name=name, reasons={"names a cited paper": 0.6}, posts={post.id})


def linked_projects(reading: Reading) -> Iterator[Candidate]:
    """Propose the words of a link to a project that bears them as its name, on GitHub or so."""
    post, known = reading.post, reading.in_text
    if not any(host in post.text for host in _PROJECT_HOSTS):
        return
    for link in find_links(post.text):
        words = post.text[link.start : link.end].replace("\\", "").strip("*_` ")
        match = _PROJECT.fullmatch(words)
        address = _ADDRESS.match(link.target)
        if (
            match
            and address
            and link.form == "link"
            and address["host"].endswith(_PROJECT_HOSTS)
            and _letters(match["name"]) == _letters(address["name"])
            and not _covers(known, link.start, link.end)
            and not _is_no_concept(match["name"])
            and match["name"].casefold() not in reading.words
        ):
            reasons = {"names a linked project": 0.6}
            yield Candidate(name=match["name"], reasons=reasons, posts={post.id})


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name.removesuffix(".git"))).casefold()


def recurring_terms(reading: Reading) -> Iterator[Candidate]:
    """Propose the longest part of the title that the text takes up and that ends like a term."""
    post, known = reading.post, reading.in_title
    for match in _RUN.finditer(post.title):
        piece = match.group()
        parts = sorted(
            (
                piece[i:j]
                for i in range(len(piece))
                for j in range(i + 3, min(i + 9, len(piece) + 1))
            ),
            key=len,
            reverse=True,
        )
        for part in parts:
            start = match.start() + piece.index(part)
            if (
                part in post.text
                and part.endswith(_TERM_ENDINGS)
                and not _covers(known, start, start + len(part))
                and not _is_no_term(part)
                and not _covers(known, start - 1, start + 1)
            ):
                reasons = {"in the title": 0.45, "taken up in the text": 0.2}
                yield Candidate(name=part, reasons=reasons, posts={post.id})
                break


def defined_term(definition: Definition, post: Post, matcher: ConceptMatcher) -> Candidate | None:
    """Propose the first name of a definition of which no name is known; the others are aliases."""
    first, *others = definition.names
    if not _names_fit(definition) or any(is_label(n.text, matcher) for n in definition.names):
        return None
    name = first.text
    if is_cjk(name[0]):
        text = f"{post.title}\n{post.text}"
        name = trim(name, text)
        if text.count(name) < 2:
            return None  # where it begins cannot be told
    unknown = [other.text for other in others if not _is_no_concept(other.text)]
    begins_ill = name[0].isdigit() or name[0] == "-"
    if begins_ill or _is_no_concept(name) or _NOT_WITHIN.search(name) or not unknown:
        return None
    return Candidate(
        name=name,
        reasons={"defined in the text": 0.7},
        aliases={alias: {post.id} for alias in unknown},
        posts={post.id},
        broader=_head(name, matcher),
    )


def _head(name: str, matcher: ConceptMatcher) -> str | None:
    """Return the concept that a Chinese name ends in: 生成模型 of 非对抗生成模型."""
    found = matcher.find_candidates(name)
    if found and found[-1].end == len(name) and found[-1].start and not found[-1].ambiguous:
        return found[-1].concept_ids[0] if is_cjk(name[-1]) else None
    return None


def _names_fit(definition: Definition) -> bool:
    """Tell a translation or an abbreviation from a remark in a parenthesis."""
    first, *others = definition.names
    latin = [name.text for name in others if not any(map(is_cjk, name.text))]
    if definition.explicit and any(_shortens(name.text, first.text) for name in others):
        return True
    if any(map(is_cjk, first.text)):
        return bool(latin) and all(len(name) > 1 and not name.islower() for name in latin)
    phrases = [first.text, *latin]
    acronym = not _is_word(first.text) and any(
        is_acronym(short, long)
        for short in phrases
        for long in phrases
        if " " not in short and (" " in long or "-" in long)
    )
    chinese = [name.text for name in others if any(map(is_cjk, name.text))]
    return acronym or (_looks_like_a_name(first.text) and bool(chinese) and not latin)


def _shortens(short: str, long: str) -> bool:
    """Tell a Chinese name with some of its characters left out: W散度 of Wasserstein散度."""
    rest = iter(long)
    return is_cjk(long[-1]) and len(short) < len(long) and all(c in rest for c in short)


def _is_word(name: str) -> bool:
    """Tell the last word of a phrase (`neural networks (NN)`) from the whole."""
    return name.isalpha() and name.islower()


def _is_no_concept(name: str) -> bool:
    words = name.casefold().split()
    return (
        len(name) < 2
        or all(word.strip(".") in _NO_CONCEPTS for word in words)
        or words[0] in _NO_CONCEPTS
        or (len(words) > 1 and words[0] in _TITLE_STARTS)
        or bool(_NO_NAME.fullmatch(name) or _ADJECTIVE.fullmatch(name))
    )


def _looks_like_a_name(name: str, *, phrases: bool = True) -> bool:
    """Tell GLANN, BytePiece, GPT2 and Wikipedia Extractor from ordinary words and from formulas."""
    words = name.split()
    if len(words) > 1:
        return phrases and all(word[0].isupper() for word in words)
    letters = [c for c in name if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    if len(letters) < 3 or not capitals:
        return False
    return capitals > 1 or any(c.isupper() for c in letters[1:]) or any(c.isdigit() for c in name)
