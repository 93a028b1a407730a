"""A small HTTP server beside the bot, on the bot's own event loop."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, asynccontextmanager, nullcontext
from typing import Any, Final

from bot.errors import StartError

ENDING_SECONDS: Final = 2


@asynccontextmanager
async def serving(app: Any, host: str, port: int, certificate: str | None = None) -> AsyncIterator[int]:
    """Serve an ASGI app while the body runs; gives the port. Raises StartError where it cannot be served."""
    listener = _listener(host, port)
    try:
        server = _server(app, certificate)
        task = asyncio.create_task(server.serve(sockets=[listener]))
        try:
            while not server.started and not task.done():  # noqa: ASYNC110 - uvicorn has no event for it
                await asyncio.sleep(0.01)
            yield listener.getsockname()[1]
        finally:
            server.should_exit = True
            await task
            # Under TLS a connection is closed when the other side agrees, which it may never do.
            for connection in list(server.server_state.connections):
                connection.transport.abort()
            await asyncio.sleep(0)
    finally:
        listener.close()


def address(listen: str) -> tuple[str, int]:
    """Split an address and a port."""
    host, _, port = listen.rpartition(":")
    return host.strip("[]"), int(port)


def _listener(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With its protocol named, asyncio sets TCP_NODELAY.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise StartError(f"nothing can listen on {host}:{port}: {error.strerror}") from error
    return listener


def _server(app: Any, certificate: str | None) -> Any:
    import uvicorn

    class Server(uvicorn.Server):
        def capture_signals(self) -> AbstractContextManager[None]:  # type: ignore[override]
            return nullcontext()  # they are for the bot, which ends us

    config = uvicorn.Config(
        app,
        log_level="critical",
        access_log=False,
        ws="none",
        lifespan="off",
        timeout_graceful_shutdown=ENDING_SECONDS,
        ssl_certfile=certificate,
    )
    try:
        config.load()
    except OSError as error:  # an ssl.SSLError is one
        raise StartError(f"{certificate} is no PEM file with a key and a certificate: {error}") from error
    return Server(config)
