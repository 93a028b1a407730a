"""Mongolian: one spelling for all ways of typing it, and the parts by which the forms of a word meet.

A word is folded to a Latin skeleton, so that ө typed as о, ү as у, and Mongolian typed in Latin letters by any of its
habits (`khedan mod tarikh ve`, `heden mod tarih we`) meet the Cyrillic text. The language is agglutinative: a word
becomes itself, its first letters and its n-grams, so that it and its case forms meet.
"""

import re

from index.text.language import PassageSizes, QuestionForms, SentenceEnds, TextLanguage

CYRILLIC = re.compile(r"[\u0400-\u04ff]")

_SKELETON = str.maketrans(
    {
        **dict(
            zip(
                "абвгджзиклмнопрстуфхцчшщыэюяеё",
                [*"abvgdjziklmnoprstufhcqww", "i", "e", "yu", "ya", "e", "e"],
                strict=True,
            )
        ),
        "ө": "o",
        "ү": "u",
        "й": "i",
        "ь": "",
        "ъ": "",
    }
)
# How people type Mongolian in Latin letters, in the order in which it is undone; the letters on the right are those of
# _SKELETON (c for ц, q for ч, w for ш).
_LATIN_HABITS = (
    ("w", "v"), ("sh", "w"), ("ch", "q"), ("kh", "h"), ("ts", "c"), ("tz", "c"), ("zh", "j"), ("dz", "z"), ("x", "h"),
    ("ye", "e"), ("yo", "e"), ("ph", "f"), ("ck", "k"),
)  # fmt: skip
_VOWEL_V = re.compile(r"(?<=[bcdghjklmnpqrstwz])v(?=[bcdghjklmnpqrstwz])")
_REPEATED = re.compile(r"([a-z])\1+")

GRAM_SIZES = (3, 4, 5)
PREFIX = 4
# What a query word's parts weigh, together 1: the whole word, its first letters, its n-grams.
WORD_WEIGHT, PREFIX_WEIGHT, GRAMS_WEIGHT = 0.25, 0.25, 0.5

# The endings among them are those that stand alone: УБ-д, 2022-оос.
_STOP_WORDS = """
бэ вэ юу уу үү юүү билээ юм бол болон ба мөн нь энэ тэр эдгээр тэдгээр түүний түүнийг үүний үүнийг энд тэнд гэж гэдэг
гэсэн гэх гэхэд гэвэл гэлээ хэн хэний хэнд хэнтэй хэнийг хэзээ хаана хаанаас хааш хаашаа ямар аль алийг яаж яагаад яах
хэд хэдэн хэдэд хэддүгээр хичнээн хэр юуны юунд юуг юугаар байна байсан байв байх байгаа байдаг байжээ байдгийг байхад
болсон болох болдог болжээ болно бий бас бөгөөд буюу эсвэл харин гэхдээ тэгээд тэгвэл хийсэн тухай талаар дээр доор
дотор өмнө дараа хүртэл хамт зэрэг тул учир учраас биш үгүй тийм за надад намайг би та бид хэлж өгөөч өгнө мэдэх мэдэж
мэдээлэл дэлгэрэнгүй л ч шүү дээ даа дөө аа ээ оо өө
бн бна бнуу гж ын ийн гийн ыг ийг гийг д т н г р нд аас ээс оос руу рүү луу лүү
"""
_EVERYDAY = """
болив болов болоод болж болохыг болсныг болоосой байсныг байгааг байхгүй байлаа байвал байгаад байгаагүй байсаар
гэв гэнэ гэдгийг гэжээ гэхээр гэмээр хийх хийж хийдэг хийнэ хийжээ хийгдсэн өгөх өгч өгсөн өгдөг өгөөрэй өгье өгөхгүй
өгөв өгчээ өгвөл өгөөд авах авч авсан авдаг авна авчээ
хэлээч хэлээрэй хэлнэ хэлэх хэлвэл хэлсэн ярьж ярьсан ярих ярьдаг дурдсан дурдаж асууя асуух асуумаар асууж асуулт
мэдмээр мэдэхийг мэдэхгүй мэддэг мэдье мэднэ мэдэхсэн тайлбарлаж тайлбарлаач сонирхож сонирхмоор хүсье хүсэж хүсч
санаж санахад сонссон сонсож уншсан бодож бодоход бодвол
хэрхэн хэчнээн хэдий хэдийд хэзээнээс хэзээнээ ямархуу юмаа юмуу юмнууд юмыг юмс зүйл зүйлс зүйлүүд
ийм иймэрхүү тиймэрхүү энэхүү тэрхүү эдгээрийн тэдний тэдэнд манай маань танай чинь чамд надаас надтай
тэгэхээр тэгэхдээ ингээд ингэхээр ингэж тэгж орчим ойролцоогоор бараг магадгүй ерөөсөө үнэхээр яг яагаав жаахан
арай нэлээд нилээд маш тун дэндүү эрхэм хэнбугай ширхэг ширхгийг ширхэгийг тоотой
баярлалаа уучлаарай туслаач тусална болоо одоо одоогоор болтол тэд тэдгээрийг нийтдээ минь тань таны миний бидний тэгнэ
"""

# Cardinals with their attributive forms, folded as words are before their skeleton.
_CARDINALS = (
    "хоёр", "гурав гурван", "дөрөв дөрвөн", "тав таван", "зургаа зургаан", "долоо долоон", "найм найман", "ес есөн",
    "арав арван",
)  # fmt: skip
_SUFFIX = re.compile(r"(?<=\d)-(?=[а-яөүё])[а-яөүё]+")
# Plural, case and the ending of possession, as skeletons.
_ENDINGS = re.compile(r"(ud|nud|qud)?(i?n|i?g|i|n?d|t|[aeo]s|[aeo]r|t[aeo]i|[rl]u)?(hi|h)?[aeo]?")

_SENTENCE_ENDS = SentenceEnds(
    "проф акад ген хур дэд тэр жнь",
    # «2022 он. 11 сар».
    "он оны сар сарын өдөр дугаар х",
    "ххк хк",
    "энэ тэр эдгээр мөн гэвч гэхдээ харин тус уг түүнчлэн үүний үүнээс ингэснээр иймд учир түүний тэд тэдний",
)
_QUESTIONS = QuestionForms(
    points_back=re.compile(
        r"^(тэгээд|тэгвэл|харин|бас|мөн|тэгэхээр|тэгэхдээ|дэлгэрэнгүй|tegeed|tegvel|harin|bas|delgerengui)\b"
        r"|\b(тэр|энэ|түүн\w*|үүн\w*|тэд\w*|тэнд|энд|тэнд\w*|эдгээр\w*|мөнхүү|уг|ter|ene|tuun\w*|uun\w*|ted|tend)\b",
        re.IGNORECASE,
    ),
    to_the_bot=re.compile(
        r"\b(чи|чиний|чамд|чамайг|чамаас|та|таны|танд|таныг|танаас|chi|chinii|ta|tanii)\b", re.IGNORECASE
    ),
    phrased=re.compile(r"\b(вэ|бэ|уу|үү|юу|юү|юм|ve|be|we|bee|vee|uu|yu|yuu|yum)$"),
    leads_over=re.compile(r":(?= )| [-–—] "),
    asks_too=re.compile(r"\b(?:билээ|бол|болоо|бол оо)\W*$"),
)


def skeleton(word: str) -> str:
    """The Latin skeleton of a folded Mongolian word, from either script."""
    if CYRILLIC.search(word):
        word = word.translate(_SKELETON)
    else:
        for typed, letter in _LATIN_HABITS:
            word = word.replace(typed, letter)
        word = _VOWEL_V.sub("u", word)
    return _REPEATED.sub(r"\1", word)


def word_parts(word: str) -> list[tuple[str, float]]:
    """The terms of a skeleton, with what each weighs of the word: itself, its first letters, its n-grams."""
    parts = [("=" + word, WORD_WEIGHT)]
    if len(word) >= PREFIX:
        parts.append(("^" + word[:PREFIX], PREFIX_WEIGHT))
    grams = {word[i : i + n] for n in GRAM_SIZES for i in range(len(word) - n + 1)}
    if not grams:
        return [(parts[0][0], 1.0)]
    weight = (1 - sum(w for _, w in parts)) / len(grams)
    return parts + [(gram, weight) for gram in sorted(grams)]


def _date(year: int, month: int, day: int) -> str:
    return f"{year} {month} {day}"


def _figures(text: str) -> str:
    """Without the endings of numbers: 29-нд."""
    return _SUFFIX.sub("", text)


MONGOLIAN = TextLanguage(
    code="mn",
    letters=re.compile(r"[\u0400-\u052f]"),
    passage=PassageSizes(most=900, fragment=60, joined=500),
    sentence_ends=_SENTENCE_ENDS,
    questions=_QUESTIONS,
    date=_date,
    figures=_figures,
    stop_words=frozenset(map(skeleton, _STOP_WORDS.split())),
    everyday=frozenset(map(skeleton, _EVERYDAY.split())),
    number_words={form: str(i) for i, forms in enumerate(_CARDINALS, 2) for form in forms.split()},
    key=skeleton,
    endings=_ENDINGS,
)
