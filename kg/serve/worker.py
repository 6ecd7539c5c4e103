"""A process that answers queries on one graph: requests on standard input, answers on its output.

Each query runs in such a process because nothing else can stop it: what computes for too long or
takes too much memory ends its process. The script imports nothing of `kg`, so that a process that
had to go is replaced at once.

A message is one line of JSON and, in an answer, as many bytes behind it as its `length` says.
"""

from __future__ import annotations

import io
import json
import signal
import sys
from collections.abc import Callable
from typing import IO, Any, cast

import pyoxigraph as ox

_RESULTS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_GRAPHS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
_LABELS = [
    ox.NamedNode(iri)
    for iri in (
        "https://schema.org/headline",
        "https://schema.org/name",
        "http://www.w3.org/2004/02/skos/core#prefLabel",
        "http://purl.org/dc/terms/title",
        "http://www.w3.org/2000/01/rdf-schema#label",
    )
]
_INCOMING = 200

Request = dict[str, Any]


class Refusal(Exception):  # noqa: N818 - it is an answer
    """What is not answered: the HTTP status and the reason."""

    def __init__(self, status: int, reason: str) -> None:
        self.status = status
        self.reason = reason
        super().__init__(reason)


class _Limited(io.RawIOBase):
    """Bytes of a result, a line a row, that refuse to become more than is allowed."""

    def __init__(self, rows: int, size: int) -> None:
        super().__init__()
        self._rows = rows
        self._size = size
        self._parts: list[bytes] = []

    def write(self, data: Any) -> int:  # noqa: ANN401 - any buffer
        self._rows -= data.count(b"\n")
        self._size -= len(data)
        if self._rows < 0 or self._size < 0:
            raise OSError("too long")
        self._parts.append(bytes(data))
        return len(data)

    def content(self) -> bytes:
        return b"".join(self._parts)


def main() -> None:
    """Load the graph that the first line of input names, and answer until the input ends."""
    settings = json.loads(sys.stdin.buffer.readline())
    store = ox.Store()
    for file in settings["files"]:
        try:
            store.bulk_load(path=file, format=ox.RdfFormat.TURTLE)
        except (OSError, SyntaxError) as error:
            sys.exit(f"kg: {file} cannot be read: {error}")
    _limit_memory(settings["memory"])
    _answer(200, b"", "table")
    operations: dict[str, Callable[..., tuple[str, bytes]]] = {
        "query": _query,
        "describe": _describe,
    }
    for line in sys.stdin.buffer:
        request = json.loads(line)
        _end_after(settings["seconds"])
        try:
            kind, content = operations[request["operation"]](store, request, settings)
            _answer(200, content, kind)
        except Refusal as refusal:
            _answer(refusal.status, refusal.reason.encode(), "table")
        _end_after(0)


def _answer(status: int, content: bytes, kind: str) -> None:
    head = json.dumps({"status": status, "length": len(content), "kind": kind})
    sys.stdout.buffer.write(head.encode() + b"\n" + content)
    sys.stdout.buffer.flush()


def _end_after(seconds: float) -> None:
    """End the process when it has computed for so many seconds more, where the system can see to
    that; never for 0. What it waits for the processor does not count.
    """
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _limit_memory(limit: int) -> None:
    """Let the process have `limit` bytes more than it has now, where the system can see to that."""
    try:
        import resource  # noqa: PLC0415 - there is none on Windows
    except ImportError:
        return
    try:
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123
            used = int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (used + limit, hard))


def _query(store: ox.Store, request: Request, settings: Request) -> tuple[str, bytes]:
    try:
        result = store.query(
            request["query"],
            prefixes=settings["prefixes"],
            default_graph=[ox.NamedNode(iri) for iri in request["default_graphs"]] or None,
            named_graphs=[ox.NamedNode(iri) for iri in request["named_graphs"]] or None,
        )
        if isinstance(result, ox.QueryTriples):
            return "graph", _graph(result, request, settings)
        return "table", _table(result, request, settings)
    except SyntaxError as error:
        raise Refusal(400, f"this is no SPARQL query: {error.msg}") from error
    except (ValueError, RuntimeError) as error:
        raise Refusal(400, f"the query cannot be answered: {error}") from error


def _table(
    result: ox.QuerySolutions | ox.QueryBoolean, request: Request, settings: Request
) -> bytes:
    """Serialize rows, by way of TSV, which has a line for each and so can be counted."""
    format_ = _RESULTS.get(request["table"], ox.QueryResultsFormat.JSON)
    if isinstance(result, ox.QueryBoolean):
        if format_ in (ox.QueryResultsFormat.CSV, ox.QueryResultsFormat.TSV):
            return b"true\n" if result else b"false\n"
        return result.serialize(format=format_) or b""
    if not result.variables:
        raise Refusal(400, "the query selects no variable: name one behind SELECT")
    limited = _Limited(settings["rows"] + 1, settings["size"])
    try:
        result.serialize(cast("IO[bytes]", limited), format=ox.QueryResultsFormat.TSV)
    except OSError as error:
        raise _too_long(settings) from error
    if format_ == ox.QueryResultsFormat.TSV:
        return limited.content()
    again = ox.parse_query_results(limited.content(), format=ox.QueryResultsFormat.TSV)
    return again.serialize(format=format_) or b""


def _graph(result: ox.QueryTriples, request: Request, settings: Request) -> bytes:
    format_ = _GRAPHS.get(request["graph"], ox.RdfFormat.TURTLE)
    limited = _Limited(settings["rows"], settings["size"])
    try:
        result.serialize(cast("IO[bytes]", limited), format=ox.RdfFormat.N_TRIPLES)
    except OSError as error:
        raise _too_long(settings) from error
    triples = [quad.triple for quad in ox.parse(limited.content(), format=ox.RdfFormat.N_TRIPLES)]
    return ox.serialize(triples, format=format_, prefixes=settings["prefixes"]) or b""


def _too_long(settings: Request) -> Refusal:
    return Refusal(
        400,
        f"the result has more than {settings['rows']} rows or {settings['size'] // 10**6} MB, "
        "which is all that this endpoint gives at once: add LIMIT and OFFSET, or narrow the query",
    )


def _describe(store: ox.Store, request: Request, settings: Request) -> tuple[str, bytes]:
    """Return what the graph says about a node and its parts, as RDF or, for a page, as JSON."""
    try:
        node = ox.NamedNode(request["iri"])
    except ValueError as error:
        raise Refusal(400, f"{request['iri']} is no IRI") from error
    triples = _about(store, node)
    incoming = [quad for quad in store.quads_for_pattern(None, None, node) if quad.subject != node]
    if not triples and not incoming:
        raise Refusal(404, f"the graph says nothing about {node.value}")
    if request["format"] != "html":
        format_ = _GRAPHS.get(request["format"], ox.RdfFormat.TURTLE)
        return "graph", ox.serialize(triples, format=format_, prefixes=settings["prefixes"]) or b""
    incoming.sort(key=lambda quad: (quad.predicate.value, str(quad.subject)))
    page = {
        "label": _label(store, node),
        "facts": [
            {"predicate": t.predicate.value, "object": _show(store, t.object)}
            for t in sorted(triples, key=lambda t: (t.predicate.value, str(t.object)))
            if t.subject == node
        ],
        "incoming": [
            {"predicate": quad.predicate.value, "subject": _show(store, quad.subject)}
            for quad in incoming[:_INCOMING]
        ],
        "more": max(0, len(incoming) - _INCOMING),
    }
    return "graph", json.dumps(page).encode()


def _about(store: ox.Store, node: ox.NamedNode) -> list[ox.Triple]:
    """Return the triples of a node and of those parts of it that are named behind its `#`."""
    triples = []
    waiting = [node]
    seen = {node}
    while waiting:
        for quad in store.quads_for_pattern(waiting.pop(), None, None):
            triples.append(quad.triple)
            part = quad.object
            if (
                isinstance(part, ox.NamedNode)
                and part.value.startswith(f"{node.value}#")
                and part not in seen
            ):
                seen.add(part)
                waiting.append(part)
    return triples


def _show(store: ox.Store, term: object) -> Request:
    if isinstance(term, ox.NamedNode):
        return {"iri": term.value, "text": _label(store, term), "language": None}
    if isinstance(term, ox.Literal):
        return {"iri": None, "text": term.value, "language": term.language}
    return {"iri": None, "text": str(term), "language": None}


def _label(store: ox.Store, node: ox.NamedNode) -> str:
    for property_ in _LABELS:
        found = [quad.object for quad in store.quads_for_pattern(node, property_, None)]
        if found:
            return " · ".join(sorted({one.value for one in found if isinstance(one, ox.Literal)}))
    return ""


if __name__ == "__main__":
    main()
