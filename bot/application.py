"""The bot as a whole: built, started, run and stopped."""

import asyncio
import logging
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final, Protocol

from telegram import Update
from telegram.error import InvalidToken, NetworkError, TelegramError
from telegram.ext import Application, ApplicationBuilder, BaseHandler, ContextTypes

from bot.albums import Albums
from bot.asking import Asker
from bot.broadcasting import Broadcasting
from bot.daily import Daily
from bot.errors import StartError
from bot.handlers.admins import AdminMenu, Admins
from bot.handlers.broadcasts import Broadcasts
from bot.handlers.commands import Commands
from bot.handlers.documents import DocumentUpkeep
from bot.handlers.gate import Gate
from bot.handlers.inline import Inline
from bot.handlers.membership import Membership
from bot.handlers.outreach import Outreach
from bot.handlers.presses import Presses
from bot.handlers.privacy import Privacy
from bot.handlers.questions import Questions
from bot.handlers.reports import Reports
from bot.intake import Intake
from bot.library import Library
from bot.metrics import Metrics
from bot.pacing import Pace
from bot.polling import Polling
from bot.profile import register_profile
from bot.quotas import Manners
from bot.replies.pages import trouble_reply
from bot.sending import Sender
from bot.services import Memory, Services, place_of
from bot.serving import address, serving
from bot.settings import Settings
from bot.status import Status
from bot.storage.binding import bind
from bot.storage.database import Database
from bot.storage.errors import DatabaseError
from bot.upkeep import Home, Upkeep
from bot.webhook import DEFAULT_LISTEN, Hook, Webhook, secret_of
from bot.wire import noting_request
from index.search import Index

ALLOWED_UPDATES: Final = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.GUEST_MESSAGE,
    Update.MY_CHAT_MEMBER,
)
CONNECTIONS: Final = 64
STOP_SECONDS: Final = 6.0
"""What was taken in is answered within this time, and what is not at the next start; Docker kills after 10 seconds."""
SETTLE_SECONDS: Final = 2.0
"""For what is on its way by then, so that it is known whether it arrived."""

PRUNE_SECONDS: Final = 60.0

logger = logging.getLogger(__name__)
App = Application[Any, Any, Any, Any, Any, Any]


class Concern(Protocol):
    """What handles one kind of update."""

    def handlers(self) -> list[BaseHandler[Any, Any, Any]]:
        """Give the handlers."""


class TelegramBot:
    """The bot between Telegram and an index.

    `api_url` is the base of a Bot API server without a slash at its end, None for Telegram's own. What is to be
    remembered goes into `database`, which is closed in the end; without one it is forgotten. `admins` see reports and
    may change the documents of `home`. Messages go at `pace`. Updates are fetched, or brought where there is a `hook`.
    `status_listen` is where those ask who watch it.
    """

    def __init__(
        self,
        token: str,
        api_url: str | None,
        index: Index,
        *,
        home: Home | None = None,
        database: Database | None = None,
        admins: Admins = frozenset(),
        pace: Pace | None = None,
        hook: Hook | None = None,
        status_listen: str | None = None,
    ) -> None:
        self.application = _application(token, api_url)
        self.metrics = Metrics()
        memory, bot = Memory(database or Database()), self.application.bot
        self.services = Services(
            sender=Sender(bot, pace or Pace(), memory.forget, memory.outbox, self.metrics),
            asker=Asker(Library(index), memory.conversations, memory.asked),
            memory=memory,
            manners=Manners(),
            albums=Albums(),
        )
        memory.asked.watch = self.metrics.asked
        self._broadcasting = Broadcasting(self.services)
        self._bot_id = int(token.partition(":")[0])
        process = self.application.process_update
        self.intake = Intake(bot, memory.updates, memory.outbox, process, self.metrics)
        self._source: Polling | Webhook = (
            Webhook(bot, hook, ALLOWED_UPDATES, self.intake)
            if hook
            else Polling(bot.base_url, ALLOWED_UPDATES, self.intake, self.metrics)
        )
        self.status = Status(memory, self.metrics, self._source)
        self._status_listen = status_listen
        for number, concern in enumerate(self._concerns(home, admins)):
            # Each in a group of its own: what one concern lets pass, the next one sees.
            self.application.add_handlers(concern.handlers(), number)
        self.application.add_error_handler(_ErrorHandler(self.services).handle)

    def _concerns(self, home: Home | None, admins: Admins) -> list[Concern]:
        services = self.services
        organisation: list[Concern] = [AdminMenu(admins), Broadcasts(services, admins, self._broadcasting)]
        if home:
            upkeep = Upkeep(services.asker, home)
            organisation += [
                Reports(services, admins, home.data, home.model),
                DocumentUpkeep(services, admins, upkeep),
            ]
        people: list[Concern] = [
            Outreach(services),
            Privacy(services),
            Commands(services),
            Presses(services),
            Inline(services),
        ]
        return [Gate(services), Membership(services), *organisation, *people, Questions(services)]

    async def serve(self, stop: asyncio.Event) -> None:
        """Answer updates until `stop` is set, then end what was begun. Raises StartError where the bot cannot start."""
        try:
            async with self._watched():
                await self._serve(stop)
        finally:
            await self._end()

    async def _serve(self, stop: asyncio.Event) -> None:
        await self._connect()
        await bind(self.services.memory.database, self._bot_id)
        await asyncio.to_thread(self.services.library.prepare)
        await register_profile(self.application.bot)
        await self.application.start()
        async with self._errands():
            await self.intake.take_up()
            logger.info("@%s is running", self.application.bot.username)
            self.status.ready = True
            await self._source.run(stop)
            self.status.ready = False
            await self._drain()

    @asynccontextmanager
    async def _watched(self) -> AsyncIterator[None]:
        if self._status_listen is None:
            yield
            return
        async with serving(self.status.app(), *address(self._status_listen)):
            yield

    @asynccontextmanager
    async def _errands(self) -> AsyncIterator[None]:
        """Do what nobody asks for, while the body runs: daily facts, broadcasts, and forgetting."""
        daily = Daily(self.services, self.application.bot.username)
        errands = daily.run(), self._broadcasting.run(), self._prune(), self._send_waiting()
        tasks = [asyncio.create_task(work) for work in errands]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _prune(self) -> None:
        while True:
            self.services.memory.prune()
            await asyncio.sleep(PRUNE_SECONDS)

    async def _send_waiting(self) -> None:
        try:
            await self.services.sender.send_waiting()
        except (DatabaseError, TelegramError) as error:
            logger.error("messages of an earlier run could not all be sent: %s", error)

    async def _drain(self) -> None:
        """Answer what was taken in, as far as there is time; the rest is taken up at the next start."""
        if not await self.intake.queues.drain(STOP_SECONDS):
            logger.warning("stopping now; what is not answered yet is answered at the next start")

    async def _end(self) -> None:
        application, sender = self.application, self.services.sender
        if application.running:
            try:
                await asyncio.wait_for(application.stop(), SETTLE_SECONDS)
            except TimeoutError:
                logger.warning("a change of the documents was cut short")
        await sender.delivery.settle(SETTLE_SECONDS)
        await application.shutdown()
        # An application that could not connect shuts nothing down, its bot's connections included.
        await application.bot.shutdown()
        self.services.asker.close()
        await asyncio.to_thread(self.services.memory.database.close)

    async def _connect(self) -> None:
        api_url = self.application.bot.base_url.partition("/bot")[0]
        try:
            await self.application.initialize()
        except InvalidToken as error:
            raise StartError(
                "Telegram refuses the token; check TELEGRAM_BOT_TOKEN, or get a new one from @BotFather"
            ) from error
        except NetworkError as error:
            raise StartError(f"the Bot API at {api_url} does not answer: {error}") from error


def run(settings: Settings, index: Index, database: Database) -> None:
    """Run the bot until SIGINT or SIGTERM. Raises StartError where it cannot start."""
    if settings.token is None:
        raise StartError(
            "there is no token; set TELEGRAM_BOT_TOKEN, or try the bot without one: partnership-bot preview"
        )
    home = Home(settings.corpus, settings.data, settings.model)
    hook = None
    if settings.webhook_url:
        secret = settings.webhook_secret or secret_of(settings.token)
        listen = settings.webhook_listen or DEFAULT_LISTEN
        hook = Hook(settings.webhook_url, secret, listen, settings.webhook_certificate)
    bot = TelegramBot(
        settings.token,
        settings.api_url,
        index,
        home=home,
        database=database,
        admins=settings.admins,
        hook=hook,
        status_listen=settings.status_listen,
    )
    asyncio.run(serve_until_signal(bot))


async def serve_until_signal(bot: TelegramBot) -> None:
    """Serve until SIGINT or SIGTERM."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    await bot.serve(stop)


def _application(token: str, api_url: str | None) -> App:
    # python-telegram-bot's next way to give times, without which its present way warns at each flood limit.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    builder = ApplicationBuilder().token(token).updater(None).request(noting_request(CONNECTIONS))
    if api_url:
        builder = builder.base_url(f"{api_url}/bot").base_file_url(f"{api_url}/file/bot")
    return builder.build()


class _ErrorHandler:
    def __init__(self, services: Services) -> None:
        self._services = services

    async def handle(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Log an error of a handler, and tell the person that something went wrong."""
        number = update.update_id if isinstance(update, Update) else "-"
        logger.error("update %s could not be handled", number, exc_info=context.error)
        if not isinstance(update, Update) or isinstance(context.error, TelegramError) or not update.message:
            return
        await self._services.sender.send(place_of(update.message), trouble_reply(self._services.texts(update)))
