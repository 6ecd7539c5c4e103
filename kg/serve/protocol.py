"""An HTTP request in, the query it asks and the format it wants out: SPARQL 1.1 Protocol.

https://www.w3.org/TR/sparql11-protocol/, section 2.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl

from kg.errors import KgError, QueryError
from kg.sparql import refuse_service

LONGEST = 100_000
"""The most bytes that a request may have."""

TABLES = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
GRAPHS = {
    "text/turtle": "turtle",
    "application/ld+json": "jsonld",
    "application/n-triples": "ntriples",
    "application/rdf+xml": "rdfxml",
}
PAGES = {"text/html": "html"}

_UPDATE = re.compile(
    r"\A(?:\s+|\#[^\n]*\n|BASE\s*<[^>]*>|PREFIX\s+[^\s:]*:\s*<[^>]*>)*"
    r"(?:INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b",
    re.IGNORECASE,
)
_OF_UPDATES = frozenset({"update", "using-graph-uri", "using-named-graph-uri"})


class RequestError(KgError):
    """A request that is not answered, with its HTTP status."""

    def __init__(self, status: int, reason: str) -> None:
        self.status = status
        super().__init__(reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """A query and the graphs that it is asked of; none means the whole store."""

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


def parse_operation(method: str, query_string: str, content_type: str, body: bytes) -> Operation:
    """Return what a request asks.

    Raises:
        RequestError: it asks nothing, or what this endpoint does not do.

    Example:
        >>> parse_operation("GET", "query=ASK%20%7B%7D", "", b"").query
        'ASK {}'
    """
    try:
        pairs = _parameters(method, query_string, content_type, body)
    except UnicodeDecodeError as error:
        raise RequestError(400, "the request is not in UTF-8") from error
    except ValueError as error:
        raise RequestError(400, f"the request has too many parameters ({error})") from error
    queries = [value for name, value in pairs if name == "query"]
    if any(name in _OF_UPDATES for name, _ in pairs) or any(map(_UPDATE.match, queries)):
        raise _updates_are_refused()
    if len(queries) != 1:
        raise RequestError(400, "a request asks exactly one query, as the parameter `query`")
    try:
        refuse_service(queries[0])
    except QueryError as error:
        raise RequestError(403, str(error)) from error
    return Operation(
        query=queries[0],
        default_graphs=tuple(value for name, value in pairs if name == "default-graph-uri"),
        named_graphs=tuple(value for name, value in pairs if name == "named-graph-uri"),
    )


def _parameters(
    method: str, query_string: str, content_type: str, body: bytes
) -> list[tuple[str, str]]:
    """Return the parameters of a request in its address and its body, a query alone as `query`."""
    pairs = parse_qsl(query_string, keep_blank_values=True, max_num_fields=100)
    match content_type.partition(";")[0].strip().lower():
        case "application/x-www-form-urlencoded":
            pairs += parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=100)
        case "application/sparql-query":
            pairs.append(("query", body.decode()))
        case "application/sparql-update":
            raise _updates_are_refused()
        case _ if method == "POST":
            reason = "a POST sends application/x-www-form-urlencoded or application/sparql-query"
            raise RequestError(415, reason)
    return pairs


def _updates_are_refused() -> RequestError:
    return RequestError(403, "this endpoint is read only: updates are refused")


def negotiate(accept: str, offered: dict[str, str]) -> str | None:
    """Return the media type of `offered` that `accept` likes best, the first of several.

    https://www.rfc-editor.org/rfc/rfc9110#name-accept

    Example:
        >>> negotiate("text/csv;q=0.5, application/*;q=0.9, */*;q=0.1", TABLES)
        'application/sparql-results+json'
        >>> negotiate("text/csv", TABLES), negotiate("", TABLES), negotiate("image/png", TABLES)
        ('text/csv', 'application/sparql-results+json', None)
    """
    if not accept.strip():
        return next(iter(offered))
    wanted: dict[str, float] = {}
    for part in accept.split(","):
        range_, *parameters = (piece.strip().lower() for piece in part.split(";"))
        wanted[range_] = max(_quality(parameters), wanted.get(range_, 0.0))

    def quality_of(type_: str) -> float:
        for range_ in (type_, f"{type_.partition('/')[0]}/*", "*/*"):
            if range_ in wanted:
                return wanted[range_]
        return 0.0

    best = max(offered, key=quality_of)
    return best if quality_of(best) > 0 else None


def _quality(parameters: Iterable[str]) -> float:
    """Return the weight `q` that the parameters of a media range give it; 0 if it is no number."""
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0
