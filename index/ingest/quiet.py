"""Parsers of other people's files kept from filling the screen."""

import contextlib
import logging
import warnings
from collections.abc import Iterator

from index.errors import UnreadableDocumentError


@contextlib.contextmanager
def quiet(reason: str) -> Iterator[None]:
    """Keep a parser's warnings and logging to itself, and turn whatever it raises on a bad file into `reason`."""
    parsers = [logging.getLogger(name) for name in ("pdfminer", "bs4", "openpyxl", "pptx")]
    levels = [parser.level for parser in parsers]
    for parser in parsers:
        parser.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except UnreadableDocumentError:
        raise
    # Parsers of other people's files fail in every way there is: struct.error, KeyError, RecursionError …
    except Exception as error:
        raise UnreadableDocumentError(reason) from error
    finally:
        for parser, level in zip(parsers, levels, strict=True):
            parser.setLevel(level)
