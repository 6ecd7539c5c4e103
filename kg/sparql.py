"""A SPARQL query and a Turtle file in, a table of results out.

A query file says in its first comment lines what it asks and which parameters it takes:

    # Which posts are about a concept?
    # Parameter concept: any of its labels. Default: VAE

Parameters are bound as RDF terms (SPARQL-dev SEP-0007), never pasted into the text. For that the
query has to name them among the variables that it selects; the table leaves them out again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import pyoxigraph as ox

from kg.errors import InputError, QueryError

_PARAMETER = re.compile(r"^Parameter (?P<name>\w+): (?P<meaning>.+?)\s+Default: (?P<default>.+)$")
_SERVICE = re.compile(r"\bSERVICE\b", re.IGNORECASE)

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A query with the question it answers and the default values of its parameters."""

    name: str
    question: str
    defaults: Mapping[str, str]
    text: str


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
    if not file.exists():
        file = query_folder() / f"{path}.rq"
    if not file.is_file():
        known = ", ".join(sorted(path.stem for path in query_folder().glob("*.rq")))
        raise QueryError(f"{path}: no such file or query; there are {known}")
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(file, f"cannot be read ({error})", "name a UTF-8 file") from error
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
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        comment = line.lstrip("#").strip()
        if match := _PARAMETER.match(comment):
            defaults[match["name"]] = match["default"].strip()
        elif comment and not defaults:
            question.append(comment)
    return Query(name=name, question=" ".join(question), defaults=defaults, text=text)


def load_store(path: Path | str) -> ox.Store:
    """Load a Turtle file into an in-memory store.

    Raises:
        InputError: the file is missing or no Turtle.
    """
    store = ox.Store()
    try:
        store.bulk_load(path=str(path), format=ox.RdfFormat.TURTLE)
    except OSError as error:
        fault = f"cannot be read ({error.strerror or error})"
        raise InputError(path, fault, "build it first: kg build PATH -o DIR") from error
    except SyntaxError as error:
        fault = f"is no Turtle ({error.msg})"
        raise InputError(path, fault, "build it again", line=error.lineno) from error
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
    if unknown := sorted(set(parameters or {}) - set(query.defaults)):
        known = ", ".join(query.defaults) or "none"
        raise QueryError(f"{query.name}: no parameter {', '.join(unknown)}; it takes {known}")
    bindings = {**query.defaults, **(parameters or {})}
    if _SERVICE.search(re.sub(r"#.*", "", query.text)):
        raise QueryError(f"{query.name}: SERVICE is refused, as it asks the network; drop it")
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


def _value(term: Term | None) -> str:
    if term is None:
        return ""
    return str(term) if isinstance(term, ox.Triple) else term.value
