from index.ingest.blocks import Block
from index.ingest.doubts import doubts


def test_words_read_as_single_letters_are_doubted() -> None:
    (doubt,) = doubts([Block("T h e h a r b o u r o f V e l l " * 4)])
    assert "single letters" in doubt


def test_a_heap_of_single_words_is_doubted() -> None:
    (doubt,) = doubts([Block(f"Field {number}") for number in range(20)])
    assert "form" in doubt


def test_text_is_not_doubted() -> None:
    assert list(doubts([Block("The harbour of Vell was dug in 1820, and a ship pays 14 crowns a night.")] * 20)) == []
