"""What a corpus is about, as it declares itself (`subject.yaml`): what "it" means where nothing else was named."""

from collections.abc import Mapping
from pathlib import Path

from index.documents import LANGUAGES, Language
from index.errors import CorpusError
from index.strict_yaml import MappingError, load_mapping

SUBJECT_FILE = "subject.yaml"


def read_subjects(folder: Path) -> Mapping[Language, str]:
    """The subject of a corpus folder by language; empty where it declares none. CorpusError for a malformed file."""
    try:
        data = (folder / SUBJECT_FILE).read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise CorpusError(f"{SUBJECT_FILE} cannot be read: {error.strerror}") from error
    try:
        listed = load_mapping(data.decode("utf-8-sig"))
    except (MappingError, UnicodeDecodeError) as error:
        raise CorpusError(f"{SUBJECT_FILE}: {error}; correct the file") from error
    for name, subject in listed.items():
        if name not in LANGUAGES or not isinstance(subject, str) or not subject.strip():
            raise CorpusError(f"{SUBJECT_FILE}: each line is a language ({', '.join(LANGUAGES)}) and the subject in it")
    return {language: listed[language].strip() for language in LANGUAGES if language in listed}
