"""What a file's bytes say, before it is a document."""

from dataclasses import dataclass, field

from index.ingest.outline import Sheet


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of a file.

    `details` are what the file says of itself: title, author, date, publisher, url as text. `warnings` say what
    could not be read, as the end of a sentence that begins with the file.
    """

    sheet: Sheet
    details: dict[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
