"""Keeps strangers out: only this computer, and only pages that the stand-in served itself."""

import ipaddress
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse


def is_loopback(host: str) -> bool:
    """Tell whether a host name or address is this computer."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class LoopbackOnly:
    """ASGI middleware against other pages in the same browser.

    A foreign `Host` means a name that was pointed at this computer (DNS rebinding); a foreign `Origin` or
    `Sec-Fetch-Site` means another site's page.
    """

    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] == "http" and (reason := _stranger(scope["method"], Headers(scope=scope))):
            await PlainTextResponse(reason, 403)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _stranger(method: str, headers: Headers) -> str:
    host = headers.get("host", "")
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        name = ""
    if not is_loopback(name):
        return "Open this page under http://127.0.0.1 or http://localhost."
    origin = headers.get("origin")
    if origin is not None and origin != f"http://{host}":
        return "This request came from another site."
    if method not in ("GET", "HEAD") and headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
        return "This request came from another site."
    return ""
