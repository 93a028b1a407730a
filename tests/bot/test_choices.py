import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import buttons
from bot.choices import Choice, choice, of_kind, of_no_kind, read_choice


@pytest.mark.parametrize(
    ("data", "read"),
    [
        (choice("daily", 9, -570), Choice("daily", ("9", "-570"))),
        (choice("hours", 480), Choice("hours", ("480",))),
        (choice("clocks"), Choice("clocks")),
        (choice("forget", 1), Choice("forget", ("1",))),
        (choice("remove", "0123456789ab", "?"), Choice("remove", ("0123456789ab", "?"))),
        (choice("broadcast", 7, 0), Choice("broadcast", ("7", "0"))),
    ],
)
def test_what_is_written_can_be_read(data: str, read: Choice) -> None:
    assert read_choice(data) == read
    assert str(read) == data
    assert of_kind(read.kind, "stop")(data)
    assert not of_no_kind(data)
    assert buttons.read_press(data) is None


@given(st.text(max_size=64))
def test_nothing_else_is_read(data: str) -> None:
    found = read_choice(data)
    assert found is None or str(found) == data
    assert of_no_kind(data) is (found is None)
    assert not of_kind("daily")(None)


def test_what_could_not_be_read_is_not_written() -> None:
    with pytest.raises(ValueError, match="2d9"):
        choice("daily", 9)
