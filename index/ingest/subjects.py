"""What a corpus is about, as it declares itself (`subject.yaml`): what "it" means where nothing else was named."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from index.documents import LANGUAGES, Language
from index.strict_yaml import MappingError, read_list

SUBJECT_FILE = "subject.yaml"


def read_subjects(folder: Path) -> Mapping[Language, str]:
    """The subject of a corpus folder by language; empty where it declares none. CorpusError for a malformed file."""
    return read_list(folder / SUBJECT_FILE, _checked)


def _checked(listed: dict[str, Any]) -> Mapping[Language, str]:
    for name, subject in listed.items():
        if name not in LANGUAGES or not isinstance(subject, str) or not subject.strip():
            raise MappingError(f"each line is a language ({', '.join(LANGUAGES)}) and the subject in it")
    return {language: listed[language].strip() for language in LANGUAGES if language in listed}
