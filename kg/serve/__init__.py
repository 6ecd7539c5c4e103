"""A built graph on the web: SPARQL endpoint, query page, explorer, a page for each IRI.

Starlette and uvicorn carry it; they are the extra `serve`.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from pathlib import Path

from kg.errors import InputError
from kg.extras import require
from kg.serve.workers import Limits

__all__ = ["Limits", "serve"]

_LOOPBACK = ("127.0.0.1", "::1", "localhost")


def serve(
    graph: Path | str,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    limits: Limits | None = None,
    processes: int = 2,
    cors: Sequence[str] = (),
    announce: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve a graph until the process is interrupted; `announce` is told the address.

    Raises:
        MissingExtraError: Starlette and uvicorn are not installed.
        InputError: there is no such graph, or the port is taken.
    """
    uvicorn = require("uvicorn", "serve")
    require("starlette", "serve")
    from kg.serve.app import build_app  # noqa: PLC0415 - needs the extra

    # Whoever can name this host otherwise than by loopback is a page on the web that found a way.
    hosts = ["localhost", "127.0.0.1", "[::1]"] if host in _LOOPBACK else ["*"]
    app = build_app(graph, limits=limits, processes=processes, cors=cors, hosts=hosts)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
            listener.listen(2048)  # so that who reads the address at once need not ask twice
        except (OSError, OverflowError) as error:
            fault = f"cannot be listened on ({getattr(error, 'strerror', None) or error})"
            raise InputError(f"{host}:{port}", fault, "choose another --port") from error
        name = f"[{host}]" if ":" in host else host
        announce(f"http://{name}:{listener.getsockname()[1]}/")
        config = uvicorn.Config(
            app,
            log_level="warning",
            h11_max_incomplete_event_size=2**17,
            timeout_graceful_shutdown=3,
            server_header=False,
        )
        uvicorn.Server(config).run(sockets=[listener])
