"""How the bot is, for those who watch it: `/healthz`, `/readyz` and `/metrics`, on this computer only."""

import time
from typing import Any, Final

from bot.metrics import Metrics
from bot.polling import Polling
from bot.services import Memory
from bot.storage.errors import DatabaseError
from bot.webhook import Webhook

SILENT_SECONDS: Final = 120.0
"""Telegram answers a fetch at least every half minute."""
LATE_SECONDS: Final = 300.0


class Status:
    """What is wrong, in words."""

    def __init__(self, memory: Memory, metrics: Metrics, source: Polling | Webhook) -> None:
        self._memory, self._metrics, self._source = memory, metrics, source
        self.ready = False

    async def troubles(self) -> list[str]:
        """List what is wrong; the metrics say the same from then on."""
        database, found = self._memory.database, []
        if database.trouble:
            found.append(f"the database did not take something: {database.trouble}")
        age = time.monotonic() - self._source.last_fetch if isinstance(self._source, Polling) else 0.0
        self._metrics.fetched.set(age)
        if age > SILENT_SECONDS and isinstance(self._source, Polling) and not self._source.standing_by:
            found.append(f"no updates could be fetched for {age:.0f} seconds")
        if not database.ailing:
            found += await self._late()
        self._metrics.storage.set(database.trouble is None)
        return found

    async def _late(self) -> list[str]:
        try:
            backlog = await self._memory.updates.backlog()
            self._metrics.outbox.set(await self._memory.outbox.count())
        except DatabaseError as error:
            return [str(error)]
        self._metrics.waiting.set(backlog.open)
        self._metrics.lag.set(backlog.oldest_seconds)
        if backlog.oldest_seconds < LATE_SECONDS:
            return []
        return [f"{backlog.open} updates wait, the oldest for {backlog.oldest_seconds:.0f} seconds"]

    def app(self) -> Any:
        """Give what answers over HTTP."""
        from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
        from starlette.applications import Starlette
        from starlette.requests import Request
        from starlette.responses import JSONResponse, Response
        from starlette.routing import Route

        async def health(request: Request) -> Response:  # noqa: ARG001 - Starlette's signature
            troubles = await self.troubles()
            return JSONResponse({"ok": not troubles, "troubles": troubles}, 503 if troubles else 200)

        async def readiness(request: Request) -> Response:  # noqa: ARG001 - Starlette's signature
            return JSONResponse({"ready": self.ready}, 200 if self.ready else 503)

        async def metrics(request: Request) -> Response:  # noqa: ARG001 - Starlette's signature
            await self.troubles()
            return Response(generate_latest(self._metrics.registry), media_type=CONTENT_TYPE_LATEST)

        return Starlette(
            routes=[Route("/healthz", health), Route("/readyz", readiness), Route("/metrics", metrics)],
        )
