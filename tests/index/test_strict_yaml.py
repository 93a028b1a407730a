import datetime as dt

import pytest

from index.strict_yaml import MappingError, load_mapping


def test_a_mapping_is_read() -> None:
    assert load_mapping("title: A\ndate: 2022-12-09\n") == {"title": "A", "date": dt.date(2022, 12, 9)}
    assert load_mapping("") == {}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("title: A\n\ntitle: B\n", "line 3: 'title' stands twice"),
        ("title: [\n", "line 2"),
        ("title: a: b\n", "line 1"),
        ("just words\n", "name: value"),
        ("date: 2022-02-31\n", "day"),
        ("a: !!python/object/apply:os.getcwd []\n", "line 1"),
        ("[" * 5000, "too deeply"),
        ("a: \x00", "special characters"),
    ],
)
def test_anything_else_is_refused_with_its_line(text: str, reason: str) -> None:
    with pytest.raises(MappingError, match=reason):
        load_mapping(text)
