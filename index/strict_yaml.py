"""YAML mappings read without surprises: no objects, no key twice."""

from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any, TypeVar

import yaml

from index.errors import CorpusError

Listed = TypeVar("Listed")


class MappingError(ValueError):
    """Text that is not a YAML mapping; the message says why, with the line counted from the text's first."""


class _Loader(yaml.SafeLoader):
    """Builds plain values only and refuses a key that stands twice, of which YAML would silently keep the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"{key.value!r} stands twice", key.start_mark)
            seen.add(str(key.value))
        return super().construct_mapping(node, deep)


def load_mapping(text: str) -> dict[str, Any]:
    """Return the mapping that `text` holds, empty for an empty text; raise `MappingError`."""
    try:
        value = yaml.load(text, Loader=_Loader)  # noqa: S506 - _Loader is a SafeLoader
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise MappingError(f"line {line}: {error.problem}") from error
    except RecursionError as error:
        raise MappingError("line 1: it is nested too deeply") from error
    # A date such as 2022-02-31 is a ValueError, a character that YAML forbids an unmarked YAMLError.
    except (yaml.YAMLError, ValueError) as error:
        raise MappingError(str(error).splitlines()[0]) from error
    if value is None:
        return {}
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        raise MappingError("line 1: these are not `name: value` lines")
    return value


def read_list(file: Path, of: Callable[[dict[str, Any]], Listed]) -> Listed:
    """What `of` makes of the mapping in a file of a corpus, of an empty one where there is no such file.

    CorpusError for a file that cannot be read, is no mapping, or of which `of` raises `MappingError`.
    """
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        data = b""
    except OSError as error:
        raise CorpusError(f"{file.name} cannot be read: {error.strerror}") from error
    try:
        return of(load_mapping(data.decode("utf-8-sig")))
    except (MappingError, UnicodeDecodeError) as error:
        raise CorpusError(f"{file.name}: {error}; correct the file") from error
