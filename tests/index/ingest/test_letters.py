import pytest

from index.ingest.blocks import Block
from index.ingest.corpus import read_document
from index.ingest.letters import meant, with_meant_letters

MEANT = "Дархан хотын захиргаа өвлийн хүлэмжийн төслийг эхлүүлэв. Өрхүүд өргөдөл гаргана."
WRITTEN = "Дархан хотын захиргаа євлийн хїлэмжийн тєслийг эхлїїлэв. Єрхїїд єргєдєл гаргана."


def test_letters_that_stood_in_for_mongolian_ones_are_read_as_these() -> None:
    assert meant(WRITTEN) == MEANT
    document = read_document("a.txt", f"Тєсєл\n\n{WRITTEN}".encode("cp1251"), {})
    assert (document.title, document.paragraphs[0].text) == ("Төсөл", MEANT)


def test_a_word_of_the_document_has_the_meaning_of_the_whole() -> None:
    blocks = [Block(WRITTEN), Block("Нэгж: кг, үнэ: єндєр", headings=("Їнэ",))]
    assert [(block.text, block.headings) for block in with_meant_letters(blocks)] == [
        (MEANT, ()),
        ("Нэгж: кг, үнэ: өндөр", ("Үнэ",)),
    ]


def test_cyrillic_that_was_taken_for_western_letters_is_read() -> None:
    assert meant(WRITTEN.encode("cp1251").decode("cp1252")) == MEANT


@pytest.mark.parametrize(
    "text",
    ["Єлка стоїть і чекає на свято.", MEANT, "Le café élève à Besançon était fermé.", "Дедушка живёт в деревне."],
)
def test_other_languages_are_left_as_they_are(text: str) -> None:
    assert meant(text) == text
