"""Delivers updates to a webhook, as https://core.telegram.org/bots/api#setwebhook describes."""

import asyncio
import re
import time
from typing import Any, Final
from urllib.parse import urlsplit

from bot.limits import SECRET_TOKEN_PATTERN
from bot.preview.errors import bad_request
from bot.preview.loopback import is_loopback
from bot.preview.parameters import Parameters
from bot.preview.updates import UpdateQueue, Webhook
from bot.preview.world import World

_FIRST_PAUSE: Final = 0.2
_LONGEST_PAUSE: Final = 5.0
_TIMEOUT: Final = 60.0


def read_webhook(call: Parameters) -> Webhook:
    """Read the parameters of setWebhook. Raises 400 for a secret or address that can not be.

    Telegram asks for HTTPS; like a Bot API server of one's own, this one takes HTTP, to this computer only.
    """
    parts = urlsplit(call.text("url"))
    if parts.scheme not in ("http", "https") or not is_loopback(parts.hostname or ""):
        raise bad_request("bad webhook: the stand-in delivers to this computer only, such as http://127.0.0.1:8443/")
    secret = call.text("secret_token")
    if secret and not re.fullmatch(SECRET_TOKEN_PATTERN, secret):
        raise bad_request("secret token contains unallowed characters")
    return Webhook(call.text("url"), secret, call.integer("max_connections", 40))


def webhook_info(updates: UpdateQueue) -> dict[str, Any]:
    """Give a Bot API `WebhookInfo`."""
    webhook = updates.webhook
    info: dict[str, Any] = {
        "url": webhook.url if webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(updates.pending),
    }
    if webhook:
        info["max_connections"] = webhook.max_connections
        if webhook.last_error_date:
            info |= {"last_error_date": webhook.last_error_date, "last_error_message": webhook.last_error_message}
    if updates.allowed is not None:
        info["allowed_updates"] = sorted(updates.allowed)
    return info


class WebhookSender:
    """Posts the oldest pending update until it is taken (2xx), then the next."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to deliver; ends by itself when the webhook is deleted."""
        if self._task is None or self._task.done():
            self._task = asyncio.ensure_future(self._deliver())

    async def stop(self) -> None:
        """End at once."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _deliver(self) -> None:
        import httpx

        updates = self.world.updates
        pause = _FIRST_PAUSE
        async with httpx.AsyncClient(timeout=_TIMEOUT, trust_env=False, verify=False) as client:  # noqa: S501 - loopback
            while (webhook := updates.webhook) and not self.world.changes.closed:
                batch = await self.world.changes.wait_async(self._look, 3600.0)
                if not batch:
                    continue
                error = await self._post(client, webhook, batch[0])
                with self.world.changes.lock:
                    if not error:
                        updates.confirm(batch[0]["update_id"] + 1)
                        self.world.changes.wake()
                        pause = _FIRST_PAUSE
                        continue
                    webhook.last_error_date, webhook.last_error_message = int(time.time()), error
                await asyncio.sleep(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)

    def _look(self) -> list[dict[str, Any]] | None:
        return [] if self.world.updates.webhook is None else self.world.updates.first(1) or None

    async def _post(self, client: Any, webhook: Webhook, update: dict[str, Any]) -> str:
        """Post one update; give what went wrong, nothing if it was taken."""
        import httpx

        secret = {"X-Telegram-Bot-Api-Secret-Token": webhook.secret_token} if webhook.secret_token else {}
        try:
            reply = await client.post(webhook.url, json=update, headers=secret)
        except httpx.HTTPError as error:
            return f"Connection failed: {error}"
        return "" if reply.is_success else f"Wrong response from the webhook: {reply.status_code} {reply.reason_phrase}"
