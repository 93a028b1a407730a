"""The errors that index/ raises on purpose. Each message says what was wrong and what to do."""


class IndexingError(Exception):
    """Any error of this package that a person can act on."""


class UnreadableDocumentError(IndexingError):
    """A file that cannot be taken into the index; the message is the reason, without the file's name."""


class CorpusError(IndexingError):
    """The corpus folder as a whole cannot be used: missing, empty, or less than was there before."""


class ModelError(IndexingError):
    """The model cannot be trusted or used: wrong digest, missing files, an export that does not agree with it."""


class IndexMismatchError(IndexingError):
    """A snapshot that does not fit: damaged, of another format, or of another corpus or model."""


class QuestionFileError(IndexingError):
    """A question file, or a file of passages, that cannot be read."""
