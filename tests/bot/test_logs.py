import io
import logging
from collections.abc import Iterator

import pytest

from bot.logs import TokenRedaction, set_up_logging

TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1"


@pytest.fixture
def log() -> Iterator[tuple[logging.Logger, io.StringIO]]:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(TokenRedaction("short:token"))
    logger = logging.getLogger("test-of-logs")
    logger.addHandler(handler)
    logger.propagate = False
    yield logger, stream
    logger.removeHandler(handler)


@pytest.mark.parametrize("token", [TOKEN, TOKEN.replace(":", "%3A"), "short:token"])
def test_no_token_in_message_arguments_traceback_or_stack(log: tuple[logging.Logger, io.StringIO], token: str) -> None:
    logger, stream = log
    url = f"https://api.telegram.org/bot{token}/getMe"
    logger.error("asked %s", url)
    logger.error(url)
    try:
        try:
            raise ValueError(url)
        except ValueError as error:
            raise RuntimeError("it failed") from error
    except RuntimeError:
        logger.exception("at %s", url, stack_info=True)
    written = stream.getvalue()
    assert token not in written
    assert written.count("<token>") == 4
    assert "RuntimeError: it failed" in written
    assert "ValueError" in written


def test_other_text_is_left_alone(log: tuple[logging.Logger, io.StringIO]) -> None:
    logger, stream = log
    logger.info("update %d: 100%% at 12:30:45", 7)
    logger.warning("chat 510000001: 50,000 trees")
    assert stream.getvalue() == "chat 510000001: 50,000 trees\n"


def test_request_lines_are_silent(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    level, handlers = root.level, root.handlers[:]
    root.handlers.clear()
    try:
        set_up_logging("info", TOKEN)
        logging.getLogger("httpx").info("HTTP Request: POST https://api.telegram.org/bot%s/getMe", TOKEN)
        logging.getLogger("bot").info("running with %s", TOKEN)
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
    written = capsys.readouterr().err
    assert "HTTP Request" not in written
    assert written.endswith("INFO bot: running with <token>\n")
