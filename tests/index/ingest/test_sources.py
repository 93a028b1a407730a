from pathlib import Path

import pytest

from index.documents import Source
from index.errors import CorpusError
from index.ingest.sources import read_sources


def test_sources_are_read_by_key(tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_text(
        '# all\ndoe-2022:\n  title: "Trees"\n  author: Jane Doe\n  date: 2022-12-09\nold:\n  title: Old\n  date: 1977\n'
    )
    assert read_sources(tmp_path) == {
        "doe-2022": Source("Trees", author="Jane Doe", date="2022-12-09"),
        "old": Source("Old", date="1977"),
    }


def test_a_folder_without_a_list_has_no_sources(tmp_path: Path) -> None:
    assert read_sources(tmp_path) == {}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a:\n  title: A\na:\n  title: B\n", "line 3"),
        ("a: [\n", "line 2"),
        ("a:\n  author: B\n", "a needs a title"),
        ("a: A\n", "a needs a title"),
        ("a:\n  title: A\n  link: http://b\n", "unknown field link"),
        ("a:\n  title: A\n  date: May 2022\n", "'May 2022'"),
    ],
)
def test_a_malformed_list_is_an_error_that_says_where(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "sources.yaml").write_text(text)
    with pytest.raises(CorpusError, match=reason):
        read_sources(tmp_path)
