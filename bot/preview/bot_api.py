"""The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from bot.preview.errors import BotApiError, bad_request, conflict
from bot.preview.faults import Faults, SpeedLimits
from bot.preview.methods import METHODS
from bot.preview.parameters import Parameters, read_parameters
from bot.preview.webhook import WebhookSender, read_webhook, webhook_info
from bot.preview.world import World

# Longest `timeout` of getUpdates that Telegram's servers keep; longer ones are cut.
_LONGEST_POLL: Final = 50
_TOKEN: Final = re.compile(r"\d+:[\w-]+", re.ASCII)


class BotApi:
    """Answers the bot's calls."""

    def __init__(self, world: World, faults: Faults, limits: SpeedLimits | None) -> None:
        self.world = world
        self.faults = faults
        self.limits = limits
        self.webhook = WebhookSender(world)
        self._waiting: dict[str, Callable[[Request, Parameters], Awaitable[Any]]] = {
            "getupdates": self._get_updates,
            "setwebhook": self._set_webhook,
            "deletewebhook": self._delete_webhook,
            "getwebhookinfo": self._get_webhook_info,
        }

    async def call(self, request: Request) -> Response:
        """Answer one call, with the fault that waits for it."""
        method = request.path_params["method"]
        fault = self.faults.take(method)
        try:
            self._authorize(request)
            body = await request.body()
            call = read_parameters(request.url.query, request.headers.get("content-type", ""), body)
            if fault.delay:
                # A wait that ends when the stand-in stops, which a sleep does not.
                await self.world.changes.wait_async(lambda: None, fault.delay)
            if fault.refused:
                raise fault.refused
            if fault.page:
                return HTMLResponse(f"<html><h1>{fault.page}</h1><center>gateway</center></html>", fault.page)
            if fault.dropped and not fault.done:
                return DroppedConnection()
            result = await self._do(request, method, call)
        except BotApiError as error:
            headers = {"Retry-After": str(error.parameters["retry_after"])} if error.code == 429 else {}
            return JSONResponse(error.as_json(), error.code, headers)
        return DroppedConnection() if fault.dropped else JSONResponse({"ok": True, "result": result})

    async def file(self, request: Request) -> Response:
        """Serve a file to the bot."""
        try:
            self._authorize(request)
        except BotApiError as error:
            return JSONResponse(error.as_json(), error.code)
        with self.world.changes.lock:
            file = self.world.files.at(request.path_params["path"])
        if file is None:
            return JSONResponse(BotApiError(404, "Not Found").as_json(), 404)
        return Response(file.content, media_type="application/octet-stream")

    def _authorize(self, request: Request) -> None:
        token = request.path_params["token"]
        if not _TOKEN.fullmatch(token):
            raise BotApiError(404, "Not Found")
        if token != self.world.token:
            raise BotApiError(401, "Unauthorized")

    async def _do(self, request: Request, method: str, call: Parameters) -> Any:
        if waiting := self._waiting.get(method.lower()):
            return await waiting(request, call)
        if method.lower() not in METHODS:
            raise BotApiError(404, "Not Found")
        with self.world.changes.lock:
            if self.limits:
                self.limits.check(method, call.text("chat_id"))
            return METHODS[method.lower()](self.world, call)

    async def _get_updates(self, request: Request, call: Parameters) -> list[dict[str, Any]]:
        """See https://core.telegram.org/bots/api#getupdates."""
        updates = self.world.updates
        with self.world.changes.lock:
            if updates.webhook:
                raise conflict(
                    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
                )
            updates.allow(_kinds(call))
            if offset := call.integer("offset"):
                updates.confirm(offset)
            updates.poll += 1
            poll = updates.poll
            self.world.changes.wake()
        limit = call.integer("limit", 100)

        def look() -> list[dict[str, Any]] | BotApiError | None:
            if updates.webhook:
                return conflict("terminated by setWebhook request")
            if updates.poll != poll:
                return conflict(
                    "terminated by other getUpdates request; make sure that only one bot instance is running"
                )
            return updates.first(limit) or None

        timeout = min(max(call.integer("timeout"), 0), _LONGEST_POLL)
        waiting: asyncio.Task[list[dict[str, Any]] | BotApiError | None] = asyncio.create_task(
            self.world.changes.wait_async(look, timeout)
        )
        gone = asyncio.ensure_future(_disconnected(request))
        await asyncio.wait({waiting, gone}, return_when=asyncio.FIRST_COMPLETED)
        gone.cancel()
        if not waiting.done():
            waiting.cancel()
            return []
        found = waiting.result()
        if isinstance(found, BotApiError):
            raise found
        return found or []

    async def _set_webhook(self, request: Request, call: Parameters) -> bool:  # noqa: ARG002 - one signature
        """See https://core.telegram.org/bots/api#setwebhook."""
        with self.world.changes.lock:
            if not call.has("url"):
                return self._remove_webhook(call)
            webhook = read_webhook(call)
            self.world.updates.allow(_kinds(call))
            if call.boolean("drop_pending_updates"):
                self.world.updates.pending.clear()
            self.world.updates.webhook = webhook
            self.world.changes.wake()
        self.webhook.start()
        return True

    async def _delete_webhook(self, request: Request, call: Parameters) -> bool:  # noqa: ARG002 - one signature
        """See https://core.telegram.org/bots/api#deletewebhook."""
        with self.world.changes.lock:
            return self._remove_webhook(call)

    async def _get_webhook_info(self, request: Request, call: Parameters) -> Any:  # noqa: ARG002 - one signature
        """See https://core.telegram.org/bots/api#getwebhookinfo."""
        with self.world.changes.lock:
            return webhook_info(self.world.updates)

    def _remove_webhook(self, call: Parameters) -> bool:
        if call.boolean("drop_pending_updates"):
            self.world.updates.pending.clear()
        self.world.updates.webhook = None
        self.world.changes.wake()
        return True


class DroppedConnection(Response):
    """Promises a body and breaks off: the bot learns nothing of what became of its call."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:  # noqa: ARG002 - ASGI's signature
        """Begin a reply and leave."""
        headers = [(b"content-type", b"application/json"), (b"content-length", b"2")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})


def _kinds(call: Parameters) -> list[str] | None:
    kinds = call.json("allowed_updates", "allowed updates")
    if kinds is not None and not isinstance(kinds, list):
        raise bad_request("can't parse allowed updates JSON object")
    return kinds


async def _disconnected(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        continue
