"""The page and what it asks for: the person's side of the chats, as JSON and as server-sent events."""

from collections.abc import Awaitable, Callable
from importlib.resources import files
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from bot.preview.chats import Message
from bot.preview.conversation import Conversation, NoReplyError, inline_answer
from bot.preview.errors import BotApiError
from bot.preview.events import event_stream
from bot.preview.visitor import Visitor, message_json
from bot.preview.world import World

# Nothing but the page's own files, and no script in the page: https://www.w3.org/TR/CSP3/
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS: Final = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}
_TYPES: Final = {"html": "text/html", "css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
_ANSWER_SECONDS: Final = 15.0

Handler = Callable[[Request], Awaitable[Response]]


def routes(world: World) -> list[BaseRoute]:
    """Give the page's routes."""
    api = PersonApi(world)
    chat = "/preview/chats/{name}"
    table: list[tuple[str, str, Handler]] = [
        ("GET", "/", page),
        ("GET", "/page/{file}", page),
        ("GET", "/preview/state", api.state),
        ("PUT", "/preview/state", api.settle),
        ("GET", "/preview/events", api.events),
        ("GET", "/preview/files/{file_id}", api.file),
        ("GET", chat, api.view),
        ("DELETE", chat, api.clear),
        ("POST", f"{chat}/topics", api.topic),
        ("POST", f"{chat}/messages", api.send),
        ("PUT", f"{chat}/messages/{{message_id:int}}", api.edit),
        ("DELETE", f"{chat}/messages/{{message_id:int}}", api.remove),
        ("POST", f"{chat}/documents", api.document),
        ("POST", f"{chat}/photos", api.photo),
        ("POST", f"{chat}/voice", api.voice),
        ("POST", f"{chat}/stickers", api.sticker),
        ("PUT", f"{chat}/bot", api.membership),
        ("POST", f"{chat}/press", api.press),
        ("POST", f"{chat}/inline", api.inline),
        ("POST", f"{chat}/choose", api.choose),
    ]
    return [Route(path, _answering(handler), methods=[method]) for method, path, handler in table]


async def page(request: Request) -> Response:
    """Serve a file of the page."""
    name = request.path_params.get("file", "index.html")
    suffix = name.rpartition(".")[2]
    found = files("bot.preview") / "page" / name
    if suffix not in _TYPES or "/" in name or not found.is_file():
        return Response("There is no such page here.", 404, _HEADERS)
    return Response(found.read_bytes(), 200, _HEADERS, _TYPES[suffix])


class PersonApi:
    """What the person at the page does."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.visitor = Visitor(world)

    async def state(self, request: Request) -> Response:  # noqa: ARG002 - Starlette's signature
        """Tell who the bot and the person are."""
        return JSONResponse(self.visitor.state())

    async def settle(self, request: Request) -> Response:
        """Change the person's language or the bot's privacy mode."""
        wanted = await _json(request)
        if "language_code" in wanted:
            self.visitor.speak(str(wanted["language_code"])[:16])
        if "privacy_mode" in wanted:
            with self.world.changes.lock:
                self.world.privacy_mode = bool(wanted["privacy_mode"])
        return JSONResponse(self.visitor.state())

    async def view(self, request: Request) -> Response:
        """Show a chat."""
        return JSONResponse(self.visitor.view(self._conversation(request)))

    async def clear(self, request: Request) -> Response:
        """Delete a whole conversation."""
        self._conversation(request).clear()
        return JSONResponse({})

    async def membership(self, request: Request) -> Response:
        """Block, remove or add the bot."""
        wanted, chat = await _json(request), self._conversation(request)
        if bool(wanted["member"]) != self.world.has_bot(chat.chat):
            if chat.chat.type == "private":
                (chat.unblock if wanted["member"] else chat.block)()
            else:
                (chat.add_bot if wanted["member"] else chat.remove_bot)()
        return JSONResponse(self.visitor.view(chat))

    async def topic(self, request: Request) -> Response:
        """Open a topic."""
        named = await _json(request)
        topic = self._conversation(request).create_topic(str(named["name"])[:128])
        return JSONResponse({"id": topic.thread_id, "name": named["name"]}, 201)

    async def send(self, request: Request) -> Response:
        """Write a message."""
        wanted = await _json(request)
        chat = self._conversation(request)
        reply_to = chat.chat.messages.get(wanted.get("reply_to") or 0)
        return JSONResponse(message_json(chat.send(str(wanted["text"]), reply_to=reply_to)), 201)

    async def edit(self, request: Request) -> Response:
        """Change one's own message."""
        wanted = await _json(request)
        chat, message = self._message(request)
        if message.sender != self.visitor.private.person:
            return JSONResponse({"error": "Only your own messages can be edited."}, 403)
        chat.edit(message, str(wanted["text"]))
        return JSONResponse(message_json(message))

    async def remove(self, request: Request) -> Response:
        """Delete a message; the bot is not told, as in Telegram."""
        _, message = self._message(request)
        with self.world.changes.lock:
            self.world.remove(message)
        return JSONResponse({})

    async def document(self, request: Request) -> Response:
        """Send a file: its bytes are the body, its name and caption stand in the query string."""
        query = request.query_params
        message = self._conversation(request).send_document(
            await request.body(),
            query.get("name") or "document",
            caption=query.get("caption", ""),
            content_type=request.headers.get("content-type", ""),
        )
        return JSONResponse(message_json(message), 201)

    async def photo(self, request: Request) -> Response:
        """Send a picture: its bytes (PNG or JPEG) are the body, its caption stands in the query string."""
        caption = request.query_params.get("caption", "")
        message = self._conversation(request).send_photo(await request.body(), caption=caption)
        return JSONResponse(message_json(message), 201)

    async def voice(self, request: Request) -> Response:
        """Send a voice message, which is silent."""
        return JSONResponse(message_json(self._conversation(request).send_voice()), 201)

    async def sticker(self, request: Request) -> Response:
        """Send a sticker."""
        return JSONResponse(message_json(self._conversation(request).send_sticker()), 201)

    async def press(self, request: Request) -> Response:
        """Press a callback button, and tell what the bot shows for it; nothing if it does not answer."""
        wanted = await _json(request)
        chat = self._conversation(request)
        message = chat.chat.messages[wanted["message_id"]]
        query = chat.press_button(message, str(wanted["data"]))
        answer = await self.world.changes.wait_async(lambda: query.answer, _ANSWER_SECONDS)
        return JSONResponse(answer or {"text": "", "show_alert": False, "url": "", "unanswered": True})

    async def inline(self, request: Request) -> Response:
        """Ask the bot inline."""
        wanted = await _json(request)
        text, offset = str(wanted.get("query", "")), str(wanted.get("offset", ""))
        answer = self.visitor.cached(text, offset)
        if answer is None:
            query = self._conversation(request).ask_inline(text, offset=offset)
            if await self.world.changes.wait_async(lambda: query.answer, _ANSWER_SECONDS) is None:
                return JSONResponse({"results": [], "unanswered": True})
            self.visitor.remember(text, offset, query)
            answer = inline_answer(query)
        results = [{key: r[key] for key in ("id", "title", "description", "url")} for r in answer.results]
        shown = {"query_id": answer.query.id, "results": results, "button": answer.button}
        return JSONResponse({**shown, "next_offset": answer.next_offset})

    async def choose(self, request: Request) -> Response:
        """Send the chosen inline result."""
        wanted = await _json(request)
        query = self.world.queries[str(wanted["query_id"])]
        message = self._conversation(request).choose(inline_answer(query), str(wanted["result_id"]))
        return JSONResponse(message_json(message), 201)

    async def file(self, request: Request) -> Response:
        """Serve a file of a chat; all but pictures is downloaded, never opened."""
        with self.world.changes.lock:
            file = self.world.files.get(request.path_params["file_id"])
        picture = file.content_type in {"image/png", "image/jpeg"} and file.path.startswith("photos/")
        safe = {"Content-Security-Policy": "default-src 'none'; sandbox", "X-Content-Type-Options": "nosniff"}
        if not picture:
            safe["Content-Disposition"] = "attachment"
        return Response(file.content, 200, safe, file.content_type if picture else "application/octet-stream")

    async def events(self, request: Request) -> Response:
        """Tell of every change behind `after` (or the browser's `Last-Event-ID`), as server-sent events."""
        after = request.headers.get("last-event-id") or request.query_params.get("after") or "0"
        number = int(after) if after.isdecimal() else 0
        # A number from the future comes from a page that an earlier stand-in served on this port.
        stream = event_stream(self.world.changes, number if number <= self.world.changes.last else 0)
        return StreamingResponse(stream, 200, {"Cache-Control": "no-store"}, "text/event-stream")

    def _conversation(self, request: Request) -> Conversation:
        thread = request.query_params.get("thread")
        return self.visitor.conversation(request.path_params["name"], int(thread) if thread else None)

    def _message(self, request: Request) -> tuple[Conversation, Message]:
        chat = self._conversation(request)
        return chat, chat.chat.messages[request.path_params["message_id"]]


def _answering(handler: Handler) -> Handler:
    """Turn what was asked wrongly into a reply that says so."""

    async def answer(request: Request) -> Response:
        try:
            return await handler(request)
        except BotApiError as error:
            return JSONResponse({"error": error.description}, 400)
        except (KeyError, TypeError, ValueError, NoReplyError) as error:
            return JSONResponse({"error": f"That is not here: {error}"}, 404)

    return answer


async def _json(request: Request) -> dict[str, Any]:
    # A form of another site can not send this type without being asked first (CORS preflight).
    if not request.headers.get("content-type", "").startswith("application/json"):
        raise TypeError("the body has to be JSON")
    sent = await request.json()
    if not isinstance(sent, dict):
        raise TypeError("the body has to be a JSON object")
    return sent
