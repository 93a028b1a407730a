"""`partnership-bot preview`: the very same bot, with a stand-in in Telegram's place."""

import asyncio
from typing import Final

from bot.application import TelegramBot, serve_until_signal
from bot.errors import StartError
from bot.handlers.admins import Admins
from bot.upkeep import Home
from index.search import Index

HOST: Final = "127.0.0.1"
PORT: Final = 8080


class _Everybody:
    """Whoever is on the page: it serves this computer only."""

    def __contains__(self, person: object) -> bool:
        return True


def preview(
    index: Index, host: str = HOST, port: int = PORT, *, home: Home | None = None, as_admin: bool = False
) -> None:
    """Serve the page and the bot behind it until SIGINT or SIGTERM. Raises StartError where the address is taken.

    What the bot is told there is forgotten in the end. `as_admin`: people on the page are admins, who may change the
    documents of `home`.
    """
    from bot.preview import StandIn

    try:
        stand_in = StandIn(host=host, port=port)
        stand_in.start()
    except (ValueError, OSError) as error:
        raise StartError(f"the preview cannot start on {host}:{port}: {error}") from error
    try:
        print(f"Open {stand_in.url} in a browser. Ctrl-C ends the preview.", flush=True)  # noqa: T201 - it is a command
        admins: Admins = _Everybody() if as_admin else frozenset()
        bot = TelegramBot(stand_in.token, stand_in.url, index, home=home, admins=admins)
        asyncio.run(serve_until_signal(bot))
    finally:
        stand_in.stop()
