"""YAML mappings read without surprises: no objects, no key twice."""

from collections.abc import Hashable
from typing import Any

import yaml


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
