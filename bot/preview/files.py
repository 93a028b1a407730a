"""Files that were sent, kept in memory up to a limit."""

import hashlib
import secrets
import struct
from dataclasses import dataclass, field
from typing import Any, Final

from bot.limits import DOWNLOAD_BYTES, PHOTO_BYTES, PHOTO_SIDES_RATIO, PHOTO_SIDES_SUM, UPLOAD_BYTES
from bot.preview.errors import BotApiError, bad_request

_KEPT_BYTES: Final = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file; `path` is where `/file/bot<token>/<path>` serves it."""

    file_id: str
    unique_id: str
    path: str
    name: str
    content_type: str
    content: bytes

    def as_json(self) -> dict[str, Any]:
        """Give the fields that every kind of file has in the Bot API."""
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": len(self.content)}


@dataclass(slots=True)
class Files:
    """All files of a stand-in; the oldest are forgotten when they grow too many."""

    by_id: dict[str, StoredFile] = field(default_factory=dict)

    def add(self, name: str, content_type: str, content: bytes, folder: str) -> StoredFile:
        """Keep a file. Raises 400 for an empty one, 413 for one that Telegram does not take."""
        if not content:
            raise bad_request("file must be non-empty")
        if len(content) > UPLOAD_BYTES:
            raise BotApiError(413, "Request Entity Too Large")
        number = sum(file.path.startswith(folder) for file in self.by_id.values())
        suffix = name.rpartition(".")[2] if "." in name else "bin"
        suffix = suffix if suffix.isalnum() and suffix.isascii() else "bin"
        unique = hashlib.sha256(content + name.encode()).hexdigest()[:16]
        file = StoredFile(
            f"BQAC{secrets.token_urlsafe(24)}", unique, f"{folder}/file_{number}.{suffix}", name, content_type, content
        )
        self.by_id[file.file_id] = file
        while sum(len(kept.content) for kept in self.by_id.values()) > _KEPT_BYTES:
            del self.by_id[next(iter(self.by_id))]
        return file

    def get(self, file_id: str) -> StoredFile:
        """Find a file. Raises 400 where there is none of this id."""
        try:
            return self.by_id[file_id]
        except KeyError:
            raise bad_request("wrong file identifier/HTTP URL specified") from None

    def at(self, path: str) -> StoredFile | None:
        """Find a file by its path."""
        return next((file for file in self.by_id.values() if file.path == path), None)


def document_json(file: StoredFile) -> dict[str, Any]:
    """Give a Bot API `Document`."""
    return {"file_name": file.name, "mime_type": file.content_type, **file.as_json()}


def photo_json(file: StoredFile) -> list[dict[str, Any]]:
    """Give the sizes of a photo (one). Raises 400 for what is no picture or too large a one."""
    if len(file.content) > PHOTO_BYTES:
        raise bad_request("file is too big")
    width, height = _image_size(file.content)
    if not width or not height:
        raise bad_request("IMAGE_PROCESS_FAILED")
    sides = sorted((width, height))
    if width + height > PHOTO_SIDES_SUM or sides[1] > sides[0] * PHOTO_SIDES_RATIO:
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return [{"width": width, "height": height, **file.as_json()}]


def download(file: StoredFile) -> dict[str, Any]:
    """Give a Bot API `File`. Raises 400 for one that bots may not download."""
    if len(file.content) > DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return {**file.as_json(), "file_path": file.path}


def _image_size(content: bytes) -> tuple[int, int]:
    """Read width and height from the head of a PNG or JPEG; zeros for anything else."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    position = 2
    while content.startswith(b"\xff\xd8") and position + 9 <= len(content) and content[position] == 0xFF:
        marker, length = struct.unpack(">BH", content[position + 1 : position + 4])
        # Start-of-frame segments carry the size; C4, C8 and CC are tables: ITU-T T.81, table B.1.
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[position + 5 : position + 9])
            return width, height
        position += 2 + length
    return 0, 0
