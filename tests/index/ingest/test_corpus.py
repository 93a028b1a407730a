import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from index.documents import Corpus, Document, Source
from index.errors import CorpusError, UnreadableDocumentError
from index.ingest.corpus import MOST_FILE_BYTES, folder_digest, read_corpus, read_document
from index.ingest.readers import MOST_CHARACTERS
from index.passages import split

# An article in the shape of the one that the project began from, in words of its own.
ARTICLE = """\


Friends across the Steppe

written by Jane Doe | May 3, 2021



The envoy of the islands, on 2 May 2021, met Minister B. Bold. Both sides adopted the “Charter of Friendship”.

The two sides spoke of trade as well as of schools for the children of herders.



In order to support the "Green Hills" movement, led by the minister, and the protection of the soil, the islands' side

promised to plant 300 saplings near the capital and to teach 40 pupils about the soil.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.md").write_text("# Good\n\nJapan planted trees.\n")
    return tmp_path


def texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def problems(corpus: Corpus) -> dict[str, str]:
    return {problem.path: problem.reason for problem in corpus.problems}


def test_documents_of_nested_folders_are_read_in_the_order_of_their_paths(folder: Path) -> None:
    (folder / "ja").mkdir()
    (folder / "ja" / "b.txt").write_text("木を植えた。", "utf-16")
    (folder / "b.HTML").write_text("<p>Japan sent a doctor.</p>")
    corpus = read_corpus(folder)
    assert [(document.path, document.language) for document in corpus.documents] == [
        ("b.HTML", "en"),
        ("good.md", "en"),
        ("ja/b.txt", "ja"),
    ]
    assert corpus.problems == ()


def test_an_article_in_plain_text_is_read_as_what_it_is() -> None:
    document = read_document("article.txt", ARTICLE.encode(), {})
    assert (document.title, document.language) == ("Friends across the Steppe", "en")
    assert texts(document)[0].startswith("The envoy of the islands, on 2 May 2021, met Minister B. Bold.")
    assert texts(document)[2].endswith(
        "the islands' side promised to plant 300 saplings near the capital and to teach 40 pupils about the soil."
    )
    own = Source("Friends across the Steppe", author="Jane Doe", date="2021-05-03")
    assert {paragraph.sources for paragraph in document.paragraphs} == {(own,)}
    assert [len(passage.sentences) for passage in split(document)] == [2, 1, 1]


def test_a_sheet_names_its_sources_and_its_paragraphs(folder: Path) -> None:
    (folder / "sources.yaml").write_text("doe:\n  title: Trees\n  author: Jane Doe\n")
    (folder / "mn").mkdir()
    (folder / "mn" / "trees.md").write_text(
        "---\ntitle: Мод\nlanguage: mn\ntopic: trees\n---\n\n# Мод\n\n## Амлалт\n\nЯпон мод амлав.\n\n"
        "Эх сурвалж: doe\n\n<!-- pledge\nfacts: f-1\nfrom: 1a2b3c4d\n- Хэн амлав?\n-->\n\nБас нэг мод.\n"
    )
    document = read_corpus(folder).documents[1]
    assert (document.title, document.topic, document.language) == ("Мод", "trees", "mn")
    first, second = document.paragraphs
    assert first.sources == (Source("Trees", author="Jane Doe"),)
    assert (first.key, first.facts, first.questions, first.origin) == ("pledge", ("f-1",), ("Хэн амлав?",), "1a2b3c4d")
    assert first.headings == ("Амлалт",)
    assert second.sources == (Source("Мод"),)


def test_front_matter_of_a_document_of_ones_own_makes_its_source() -> None:
    matter = "title: T\nauthor: A\ndate: 2022-12-09\npublisher: P\nurl: https://example.org\nlanguage: mn\ntopic: x"
    document = read_document("a.md", f"---\n{matter}\n---\nText.".encode(), {})
    assert document.paragraphs[0].sources == (Source("T", "A", "P", "2022-12-09", "https://example.org"),)
    assert (document.language, document.topic) == ("mn", "x")


@pytest.mark.parametrize(
    ("named", "source"),
    [
        ("doe", Source("Trees")),
        ("The Gazette", Source("T", publisher="The Gazette")),
        ("https://example.org/a", Source("T", url="https://example.org/a")),
    ],
)
def test_the_front_matter_may_name_a_source(named: str, source: Source) -> None:
    document = read_document("a.md", f"---\ntitle: T\nsource: {named}\n---\nText.".encode(), {"doe": Source("Trees")})
    assert document.paragraphs[0].sources == (source,)


@pytest.mark.parametrize(
    ("path", "text", "title"),
    [
        ("a.md", "---\ntitle: Matter\n---\n# Heading\n\nText.", "Matter"),
        ("a.md", "# Heading\n\nText.", "Heading"),
        ("a.md", "## Lower\n\nText.", "Lower"),
        ("a.html", "<title>Head</title><p>Text.</p>", "Head"),
        ("a.html", "<title>Head</title><h1>Heading</h1><p>Text.</p>", "Heading"),
        ("a.txt", "First line\n\nText.", "First line"),
        ("a.txt", "Why plant trees?\n\nText.", "Why plant trees?"),
        ("some/trees_of-japan.txt", "Only a sentence.", "Trees of japan"),
        ("trees.txt", "A sentence.\n\nAnother sentence.", "Trees"),
    ],
)
def test_a_title_is_found(path: str, text: str, title: str) -> None:
    assert read_document(path, text.encode(), {}).title == title


@pytest.mark.parametrize(
    ("path", "text", "language"),
    [
        ("a.md", "---\nlanguage: ja\n---\nText.", "ja"),
        ("mn/a.md", "---\nlanguage: ja\n---\nText.", "ja"),
        ("mn/a.md", "Text.", "mn"),
        ("mn/ja/a.md", "Text.", "ja"),
        ("mn.md", "Text.", "en"),
        ("a.md", "---\nlanguage: english\n---\nМод.", "en"),
        ("a.md", "---\nlanguage: mn-MN\n---\nText.", "mn"),
        ("a.md", "---\nlanguage: Japanese\n---\nText.", "ja"),
        ("a.md", "---\nlang: 日本語\n---\nText.", "ja"),
        ("a.md", "---\nlanguage: fr\n---\nМод.", "mn"),
        ("a.md", "Мод.", "mn"),
    ],
)
def test_the_language_is_that_of_the_front_matter_or_the_folder_or_the_script(
    path: str, text: str, language: str
) -> None:
    assert read_document(path, text.encode(), {}).language == language


@pytest.mark.parametrize(
    ("path", "data", "reason"),
    [
        ("a.xyz", b"x", r"kind of file not read: \.xyz"),
        ("picture.png", b"x", r"kind of file not read: \.png"),
        ("noext", b"x", "kind of file not read: no extension"),
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\n", "empty"),
        ("a.md", b"---\ntitle: [\n---\nText.", "front matter"),
        ("a.md", b"# Only a heading", "no text"),
        ("a.md", b"Text.\n\nSources: nobody-2022\n", "unknown source nobody-2022"),
        ("a.txt", b"x" * (MOST_CHARACTERS + 1), "characters"),
    ],
)
def test_a_file_that_cannot_be_taken_in_is_refused_with_the_reason(path: str, data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDocumentError, match=reason):
        read_document(path, data, {})


def test_what_is_no_document_is_not_mentioned(folder: Path) -> None:
    for name in ("README.md", "readme.txt", "LICENSE", "license-ja.md", ".hidden.md", "~$open.docx", "facts.txt"):
        (folder / name).write_text("Not a document.")
    (folder / "sources.yaml").write_text("")
    (folder / ".git").mkdir()
    (folder / ".git" / "a.md").write_text("Not a document.")
    (folder / "sub").mkdir()
    (folder / "sub" / "facts.txt").write_text("But this is one.")
    corpus = read_corpus(folder)
    assert [document.path for document in corpus.documents] == ["good.md", "sub/facts.txt"]
    assert corpus.problems == ()


def test_bad_files_are_named_and_the_rest_is_read(folder: Path) -> None:
    (folder / "empty.md").touch()
    (folder / "fake.pdf").write_text("no")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    with (folder / "huge.txt").open("wb") as file:
        file.truncate(MOST_FILE_BYTES + 1)
    os.mkfifo(folder / "pipe.txt")
    corpus = read_corpus(folder)
    assert [document.path for document in corpus.documents] == ["good.md"]
    found = problems(corpus)
    assert set(found) == {"empty.md", "fake.pdf", "huge.txt", "photo.jpg", "pipe.txt"}
    assert "larger than 20 MB" in found["huge.txt"]
    assert "regular file" in found["pipe.txt"]


def test_links_are_followed_to_files_within_the_folder_only(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.md").write_text("A secret.")
    (folder / ".data").mkdir()
    (folder / ".data" / "real.md").write_text("A mounted file.")
    (folder / "inside.md").symlink_to(folder / ".data" / "real.md")
    (folder / "out.md").symlink_to(outside / "secret.md")
    (folder / "broken.md").symlink_to(folder / "nothing.md")
    (folder / "loop.md").symlink_to(folder / "loop.md")
    (folder / "dir").symlink_to(outside)
    corpus = read_corpus(folder)
    assert [document.path for document in corpus.documents] == ["good.md", "inside.md"]
    found = problems(corpus)
    assert "leads out" in found["out.md"]
    assert "broken link" in found["broken.md"]
    assert set(found) == {"out.md", "broken.md", "loop.md", "dir"}


@contextmanager
def as_a_common_user() -> Iterator[None]:
    """Give up root's right to read everything, where the tests run as root."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_file_without_read_permission_is_named() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "good.md").write_text("Japan planted trees.")
        (folder / "good.md").chmod(0o644)
        (folder / "closed.md").write_text("Nobody reads this.")
        (folder / "closed.md").chmod(0)
        with as_a_common_user():
            corpus = read_corpus(folder)
    assert [document.path for document in corpus.documents] == ["good.md"]
    assert problems(corpus) == {"closed.md": "it cannot be read: Permission denied"}


def test_a_file_name_that_is_no_text_can_be_shown(folder: Path) -> None:
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe.md")).write_text("Japan sent a doctor.")
    assert [document.path.encode() for document in read_corpus(folder).documents] == [rb"\xff\xfe.md", b"good.md"]


def test_a_folder_that_is_missing_or_holds_nothing_readable_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="does not exist"):
        read_corpus(tmp_path / "missing")
    with pytest.raises(CorpusError, match="no document"):
        read_corpus(tmp_path)
    (tmp_path / "a.md").touch()
    with pytest.raises(CorpusError, match=r"a\.md: it is empty"):
        read_corpus(tmp_path)


def test_the_digest_changes_with_every_file(folder: Path) -> None:
    digests = [folder_digest(folder)]
    (folder / "b.txt").write_text("Japan sent a doctor.")
    digests.append(folder_digest(folder))
    (folder / "b.txt").rename(folder / "c.txt")
    digests.append(folder_digest(folder))
    (folder / "sources.yaml").write_text("a:\n  title: A\n")
    digests.append(folder_digest(folder))
    (folder / "aliases.yaml").write_text("en:\n  UB: Ulaanbaatar\n")
    digests.append(folder_digest(folder))
    (folder / "README.md").write_text("about the sheets, and no document")
    assert folder_digest(folder) == digests[-1]
    assert len(set(digests)) == len(digests)


def test_a_read_me_is_a_document_unless_it_is_about_a_corpus_of_sheets(folder: Path) -> None:
    (folder / "README.md").write_text("# The archive\n\nThe archive opens at nine.\n")
    (folder / "licence.txt").write_text("The licence ends on 4 May 2033.")
    assert [document.path for document in read_corpus(folder).documents] == ["README.md", "good.md", "licence.txt"]
    (folder / "sources.yaml").write_text("a:\n  title: A\n")
    assert [document.path for document in read_corpus(folder).documents] == ["good.md"]


def test_of_copies_one_is_read_and_the_others_are_named(folder: Path) -> None:
    for name in ("mill (1).txt", "mill - copy.txt", "mill.txt", "old/the mill of ostrow.txt"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("The mill was built in 1812.")
    (folder / "mill 2.txt").write_text("The mill was built in 1813.")
    corpus = read_corpus(folder)
    assert [document.path for document in corpus.documents] == ["good.md", "mill 2.txt", "mill.txt"]
    assert {problem.kind for problem in corpus.problems} == {"repeated"}
    assert set(problems(corpus).values()) == {"it says word for word what mill.txt says"}


def test_what_is_not_read_of_a_document_is_said(folder: Path) -> None:
    (folder / "stray.txt").write_bytes("It doesn’t cost £4 – “nothing”.".encode() + b" \xe9 is odd")
    (problem,) = read_corpus(folder).problems
    assert (problem.path, problem.kind) == ("stray.txt", "read in part")


def test_each_paragraph_of_bilingual_minutes_is_of_its_language() -> None:
    text = (
        "The committee met in Ulaanbaatar on 4 May 2031 and agreed to plant nine hundred trees.\n\n"
        "Хамтарсан хороо 2031 оны 5 дугаар сарын 4-нд хуралдаж, есөн зуун мод тарихаар тогтов.\n\n"
        "合同委員会は2031年5月4日に開かれ、九百本の木を植えることに決めた。\n"
    )
    assert [p.language for p in split(read_document("a.txt", text.encode(), {}))] == ["en", "mn", "ja"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1. Opening", "2. Budget"),
        ("1 Opening", "2 Budget"),
        ("第一条　目的", "第二条　会費"),
        ("議題１　目的", "議題２　会費"),
        ("2.1 Нээлт", "2.2 Төсөв"),
    ],
)
def test_numbered_lines_are_headings_of_what_follows(first: str, second: str) -> None:
    text = f"Minutes of May\n\n{first}\nThe chair opens at nine.\n\n{second}\nThe budget is 640 crowns.\n"
    paragraphs = read_document("a.txt", text.encode(), {}).paragraphs
    assert [(paragraph.headings, paragraph.text) for paragraph in paragraphs] == [
        ((first.replace("　", " "),), "The chair opens at nine."),
        ((second.replace("　", " "),), "The budget is 640 crowns."),
    ]


def test_a_list_of_numbers_is_a_list() -> None:
    text = "To do\n\n1. Open the gate\n2. Ring the bell\n\nAfter that there is tea.\n"
    assert texts(read_document("a.txt", text.encode(), {})) == [
        "1. Open the gate\n2. Ring the bell",
        "After that there is tea.",
    ]
