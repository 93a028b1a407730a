"""Updates brought by Telegram: https://core.telegram.org/bots/api#setwebhook.

Each is kept before Telegram is told that it arrived, so that it brings again what could not be kept.
"""

import asyncio
import hashlib
import hmac
import json
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from telegram import Bot
from telegram.error import RetryAfter, TelegramError

from bot.backoff import Backoff
from bot.errors import StartError
from bot.intake import Intake
from bot.serving import address, serving

MOST_BYTES: Final = 2 * 2**20
"""Far above any update: a message has 4,096 characters, and a hundred entities."""
MOST_CONNECTIONS: Final = 40
DEFAULT_LISTEN: Final = "127.0.0.1:8443"
SECRET_HEADER: Final = "x-telegram-bot-api-secret-token"  # noqa: S105 - its name, not a secret
FIRST_PAUSE: Final = 1.0
LONGEST_PAUSE: Final = 30.0

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Hook:
    """Where Telegram brings updates, and where we listen.

    `certificate` is a PEM file with a key and a certificate of our own; without one, a proxy has them.
    """

    url: str
    secret: str
    listen: str = DEFAULT_LISTEN
    certificate: Path | None = None


def secret_of(token: str) -> str:
    """Give a secret that only who has the token can know, for operators who set none."""
    return hmac.new(token.encode(), b"webhook", hashlib.sha256).hexdigest()


class Webhook:
    """Takes in what Telegram brings."""

    def __init__(self, bot: Bot, hook: Hook, allowed: Sequence[str], intake: Intake) -> None:
        self._bot, self._hook, self._allowed, self._intake = bot, hook, list(allowed), intake
        # Bytes, since a header may hold any.
        self._secret = hook.secret.encode()

    async def run(self, stop: asyncio.Event) -> None:
        """Listen until `stop` is set. The webhook stays: Telegram keeps what comes until somebody listens again."""
        app = Starlette(routes=[Route(urlsplit(self._hook.url).path or "/", self._take, methods=["POST"])])
        host, port = address(self._hook.listen)
        certificate = str(self._hook.certificate) if self._hook.certificate else None
        async with serving(app, host, port, certificate):
            telling = asyncio.create_task(self._tell())
            stopped = asyncio.create_task(stop.wait())
            try:
                await asyncio.wait({stopped, telling}, return_when=asyncio.FIRST_COMPLETED)
                if telling.done():
                    telling.result()
                await stopped
            finally:
                telling.cancel()
                stopped.cancel()
                await asyncio.gather(telling, stopped, return_exceptions=True)

    async def _tell(self) -> None:
        """Tell Telegram where we are, again and again until it has understood."""
        backoff, certificate = Backoff(FIRST_PAUSE, LONGEST_PAUSE), self._hook.certificate
        while True:
            try:
                await self._bot.set_webhook(
                    self._hook.url,
                    certificate=_public(certificate) if certificate else None,
                    max_connections=MOST_CONNECTIONS,
                    allowed_updates=self._allowed,
                    drop_pending_updates=False,
                    secret_token=self._hook.secret,
                )
            except TelegramError as error:
                if "bad webhook" in str(error).lower():
                    raise StartError(f"Telegram refuses TELEGRAM_WEBHOOK_URL: {error}") from error
                logger.warning("the webhook could not be set, trying again: %s", error)
                asked = error.retry_after if isinstance(error, RetryAfter) else None
                await asyncio.sleep(asked.total_seconds() if isinstance(asked, timedelta) else backoff.pause())
            else:
                return

    async def _take(self, request: Request) -> Response:
        given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            return PlainTextResponse("", 403)
        body = await _body(request)
        if body is None:
            return PlainTextResponse("", 413)
        try:
            update = json.loads(body.decode("utf-8", "replace"))
        except (ValueError, RecursionError):
            # What is no JSON now will not be later, and Telegram would bring it for a day.
            logger.error("an update that is no JSON is passed over")
            return PlainTextResponse("")
        kept = await asyncio.shield(asyncio.ensure_future(self._intake.accept([update])))
        # It is handled all the same; brought again, it is known while it is not confirmed.
        return PlainTextResponse("", 200 if kept else 503)


def _public(certificate: Path) -> bytes:
    """Give the certificates of a PEM file, without the key that stands beside them."""
    found = re.findall(
        rb"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----\n?", certificate.read_bytes(), re.DOTALL
    )
    return b"".join(found)


async def _body(request: Request) -> bytes | None:
    """Read a body; None for one that is too long, however long it says that it is."""
    parts: list[bytes] = []
    length = 0
    async for part in request.stream():
        length += len(part)
        if length > MOST_BYTES:
            return None
        parts.append(part)
    return b"".join(parts)
