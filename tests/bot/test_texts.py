import ast
import re
import string
from pathlib import Path
from typing import Any

import pytest

from bot.preview.markup import parse_html
from bot.texts import LOCALES, language_of_code, texts
from index import LANGUAGES, Language

PACKAGE = LOCALES.parent
TRANSLATED: tuple[Language, ...] = tuple(language for language in LANGUAGES if language != "en")


@pytest.fixture(scope="module")
def messages() -> set[str]:
    """All messages of the code, read by Python's own parser: an independent referee for what Babel extracts."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "N_"}:
                argument = node.args[0]
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    found.add(argument.value)
    return found


@pytest.fixture(params=TRANSLATED)
def catalog(request: pytest.FixtureRequest) -> Any:
    from babel.messages.pofile import read_po

    with Path(LOCALES, request.param, "LC_MESSAGES", "bot.po").open("rb") as file:
        return read_po(file, locale=request.param, abort_invalid=True)


def test_no_message_is_missing_or_stale(messages: set[str], catalog: Any) -> None:
    translated = {message.id for message in catalog if message.id and message.string and not message.fuzzy}
    assert translated == messages
    assert not catalog.obsolete


def test_babel_finds_every_message(messages: set[str]) -> None:
    from babel.messages.extract import extract_from_dir

    assert {found[2] for found in extract_from_dir(PACKAGE)} == messages


def test_translations_have_the_same_fields_and_commands(catalog: Any) -> None:
    for message in catalog:
        if message.id:
            assert _fields(message.string) == _fields(message.id), message.id
            assert parse_html(message.string).text == message.string


def test_a_message_without_translation_is_english() -> None:
    assert texts("mn")("Not in any catalogue") == "Not in any catalogue"
    assert texts("en")("Thank you!") == "Thank you!"
    assert texts("ja")("Thank you!") != "Thank you!"


def test_telegrams_language_codes() -> None:
    assert [language_of_code(code) for code in ("ja", "mn-MN", "EN-gb", "de", "", None)] == [
        "ja",
        "mn",
        "en",
        None,
        None,
        None,
    ]


def _fields(text: str) -> tuple[set[str], set[str]]:
    fields = {field for _, field, _, _ in string.Formatter().parse(text) if field}
    return fields, set(re.findall(r"/[a-z]+", text))
