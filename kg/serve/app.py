"""A folder that `kg build` wrote in, a web application out: endpoint, query page, explorer, IRIs.

Nothing that is asked can change the graph, and no text of a post is ever taken for markup.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    PlainTextResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Route

from kg import sparql
from kg.errors import KgError
from kg.rdf.formats import context_file, graph_file, read_triples
from kg.rdf.namespaces import VOID, compact
from kg.rdf.triples import dataset_base
from kg.serve.following import Signal, changes
from kg.serve.protocol import (
    GRAPHS,
    LONGEST,
    PAGES,
    TABLES,
    RequestError,
    negotiate,
    parse_operation,
)
from kg.serve.workers import Answer, Limits, Workers

_PAGES = Environment(
    loader=PackageLoader("kg.serve", "pages"), autoescape=True, undefined=StrictUndefined
)
_OWN_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "connect-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
_FILES = files("kg.serve")
_STATIC = {
    "style.css": (_FILES / "pages/style.css", "text/css"),
    "query.js": (_FILES / "pages/query.js", "text/javascript"),
    "reload.js": (_FILES / "pages/reload.js", "text/javascript"),
    # Made when the package is built, where Node.js is; without it queries are written in a field.
    "editor.js": (_FILES / "editor/bundle.js", "text/javascript"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Site:
    """What every request needs to know."""

    graph: Path
    explorer: Path
    base: str
    triples: str
    workers: Workers
    built: Signal


def build_app(
    graph: Path | str,
    *,
    limits: Limits | None = None,
    processes: int = 2,
    cors: Sequence[str] = (),
    hosts: Sequence[str] = ("*",),
) -> Starlette:
    """Return the ASGI application that serves a graph.

    Args:
        graph: the folder that `kg build` wrote, or a Turtle file.
        limits: what one query may take.
        processes: how many queries run at once.
        cors: the origins whose pages may ask; none by default, `*` is all.
        hosts: the names that requests may call this host by; `*` is any.

    Raises:
        InputError: there is no such graph, or it cannot be read.
    """
    file = graph_file(graph)
    base, count = _about(file)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        workers = Workers([file], count=processes, limits=limits or Limits())
        async with workers:
            app.state.site = _Site(
                graph=file,
                explorer=file.parent / "graph.html",
                base=base,
                triples=count,
                workers=workers,
                built=Signal(),
            )
            following = asyncio.create_task(_follow(app))
            yield
            following.cancel()

    middleware = [Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))]
    if cors:
        middleware.append(
            Middleware(CORSMiddleware, allow_origins=list(cors), allow_methods=["GET", "POST"])
        )
    return Starlette(
        routes=[
            Route("/", _start),
            Route("/sparql", _sparql, methods=["GET", "POST"]),
            Route("/query", _query_page),
            Route("/explorer", _explorer),
            Route("/graph.ttl", _download),
            Route("/context.jsonld", _context),
            Route("/changes", _changes),
            Route("/static/{name}", _static),
            Route("/resource", _resource),
            Route("/{path:path}", _under_base),
        ],
        middleware=middleware,
        lifespan=lifespan,
        exception_handlers={RequestError: _refuse},
    )


def _about(file: Path) -> tuple[str, str]:
    """Return the base of a graph's IRIs, and how many triples it says that it has."""
    triples = read_triples(file)
    base = dataset_base(triples)
    return base, next(
        (o.value for s, p, o in triples if p == VOID.triples and s.value == base), "?"
    )


async def _follow(app: Starlette) -> None:
    """Serve what is built while the server runs; what cannot be read leaves the old in place."""
    site: _Site = app.state.site
    async for _ in changes([site.graph, site.explorer]):
        try:
            base, count = await asyncio.to_thread(_about, site.graph)
        except KgError as error:
            print(f"kg: {error}; the graph from before is served", file=sys.stderr)  # noqa: T201
            continue
        site = app.state.site = replace(site, base=base, triples=count)
        site.workers.renew()
        site.built.give()


async def _refuse(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestError)
    return PlainTextResponse(f"{error}\n", status_code=error.status, headers=_OWN_HEADERS)


async def _start(request: Request) -> Response:
    site = _site(request)
    return _page("start.html.j2", base=site.base, triples=site.triples)


async def _sparql(request: Request) -> Response:
    body = await _body(request)
    content_type = request.headers.get("content-type", "")
    if len(request.url.query) > LONGEST:
        raise _too_large()
    if request.method == "GET" and not request.url.query:
        return await _query_page(request)
    operation = parse_operation(request.method, request.url.query, content_type, body)
    accept = ",".join(request.headers.getlist("accept"))
    table, graph = negotiate(accept, TABLES), negotiate(accept, GRAPHS)
    if not table and not graph:
        offered = ", ".join([*TABLES, *GRAPHS])
        raise RequestError(406, f"there is no result in {accept}: ask for one of {offered}")
    answer = await _site(request).workers.ask(
        {
            "operation": "query",
            "query": operation.query,
            "default_graphs": operation.default_graphs,
            "named_graphs": operation.named_graphs,
            "table": TABLES[table] if table else "json",
            "graph": GRAPHS[graph] if graph else "turtle",
        }
    )
    return _response(answer, table or next(iter(TABLES)), graph or next(iter(GRAPHS)))


async def _query_page(_: Request) -> Response:
    examples = [
        {
            "name": query.name,
            "question": query.question,
            "text": query.text,
            "parameters": dict(query.defaults),
        }
        for query in sparql.find_queries()
    ]
    nonce = secrets.token_urlsafe(16) if _STATIC["editor.js"][0].is_file() else ""
    page = _page("query.html.j2", examples=json.dumps(examples, ensure_ascii=False), nonce=nonce)
    if nonce:  # for the styles that the editor makes
        policy = _OWN_HEADERS["Content-Security-Policy"]
        own = policy.replace("style-src 'self'", f"style-src 'self' 'nonce-{nonce}'")
        page.headers["Content-Security-Policy"] = own
    return page


async def _explorer(request: Request) -> Response:
    path = _site(request).explorer
    if not path.is_file():
        raise RequestError(404, f"there is no {path.name} beside the graph: kg build writes it")
    page = await asyncio.to_thread(path.read_text, encoding="utf-8")
    return HTMLResponse(_live(page), headers={"Cache-Control": "no-cache"})


def _live(page: str) -> str:
    """Return the explorer with a script of ours that its policy, else of no requests, lets in."""
    page = page.replace("script-src", "connect-src 'self'; script-src 'self'", 1)
    before, end, after = page.rpartition("</body>")
    return f'{before}<script src="/static/reload.js"></script>{end}{after}'


async def _changes(request: Request) -> Response:
    """Answer with an event for each time that the graph is built again, as long as it is heard."""
    signal = _site(request).built

    async def events() -> AsyncIterator[str]:
        yield "retry: 1000\n\n"
        async for count in signal.heard():
            yield f"event: built\ndata: {count}\n\n"

    return StreamingResponse(events(), media_type="text/event-stream", headers=_OWN_HEADERS)


async def _download(request: Request) -> Response:
    return FileResponse(_site(request).graph, media_type="text/turtle")


async def _context(_: Request) -> Response:
    return Response(context_file(), media_type="application/ld+json")


async def _static(request: Request) -> Response:
    file, type_ = _STATIC.get(request.path_params["name"], (None, None))
    if file is None or not file.is_file():
        raise RequestError(404, "there is no such page")
    return Response(file.read_bytes(), media_type=type_, headers=_OWN_HEADERS)


async def _resource(request: Request) -> Response:
    iri = request.query_params.get("iri", "")
    if not iri:
        raise RequestError(400, "say which: /resource?iri=IRI")
    return await _describe(request, iri)


async def _under_base(request: Request) -> Response:
    base, path = _site(request).base, request.path_params["path"]
    # The address of a name with escapes of its own comes as that name or as what these stand for.
    raw = request.scope.get("raw_path", b"").decode("ascii", "replace").lstrip("/")
    return await _describe(request, base + path, *({base + raw} - {base + path}))


async def _describe(request: Request, *iris: str) -> Response:
    """Answer with what the graph says about the first IRI that it knows, as RDF or as a page."""
    accept = ",".join(request.headers.getlist("accept"))
    type_ = negotiate(accept, {**GRAPHS, **PAGES})
    if type_ is None:
        raise RequestError(406, f"there is nothing in {accept}: ask for text/turtle or text/html")
    format_ = {**GRAPHS, **PAGES}[type_]
    workers = _site(request).workers
    for iri in iris:
        wanted = {"operation": "describe", "iri": iri, "format": format_}
        answer = await workers.ask(wanted)
        if answer.ok:
            break
    if not answer.ok or format_ != "html":
        return _response(answer, type_, type_)
    found = json.loads(answer.content)
    base = _site(request).base
    return _page(
        "resource.html.j2",
        iri=iri,
        link=lambda other: _link(other, base),
        compact=compact,
        **found,
    )


def _link(iri: str, base: str) -> str:
    """Return where this site shows an IRI."""
    if base.endswith("/") and iri.startswith(base) and not {*"#?%"} & {*iri}:
        return "/" + quote(iri.removeprefix(base), safe="/")
    return f"/resource?iri={quote(iri, safe='')}"


async def _body(request: Request) -> bytes:
    parts = bytearray()
    async for part in request.stream():
        parts += part
        if len(parts) > LONGEST:
            raise _too_large()
    return bytes(parts)


def _too_large() -> RequestError:
    return RequestError(413, f"a request has at most {LONGEST // 1000} kB: shorten the query")


def _response(answer: Answer, table: str, graph: str) -> Response:
    if not answer.ok:
        text = answer.content.decode() + "\n"
        return PlainTextResponse(text, status_code=answer.status, headers=_OWN_HEADERS)
    type_ = graph if answer.kind == "graph" else table
    headers = {"Vary": "Accept", "X-Content-Type-Options": "nosniff"}
    return Response(answer.content, media_type=type_, headers=headers)


def _page(name: str, **values: object) -> HTMLResponse:
    text = _PAGES.get_template(name).render(**values)
    return HTMLResponse(text, headers={**_OWN_HEADERS, "Vary": "Accept"})


def _site(request: Request) -> _Site:
    site: _Site = request.app.state.site
    return site
