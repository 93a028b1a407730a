"""The stand-in as a whole: Telegram on loopback."""

import asyncio
import secrets
import socket
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Any, Final, Literal, Self

from bot.preview.bot_api import BotApi
from bot.preview.chats import ChatType, User
from bot.preview.conversation import Conversation
from bot.preview.faults import Faults, SpeedLimits
from bot.preview.loopback import LoopbackOnly, is_loopback
from bot.preview.world import World

_START_SECONDS: Final = 10.0
_BOT_ID: Final = 7_000_000_001


class StandIn:
    """Takes Telegram's place on this computer, for people without a token and for tests.

    `url` is the base of a Bot API (`{url}/bot<token>/<method>`) and, opened in a browser, a chat with the bot::

        with StandIn() as telegram:
            # start a bot with telegram.token against telegram.url, then:
            chat = telegram.chat(telegram.person("Anna"))
            answer = chat.ask("How many trees?")
            chat.press(answer, "More")

    Raises ValueError for a host that is not loopback, OSError for a port that is taken.
    """

    def __init__(
        self,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        bot_username: str = "PartnershipBot",
        bot_name: str = "Partnership bot",
        token: str | None = None,
        privacy_mode: bool = True,
        speed_limits: bool = False,
    ) -> None:
        if not is_loopback(host):
            raise ValueError(f"The stand-in serves this computer only, not {host!r}: take 127.0.0.1.")
        bot_id = int(token.partition(":")[0]) if token else _BOT_ID
        self.token = token or f"{bot_id}:{secrets.token_urlsafe(26)}"
        self.world = World(User(bot_id, bot_name, username=bot_username, is_bot=True), self.token, privacy_mode)
        self.faults = Faults()
        self.limits = SpeedLimits() if speed_limits else None
        self._address = (host, port)
        self._socket: socket.socket | None = None
        self._server: Any = None
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """Base of the Bot API and address of the page, without a slash at the end; known once started."""
        host, port = self._address
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    def start(self) -> None:
        """Serve, in a thread of its own, until `stop`."""
        import uvicorn

        family = socket.AF_INET6 if ":" in self._address[0] else socket.AF_INET
        # With its protocol named, asyncio sets TCP_NODELAY; without that each reply of two segments takes 40 ms longer.
        self._socket = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            self._socket.bind(self._address)
        except OSError:
            self._socket.close()
            raise
        self._address = self._socket.getsockname()[:2]
        # Lifespan is used to stop deliveries; websockets are not served; the log would name the token in each line.
        config = uvicorn.Config(
            self._app(),
            log_level="critical",
            access_log=False,
            ws="none",
            lifespan="on",
            timeout_graceful_shutdown=2,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._serve, name="telegram-stand-in", daemon=True)
        self._started = threading.Event()
        self._thread.start()
        if not self._started.wait(_START_SECONDS):
            raise OSError(f"The stand-in did not start on {self.url}.")

    def stop(self) -> None:
        """End all waits and close the port."""
        if self._thread is None or self._socket is None:
            return
        self.world.changes.close()
        self._server.should_exit = True
        self._thread.join()
        self._socket.close()
        self._thread = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def person(self, first_name: str, *, username: str = "", language_code: str = "en") -> User:
        """Let somebody join Telegram."""
        with self.world.changes.lock:
            return self.world.add_person(first_name, username=username, language_code=language_code)

    def chat(self, person: User) -> Conversation:
        """Give a person's private chat with the bot."""
        with self.world.changes.lock:
            return Conversation(self.world, person, self.world.private_chat(person))

    def group(
        self,
        creator: User,
        title: str,
        *,
        kind: Literal["group", "supergroup"] = "supergroup",
        topics: bool = False,
        members: tuple[User, ...] = (),
    ) -> Conversation:
        """Open a group, the bot not being in it yet; `Conversation.add_bot` adds it."""
        return self._open(kind, title, creator, topics, members)

    def channel(self, creator: User, title: str) -> Conversation:
        """Open a channel, the bot not being in it yet."""
        return self._open("channel", title, creator, False, ())

    def conversation(self, person: User, other: Conversation) -> Conversation:
        """Give another person's view of a group (and topic)."""
        with self.world.changes.lock:
            other.chat.members.setdefault(person.id, "member")
            return Conversation(self.world, person, other.chat, other.thread_id)

    def _open(self, kind: ChatType, title: str, creator: User, topics: bool, members: tuple[User, ...]) -> Conversation:
        with self.world.changes.lock:
            chat = self.world.add_chat(kind, title, creator, is_forum=topics)
            chat.members.update({member.id: "member" for member in members})
            return Conversation(self.world, creator, chat)

    def _app(self) -> Any:
        from starlette.applications import Starlette
        from starlette.middleware import Middleware
        from starlette.routing import Route

        from bot.preview.person_api import routes

        api = BotApi(self.world, self.faults, self.limits)

        @asynccontextmanager
        async def deliveries(app: Starlette) -> AsyncIterator[None]:  # noqa: ARG001 - Starlette's signature
            self._started.set()
            yield
            await api.webhook.stop()

        return Starlette(
            routes=[
                Route("/bot{token}/{method}", api.call, methods=["GET", "POST"]),
                Route("/file/bot{token}/{path:path}", api.file, methods=["GET"]),
                *routes(self.world),
            ],
            middleware=[Middleware(LoopbackOnly)],
            lifespan=deliveries,
        )

    def _serve(self) -> None:
        asyncio.run(self._server.serve(sockets=[self._socket]))
