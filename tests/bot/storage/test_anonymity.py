import pytest

from bot.storage.anonymity import MOST_CHARACTERS, anonymous


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("How many trees?  \n Thanks", "How many trees? Thanks"),
        ("write to me at bat.erdene@example.mn please", "write to me at … please"),
        ("@bold_mn how many trees?", "… how many trees?"),
        ("call +976 9911 2233", "call …"),
        ("99112233 хэдэн мод вэ?", "… хэдэн мод вэ?"),
        ("see https://t.me/joinchat/abc or t.me/bold", "see … or …"),
        ("Was it on 2022-11-29 or 29.11.2022?", "Was it on 2022-11-29 or 29.11.2022?"),
        ("Did Japan lend 188 billion yen, 50,000 trees, 1972?", "Did Japan lend 188 billion yen, 50,000 trees, 1972?"),
        ("日本は5万本の木を2022年11月29日に？", "日本は5万本の木を2022年11月29日に？"),
    ],
)
def test_what_could_name_a_person_is_left_out(written: str, kept: str) -> None:
    assert anonymous(written) == kept


def test_a_letter_is_cut() -> None:
    assert len(anonymous("word " * 500)) <= MOST_CHARACTERS
