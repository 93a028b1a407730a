import hashlib
from pathlib import Path

from index.digests import file_sha256


def test_a_file_is_known_by_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"bytes" * 100_000)
    assert file_sha256(tmp_path / "file") == hashlib.sha256(b"bytes" * 100_000).hexdigest()
