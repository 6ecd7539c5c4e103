"""A SPARQL query and a Turtle file in, a table of results out.

A query file says in its first comment lines what it asks, which parameters it takes, and the first
rows of its answer on the sample corpus:

    # Which posts are about a concept?
    # Parameter concept: any of its labels. Default: VAE
    # Example: ["变分自编码器(一):原来是这么一回事", "2018-03-18", "about", "0.997"]

Parameters are bound as RDF terms (SPARQL-dev SEP-0007), never pasted into the text. For that the
query, and each of its subqueries that uses a parameter, has to name it among the variables that it
selects; the table leaves them out again. A query asks for the value as `STR(?concept)`, so that
`standalone` can put it there for engines that bind nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import pyoxigraph as ox

from kg.errors import InputError, QueryError
from kg.rdf.formats import graph_file, unreadable

_PARAMETER = re.compile(r"^Parameter (?P<name>\w+): (?P<meaning>.+?)\s+Default: (?P<default>.+)$")
_EXAMPLE = re.compile(r"^Example: (?P<row>\[.*\])$")
_CODE_POINT = re.compile(r"\\u(?P<four>[0-9A-Fa-f]{4})|\\U(?P<eight>[0-9A-Fa-f]{8})")
_TOKEN = re.compile(
    r"""
    (?P<comment>\#[^\n\r]*)
    | (?P<iri><[^<>"{}|^`\x00-\x20]*>)
    | (?P<string>\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}
        | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
    | (?P<name>[?$]\w+ | [\w.-]*:[\w.%:\\-]* | \w+)
    """,
    re.VERBOSE | re.DOTALL,
)

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A query with the question it answers, the default values of its parameters, and example rows:
    the first of its answer on the sample corpus.
    """

    name: str
    question: str
    defaults: Mapping[str, str]
    text: str
    examples: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The rows of a result; an unbound variable is None."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    def strings(self) -> list[list[str]]:
        """Return the rows as text: the value of a literal, an IRI without brackets."""
        return [[_value(term) for term in row] for row in self.rows]


def query_folder() -> Path:
    """Return the folder of the queries that come with kg."""
    packaged = Path(str(files("kg") / "queries"))
    return packaged if packaged.is_dir() else Path(__file__).parent.parent / "queries"


def find_queries() -> list[Query]:
    """Return the queries that come with kg, sorted by name.

    Example:
        >>> [query.question for query in find_queries() if query.name == "posts-about"]
        ['Which posts are about a concept, and which only mention it?']
    """
    return [read_query(path) for path in sorted(query_folder().glob("*.rq"))]


def read_query(path: Path | str) -> Query:
    """Read a query file, or the query of that name that comes with kg.

    Raises:
        QueryError: there is no such file or query.
        InputError: the file cannot be read.
    """
    file = Path(path)
    try:
        if not file.exists():
            file = query_folder() / f"{path}.rq"
        if not file.is_file():
            known = ", ".join(sorted(path.stem for path in query_folder().glob("*.rq")))
            raise QueryError(f"{path}: no such file or query; there are {known}")
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:  # a whole query is too long for a name
        fault = f"cannot be read ({getattr(error, 'strerror', None) or error})"
        raise InputError(path, fault, "name a file of UTF-8 with a query in it") from error
    return parse_query(text, name=file.stem)


def parse_query(text: str, *, name: str = "query") -> Query:
    r"""Take question and parameters from the comment lines at the head of a query.

    Example:
        >>> query = parse_query("# Who?\n# Parameter x: a label. Default: VAE\nSELECT * {}")
        >>> query.question, query.defaults
        ('Who?', {'x': 'VAE'})
    """
    question: list[str] = []
    defaults: dict[str, str] = {}
    examples: list[tuple[str, ...]] = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        comment = line.lstrip("#").strip()
        if match := _PARAMETER.match(comment):
            defaults[match["name"]] = match["default"].strip()
        elif match := _EXAMPLE.match(comment):
            examples.append(_example(match["row"], name))
        elif comment and not defaults:
            question.append(comment)
    return Query(
        name=name,
        question=" ".join(question),
        defaults=defaults,
        text=text,
        examples=tuple(examples),
    )


def standalone(query: Query, parameters: Mapping[str, str] | None = None) -> str:
    r"""Return the text with the parameters as literals, for engines that cannot bind them.

    Example:
        >>> text = "# Parameter x: a label. Default: VAE\nSELECT ?x { FILTER(STR(?x)) }"
        >>> query = parse_query(text)
        >>> print(standalone(query, {"x": 'a"b'}).splitlines()[-1])
        SELECT ?x { FILTER(STR("a\"b")) }
    """
    text = query.text
    for name, value in bind(query, parameters).items():
        text = text.replace(f"STR(?{name})", f"STR({ox.Literal(value)})")
    return text


def bind(query: Query, parameters: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return a value for each parameter of a query.

    Raises:
        QueryError: a parameter is not one of its own.
    """
    if unknown := sorted(set(parameters or {}) - set(query.defaults)):
        known = ", ".join(query.defaults) or "none"
        raise QueryError(f"{query.name}: no parameter {', '.join(unknown)}; it takes {known}")
    return {**query.defaults, **(parameters or {})}


def refuse_service(text: str, *, name: str = "query") -> None:
    r"""Refuse a query that would ask another server.

    Comments, IRIs, strings, variables and prefixed names do not count; an escaped letter does.

    Raises:
        QueryError: it has the keyword SERVICE.

    Example:
        >>> refuse_service("SELECT ?service { ?s <urn:SERVICE> 'SERVICE' } # SERVICE")
        >>> refuse_service("SELECT * { ?s <urn:a#b> ?o . \\u0053ERVICE <http://127.0.0.1/> {} }")
        Traceback (most recent call last):
        kg.errors.QueryError: query: SERVICE is refused, as it asks the network; drop it
    """
    plain = _CODE_POINT.sub(lambda match: _character(match["four"] or match["eight"]), text)
    for token in _TOKEN.finditer(plain):
        if token.lastgroup == "name" and token["name"].upper() == "SERVICE":
            raise QueryError(f"{name}: SERVICE is refused, as it asks the network; drop it")


def load_store(path: Path | str) -> ox.Store:
    """Load a Turtle file, or `graph.ttl` in a folder, into an in-memory store.

    Raises:
        InputError: the file is missing or no Turtle.
    """
    store, file = ox.Store(), graph_file(path)
    try:
        store.bulk_load(path=str(file), format=ox.RdfFormat.TURTLE)
    except (OSError, SyntaxError) as error:
        raise unreadable(file, error) from error
    return store


def run(query: Query, store: ox.Store, parameters: Mapping[str, str] | None = None) -> Table:
    """Run a query with its parameters bound; ASK gives one row, CONSTRUCT three columns.

    Raises:
        QueryError: the query is malformed, or a parameter is not one of its own.

    Example:
        >>> store = ox.Store()
        >>> store.add(ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:p"), ox.Literal("VAE")))
        >>> run(parse_query('SELECT ?x { ?s ?p ?x }'), store).strings()
        [['VAE']]
    """
    bindings = bind(query, parameters)
    refuse_service(query.text, name=query.name)
    try:
        result = store.query(
            query.text,
            substitutions={ox.Variable(name): ox.Literal(text) for name, text in bindings.items()},
        )
    except SyntaxError as error:
        raise QueryError(f"{query.name}: is no SPARQL query ({error.msg}); mend it") from error
    except RuntimeError as error:  # a parameter that is not selected
        raise QueryError(f"{query.name}: {error}; select it") from error
    if isinstance(result, ox.QueryBoolean):
        return Table(variables=("answer",), rows=((ox.Literal(bool(result)),),))
    if isinstance(result, ox.QueryTriples):
        triples = tuple((t.subject, t.predicate, t.object) for t in result)
        return Table(variables=("subject", "predicate", "object"), rows=triples)
    names = [variable.value for variable in result.variables]
    shown = [index for index, name in enumerate(names) if name not in bindings]
    return Table(
        variables=tuple(names[index] for index in shown),
        rows=tuple(tuple(solution[index] for index in shown) for solution in result),
    )


def _example(row: str, name: str) -> tuple[str, ...]:
    try:
        return tuple(json.loads(row))
    except json.JSONDecodeError as error:
        raise QueryError(f"{name}: the example {row} is no JSON list; mend it") from error


def _character(code: str) -> str:
    number = int(code, 16)
    return chr(number) if number <= 0x10FFFF else "\ufffd"


def _value(term: Term | None) -> str:
    if term is None:
        return ""
    return str(term) if isinstance(term, ox.Triple) else term.value
