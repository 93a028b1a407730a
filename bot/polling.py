"""Updates fetched from Telegram by long polling, for as long as the process lives.

Not by python-telegram-bot's own loop: that one reads a whole answer at once, and confirms what it has only in memory.
https://core.telegram.org/bots/api#getupdates
"""

import asyncio
import json
import logging
import time
from collections.abc import Sequence
from typing import Any, Final

import httpx

from bot.backoff import Backoff, between
from bot.errors import StartError
from bot.intake import Intake, number_of
from bot.limits import UPDATES_A_CALL
from bot.metrics import Metrics

POLL_SECONDS: Final = 30
ANSWER_SECONDS: Final = 10.0
FIRST_PAUSE: Final = 0.5
LONGEST_PAUSE: Final = 15.0
LASTING_SECONDS: Final = 60.0
"""A token that is refused for so long is refused for good."""
STANDBY_SECONDS: Final = 3.0
STANDBY_LOOKS: Final = 3
"""So often in a row updates are seen to stay where they are before somebody else is taken to have ended."""
BLIND_STANDBY_SECONDS: Final = 10.0
OVERLAP_SECONDS: Final = 1.0
HANDLED_SECONDS: Final = 30.0
LAST_SECONDS: Final = 2.0

_REFUSED: Final = frozenset({httpx.codes.UNAUTHORIZED, httpx.codes.NOT_FOUND})

logger = logging.getLogger(__name__)


class FetchError(Exception):
    """A call that did not give what was asked: the status, and the seconds to wait where Telegram says so."""

    def __init__(self, reason: str, status: int | None = None, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.status, self.retry_after = status, retry_after


class Polling:
    """Fetches updates. `base` is the address of the Bot API with the token, which no message names."""

    def __init__(self, base: str, allowed: Sequence[str], intake: Intake, metrics: Metrics) -> None:
        self._base, self._allowed, self._intake, self._metrics = base, list(allowed), intake, metrics
        self._offset: int | None = None
        self._backoff = Backoff(FIRST_PAUSE, LONGEST_PAUSE)
        self._listening = self._alone = False
        self._taking: asyncio.Future[None] | None = None
        self._refused_since: float | None = None
        self.last_fetch = time.monotonic()
        """When Telegram last answered, on the clock of `time.monotonic`."""
        self.standing_by = False

    async def run(self, stop: asyncio.Event) -> None:
        """Fetch until `stop` is set. Raises StartError where the token is refused for good."""
        async with httpx.AsyncClient() as client:
            stopped = asyncio.create_task(stop.wait())
            working = asyncio.create_task(self._work(client))
            try:
                await asyncio.wait({stopped, working}, return_when=asyncio.FIRST_COMPLETED)
                if working.done():
                    working.result()
            finally:
                for task in (stopped, working):
                    task.cancel()
                await asyncio.gather(stopped, working, return_exceptions=True)
            if self._taking:
                await asyncio.wait({self._taking}, timeout=LAST_SECONDS)
            await self._confirm_last(client)

    async def _work(self, client: httpx.AsyncClient) -> None:
        while True:
            try:
                if not self._listening:
                    await self._call(client, "deleteWebhook", {"drop_pending_updates": False}, ANSWER_SECONDS)
                    self._listening = True
                await self._fetch(client)
            except FetchError as error:
                await self._failed(client, error)
            # Whatever else goes wrong, fetching goes on while the process lives.
            except Exception:
                logger.exception("updates could not be taken in, trying again")
                await asyncio.sleep(self._backoff.pause())

    async def _fetch(self, client: httpx.AsyncClient) -> None:
        batch = await (self._ask(client, POLL_SECONDS) if self._alone else self._first(client))
        self._backoff.reset()
        self._refused_since = None
        self.last_fetch = time.monotonic()
        if not isinstance(batch, list):
            raise FetchError("Telegram's answer is no list of updates")
        # Once they are here they are not to be lost because we are told to stop.
        self._taking = asyncio.ensure_future(self._take(batch))
        await asyncio.shield(self._taking)

    async def _ask(self, client: httpx.AsyncClient, seconds: int) -> Any:
        asked: dict[str, Any] = {"timeout": seconds, "limit": UPDATES_A_CALL, "allowed_updates": self._allowed}
        if self._offset is not None:
            asked["offset"] = self._offset
        return await self._call(client, "getUpdates", asked, seconds + ANSWER_SECONDS)

    async def _first(self, client: httpx.AsyncClient) -> Any:
        """Fetch for the first time, when another instance may just have got the same and not confirmed it yet.

        Our fetch ends the other one's; what is still there a moment later is ours.
        """
        batch = await self._ask(client, 0)
        if batch:
            await asyncio.sleep(OVERLAP_SECONDS)
            batch = await self._ask(client, 0)
        self._alone = True
        return batch

    async def _take(self, batch: list[Any]) -> None:
        """Keep a batch, and confirm it from then on."""
        if not await self._intake.accept(batch) and not await self._intake.handled(HANDLED_SECONDS):
            return
        numbers = [number for one in batch if (number := number_of(one)) is not None]
        if numbers:
            self._offset = max(numbers) + 1
            self._intake.confirmed()
        elif batch:
            raise FetchError("no update has a number")

    async def _failed(self, client: httpx.AsyncClient, error: FetchError) -> None:
        self._metrics.fetch_failed(str(error.status or "connection"))
        if error.status in _REFUSED:
            self._refused_since = self._refused_since or time.monotonic()
            if time.monotonic() - self._refused_since > LASTING_SECONDS:
                raise StartError(
                    f"Telegram has refused the token for a minute ({error}); check TELEGRAM_BOT_TOKEN, or get a new "
                    "one from @BotFather"
                ) from error
        else:
            self._refused_since = None
        if error.status == httpx.codes.CONFLICT:
            await self._stand_by(client)
            return
        logger.warning("updates could not be fetched, trying again: %s", error)
        pause = self._backoff.pause()
        await asyncio.sleep(pause if error.retry_after is None else error.retry_after)

    async def _stand_by(self, client: httpx.AsyncClient) -> None:
        """Wait until nobody else fetches: until updates stay where they are.

        To fetch meanwhile would end the other one's fetch, and both would get the same updates.
        """
        if not self.standing_by:
            logger.warning("another instance fetches this bot's updates; this one waits until that one ends")
        self.standing_by, seen = True, [0]
        while True:
            await asyncio.sleep(between(STANDBY_SECONDS / 2, STANDBY_SECONDS))
            try:
                info = await self._call(client, "getWebhookInfo", {}, ANSWER_SECONDS)
                pending = int(info["pending_update_count"])
            except (FetchError, KeyError, TypeError, ValueError):
                await asyncio.sleep(between(BLIND_STANDBY_SECONDS / 2, BLIND_STANDBY_SECONDS))
                break
            seen = [*seen, pending] if 0 < seen[-1] <= pending else [pending]
            if len(seen) == STANDBY_LOOKS:
                break
        # The other one may have set a webhook, and left it behind.
        self.standing_by = self._listening = self._alone = False

    async def _confirm_last(self, client: httpx.AsyncClient) -> None:
        """Tell Telegram what is kept here, so that nobody else gets it."""
        if self._offset is None or self.standing_by:
            return
        try:
            await self._call(client, "getUpdates", {"offset": self._offset, "timeout": 0, "limit": 1}, LAST_SECONDS)
        except FetchError as error:
            logger.info("the last updates are not confirmed, and will come again: %s", error)

    async def _call(self, client: httpx.AsyncClient, method: str, asked: dict[str, Any], seconds: float) -> Any:
        try:
            reply = await client.post(
                f"{self._base}/{method}", json=asked, timeout=httpx.Timeout(ANSWER_SECONDS, read=seconds)
            )
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise FetchError(f"{type(error).__name__}: {error}") from error
        try:
            answer = json.loads(reply.content.decode("utf-8", "replace"))
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            raise FetchError(f"an answer that is not Telegram's, of status {reply.status_code}", _status(reply))
        if answer.get("ok") is not True:
            parameters = answer.get("parameters")
            wait = parameters.get("retry_after") if isinstance(parameters, dict) else None
            raise FetchError(
                f"{answer.get('description')} ({reply.status_code})",
                _status(reply),
                float(wait) if isinstance(wait, (int, float)) else None,
            )
        return answer.get("result")


def _status(reply: httpx.Response) -> int | None:
    return None if reply.is_success else reply.status_code
