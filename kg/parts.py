"""The parts of a file that follow from one post and its links, kept from one build to the next.

Most of what is written says which words each link rests on. This takes long to make and depends on
nothing but the post and its own links, so that of a post that did not change it is copied. A part
is found under a digest of all that it is made of (see `kg.cache`), and so is the right one. Other
things in a file that depend on little are kept in the same way.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from types import TracebackType
from typing import IO, Any, TypeVar, cast

import msgspec

from kg.cache import Cache, digest_of, from_json, make_key, pack, unpack
from kg.model import KnowledgeBase, PostLinks
from kg.plain_links import encode_mentions

T = TypeVar("T")

_PIECE = 2**20  # bytes of what waits on disk that are at least copied at once
_NONE: Mapping[str, bytes] = {}


class Part:
    r"""What a post becomes in a file, and in plain JSON what has to be known of it there.

    Example:
        >>> part = Part.kept(Part(b"<a>\n", {"nodes": 1}).packed())
        >>> part.content, part.facts
        (b'<a>\n', {'nodes': 1})
    """

    __slots__ = ("_content", "_packed", "facts")

    def __init__(self, content: bytes, facts: Any) -> None:  # noqa: ANN401 - any JSON
        self.facts = facts
        self._content = content
        self._packed: memoryview | None = None

    @classmethod
    def kept(cls, whole: bytes) -> Part:
        """Return the part that was packed; its content stays so until it is asked for."""
        end = whole.index(b"\n")
        part = cls(b"", from_json(whole[:end]))
        part._packed = memoryview(whole)[end + 1 :]
        return part

    def packed(self) -> bytes:
        """Return the part as it is kept."""
        facts = json.dumps(self.facts, ensure_ascii=False, separators=(",", ":"))
        return facts.encode("utf-8", "surrogatepass") + b"\n" + pack(self.content)

    @property
    def is_kept(self) -> bool:
        """Whether it was not made by this build."""
        return self._packed is not None

    @property
    def content(self) -> bytes:
        """What stands in the file."""
        return self._content if self._packed is None else unpack(self._packed)


class Waiting:
    """Parts that come in a file after something that all of them have to be known for.

    They wait on disk, or as they are kept.

    Example:
        >>> from io import BytesIO
        >>> made, file = Part(b"made ", 1), BytesIO()
        >>> with Waiting() as waiting:
        ...     for part in made, Part.kept(made.packed()), Part(b"last", 1):
        ...         waiting.add(part)
        ...     waiting.write_to(file)
        >>> file.getvalue()
        b'made made last'
    """

    def __enter__(self) -> Waiting:
        self._file: IO[bytes] = tempfile.TemporaryFile()
        self._queue: list[Part | int] = []
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def add(self, part: Part) -> None:
        """Let a part wait, after those that wait already."""
        if part.is_kept:
            self._queue.append(part)
            return
        size = self._file.write(part.content)
        last = self._queue[-1] if self._queue else None
        if isinstance(last, int) and last < _PIECE:
            self._queue[-1] = last + size
        else:
            self._queue.append(size)

    def write_to(self, file: IO[bytes]) -> None:
        """Write all that waits."""
        self._file.seek(0)
        for one in self._queue:
            file.write(one.content if isinstance(one, Part) else self._file.read(one))


class Parts:
    """The parts that `cache` has; others, and all where there is none, are made.

    `used` are the keys of those that were asked for, each with the part, as the cache keeps it, if
    it was made: what `Cache.adopt` takes.

    Example:
        >>> from kg.model import Post
        >>> links = PostLinks(post=Post(id="post/a", title="SVM"))
        >>> Parts().find("titles", links, lambda of: Part(of.post.title.encode(), None)).content
        b'SVM'
    """

    def __init__(
        self,
        cache: Cache | None = None,
        digests: Mapping[str, bytes] = _NONE,
        concepts: bytes = b"",
    ) -> None:
        """Take the cache, and digests of the posts' links and of the concepts with their schemes,
        where there are such.
        """
        self._cache = cache
        self._digests = digests
        self._concepts = concepts
        self.used: dict[bytes, bytes | None] = {}

    def anew(self) -> Parts:
        """Return the same parts, with `used` empty."""
        return Parts(self._cache, self._digests, self._concepts)

    def recall(self, name: str, of: object, make: Callable[[], T]) -> T:
        """Return what `make` returns, or what it returned in an earlier build for the same `of`.

        Args:
            name: what is made; other things made of the same have other names.
            of: all that it depends on; its JSON tells it from others.
            make: returns plain JSON.
        """
        if self._cache is None:
            return make()
        key = make_key(name, hashlib.blake2b(msgspec.json.encode(of)).digest())
        if (known := self._cache.find(key)) is not None:
            self.used[key] = None
            return cast("T", known)
        made = make()
        self.used[key] = pack(made)
        return made

    def find(
        self, file: str, links: PostLinks, make: Callable[[PostLinks], Part], *settings: object
    ) -> Part:
        """Return the part of a post in a `file`: what `make`, with its `settings`, makes of the
        post and its links, and of nothing else.
        """
        if self._cache is None:
            return make(links)
        digest = self._digests.get(links.post.id) or digest_links(links)
        return self._find(make_key(file, digest, *settings), self._cache, partial(make, links))

    def find_concepts(self, file: str, make: Callable[[], Part], *settings: object) -> Part:
        """Return the part of all concepts in a `file`: what `make`, with its `settings`, makes of
        the concepts of a knowledge base and their schemes, and of nothing else. It is made anew if
        any of them is another.
        """
        if self._cache is None or not self._concepts:
            return make()
        return self._find(make_key(file, self._concepts, *settings), self._cache, make)

    def _find(self, key: bytes, cache: Cache, make: Callable[[], Part]) -> Part:
        if (whole := cache.find_packed(key)) is not None:
            self.used[key] = None
            return Part.kept(whole)
        part = make()
        self.used[key] = part.packed()
        return part


def digest_links(links: PostLinks, found: bytes = b"") -> bytes:
    """Return a digest of a post's links, and of what of the post their parts may quote.

    Args:
        links: the post and its links.
        found: a digest of its title, its text and its links to concepts, if that is known.
    """
    post = links.post
    concepts = [] if found else [
        f"{concept_id}\n{relation} {salience!r} {encode_mentions(mentions)}\n"
        for _, concept_id, relation, salience, mentions in links.concepts
    ]  # fmt: skip
    content = found.hex() or digest_of(post.title, post.text, *concepts).hex()
    others = repr([*links.citations]), repr([*links.open])
    return digest_of(post.id, content, post.source or "", *others)


def digest_concepts(kb: KnowledgeBase) -> bytes:
    """Return a digest of the concepts and the schemes of a knowledge base."""
    content = msgspec.json.encode([kb.concepts, sorted(kb.schemes.items())])
    return hashlib.blake2b(content, digest_size=16).digest()
