from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.documents import LANGUAGES, Language
from index.errors import CorpusError
from index.text.aliases import Aliases, read_aliases

ALIASES = {
    "en": Aliases("en", {"UB": "Ulaanbaatar", "premier": "prime minister", "Land of the Rising Sun": "Japan"}),
    "mn": Aliases("mn", {"УБ": "Улаанбаатар", "Халхгол": "Халхын гол", "Ар Монгол": "Монгол"}),
    "ja": Aliases("ja", {"総理": "首相", "総理大臣": "首相", "京都": "古都", "UB": "ウランバートル", "ハン": "ハーン"}),
}


def meant(text: str, language: Language) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.meant) for m in ALIASES[language].mentions(text)]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "the UB airport", [("UB", "Ulaanbaatar")]),
        ("en", "ub's airport, in ub?", [("ub", "Ulaanbaatar"), ("ub", "Ulaanbaatar")]),
        ("en", "Premiers of both", [("Premiers", "prime minister")]),
        ("en", "is the land of the rising sun far", [("land of the rising sun", "Japan")]),
        ("en", "the club, UBS, the rising sun", []),
        ("mn", "УБ-ын ub-iin", [("УБ", "Улаанбаатар"), ("ub", "Улаанбаатар")]),
        ("mn", "халхголын халхголоос khalkhgol", [(w, "Халхын гол") for w in ("халхголын", "халхголоос", "khalkhgol")]),
        ("mn", "Ар Монголд, ар тал", [("Ар Монголд", "Монгол")]),
        ("mn", "УБТЗ халхголчид", []),
        ("ja", "安倍総理は", [("総理", "首相")]),
        ("ja", "内閣総理大臣", [("総理大臣", "首相")]),
        ("ja", "ｕｂの空港", []),  # the text is normalised by whoever asks
        ("ja", "ubの空港", [("ub", "ウランバートル")]),
        ("ja", "東京都とHUBとハンガリー", []),
    ],
)
def test_an_alias_is_found_as_a_word_in_its_forms(language: Language, text: str, found: list[tuple[str, str]]) -> None:
    assert meant(text, language) == found


@given(st.text(max_size=60) | st.text("UBub総理ハン УБ-ын ’s", max_size=30), st.sampled_from(LANGUAGES))
def test_mentions_are_places_in_order(text: str, language: Language) -> None:
    mentions = ALIASES[language].mentions(text)
    ends = [place for m in mentions for place in (m.start, m.end)]
    assert ends == sorted(ends)
    assert all(m.start < m.end <= len(text) for m in mentions)


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    ALIASES["ja"].save(tmp_path / "aliases.json")
    assert Aliases.load(tmp_path / "aliases.json", "ja") == ALIASES["ja"]


def test_a_folder_without_a_list_has_no_aliases(tmp_path: Path) -> None:
    assert read_aliases(tmp_path) == {}


def test_aliases_are_read_by_language(tmp_path: Path) -> None:
    (tmp_path / "aliases.yaml").write_text("# all\nen:\n  UB: Ulaanbaatar\nja:\n  総理: 首相\n")
    assert read_aliases(tmp_path) == {"en": {"UB": "Ulaanbaatar"}, "ja": {"総理": "首相"}}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("en:\n  UB: A\n  UB: B\n", "line 3"),
        ("en: [\n", "line 2"),
        ("de:\n  UB: A\n", "de is no language"),
        ("en: UB\n", "en needs lines"),
        ("en:\n", "en needs lines"),
        ("en:\n  NO: Norway\n", "quotation marks"),
        ("en:\n  UB: 2022\n", "quotation marks"),
        ("en:\n  UB: [A, B]\n", "quotation marks"),
        ("en:\n  US: United States\n", "'US' has no word"),
        ("en:\n  UB: '?!'\n", "no word"),
        ("en:\n  UB: City\n  ub: Town\n", "stands twice in other spellings"),
        ("mn:\n  УБ: Хот\n  UB: Хот\n", "stands twice in other spellings"),
        ("ja:\n  ＵＢ: 市\n  UB: 市\n", "stands twice in other spellings"),
        ("en:\n  UB: capital city\n  capital: Tokyo\n", "in which 'capital' is an alias"),
        ("en:\n  UB: UB\n", "in which 'UB' is an alias"),
    ],
)
def test_a_malformed_list_is_an_error_that_says_where(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "aliases.yaml").write_text(text)
    with pytest.raises(CorpusError, match=rf"aliases\.yaml: .*{reason}"):
        read_aliases(tmp_path)


def test_what_is_no_text_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "aliases.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CorpusError, match=r"aliases\.yaml"):
        read_aliases(tmp_path)
    (tmp_path / "aliases.yaml").unlink()
    (tmp_path / "aliases.yaml").mkdir()
    with pytest.raises(CorpusError, match="cannot be read"):
        read_aliases(tmp_path)
