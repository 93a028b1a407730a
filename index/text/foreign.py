"""Signs of languages that no document is written in, whose questions the model reads all the same.

A language gives itself away by its small words, which stand in nearly every question, and by its letters. What is
also a word or a letter of English or Mongolian is no sign.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from index.text import text_language
from index.text.normalization import fold

# Small words and question words of the languages that most people write in these scripts, as `fold` leaves them.
_LATIN = """
der das den dem des ein eine einen einem einer und ist sind wie wann wer warum welche welcher welches welchem viele viel
von zu mit fur auf wurde wurden wird nicht gibt im zum zur bei nach uber zwischen ich sie wir haben kann heisst warst
le les du la un une et est sont qui que quand ou combien pourquoi comment quel quelle quels quelles quoi pour avec
dans sur entre ont ete pas au aux ce cette il elle je nous vous qu
el los las y es quien quienes cual cuales cuando cuantos cuantas cuanto donde como por para con fue su una hay se del al
lo gli dello della dei degli delle dell dal nel che chi quando quanti quante quanto dove perche di ha hanno sono anche
os um uma da dos das na nos nas nao quem onde quantos quantas qual quais em foi pelo pela
het een van hoeveel wanneer wie waar waarom welke met voor op zijn heeft werd naar bij niet
jest sa kto kiedy gdzie ile jak jaki jaka jakie dlaczego dla nie co ktory ktora
ar hur nar vem vad varfor manga att det som pa av och hvor hvornar hvem hvad hvorfor mange og ikke er
kde kdy kdo kolik proc jsou byla bylo
bir kac nerede nasil kim neden icin ile mi hangi
berapa kapan siapa dimana mengapa bagaimana yang dan adalah untuk dengan dari pada
kuinka monta milloin kuka missa miksi mika
cate cati cand unde cine este sunt si pentru
hany mikor hol ki miert mennyi az egy
bao nhieu khi nao dau gi cua va la
"""
_CYRILLIC = """
в на и не что как когда где сколько кто кого кому почему зачем какой какая какое какие какую каком каких чем чём ли это
эта этот эти был была было были будет для из с со по о об от до за у к ко есть между после перед его её их мы вы она
они который которая которые которых чтобы или а но же я мне вам можно нужно году лет при над под через
що як коли де скільки хто чому який яка які та є від до між
"""
# Letters of other alphabets than English and Mongolian, with their marks; ö and ü are typed for ө and ү.
_LATIN_LETTERS = re.compile(r"[à-åæç-ïðñò-õøù-ûýþßÿ\u0100-\u016f\u0170-\u0217\u1e00-\u1eff¿¡]")
_CYRILLIC_LETTERS = re.compile(r"[єіїґўђѓѕјљњќћџәғқңұһҗҳҷ]")
# Endings of Russian words that Mongolian ones do not have; loanwords with them stand in the documents as they are.
_RUSSIAN_ENDING = re.compile(r"..(?:ый|ий|ая|яя|ое|ее|ые|ие|ии|ию|ция|ость|ости|ться|тся|ами|ями|ыми|ого|его|ется)$")
# Chinese of today, and its words of every day in either form; Japanese questions mostly have kana.
_CHINESE = re.compile(
    r"[你您们們吗嗎这這哪么麼谁么呢说說没沒给給让讓]|多少|什么|什麼|怎么|怎麼|为何|為何|[几幾](?:个|個|棵|次|年)|[是的了](?=[?？。]|$)"
)
_KANA = re.compile(r"[\u3041-\u30ff]")
_HAN = re.compile(r"[\u4e00-\u9fff]")


def is_foreign_word(word: str) -> bool:
    """Whether a lower-case word in Latin or Cyrillic letters, with its accents, is one of another language."""
    return fold(word) in _small_words() or bool(_LATIN_LETTERS.search(word) or _CYRILLIC_LETTERS.search(word))


def foreign_words(words: Sequence[str]) -> int:
    """How many of the words are; none where only one is, by a letter that a name may have (São Paulo)."""
    foreign = [word for word in words if is_foreign_word(word)]
    return len(foreign) if len(foreign) > 1 or any(fold(word) in _small_words() for word in foreign) else 0


def looks_russian(word: str) -> bool:
    """Whether a lower-case word in Cyrillic letters ends as Russian ones do."""
    return bool(_RUSSIAN_ENDING.search(word))


def is_chinese(text: str) -> bool:
    """Whether a text in Chinese characters is in Chinese: it has no kana, and what no Japanese text has."""
    if _KANA.search(text) or not _HAN.search(text):
        return False
    return bool(_CHINESE.search(text)) or any(_is_simplified(letter) for letter in _HAN.findall(text))


def is_other_script(letter: str) -> bool:
    """Whether a letter is of none of the scripts that the documents are written in."""
    name = unicodedata.name(letter, "")
    return not name.startswith(
        ("LATIN", "CYRILLIC", "CJK", "HIRAGANA", "KATAKANA", "HALFWIDTH", "FULLWIDTH", "MONGOLIAN")
    )


def _is_simplified(letter: str) -> bool:
    """Whether mainland China writes a character and Japan does not."""
    return _encodes(letter, "gb2312") and not _encodes(letter, "cp932")


def _encodes(letter: str, encoding: str) -> bool:
    try:
        letter.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


@cache
def _small_words() -> frozenset[str]:
    cyrillic = (word for word in _CYRILLIC.split() if not text_language("mn").is_stop_word(word))
    return frozenset([*(word for word in _LATIN.split() if not text_language("en").is_stop_word(word)), *cyrillic])
