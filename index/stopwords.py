"""Words that carry a sentence and not its matter; never searched for unless a question has nothing else."""

from index.documents import Language
from index.folding import skeleton

# Question words are among them: what they ask for is read by `index.asking`.
_ENGLISH = """
a about after again all also am an and any are as at be because been before being between both but by can could did do
does doing done for from further get gets give given go got had has have having he her here hers him his how i if in
into is it its itself just let like many may me might more most much must my no nor not now of off on once only or
other our out over own please really s said same she should so some such t tell than thanks that the their them then
there these they this those through to too under until up us very was we were what whats when where which while who
whom whose why will with would you your whether want know yes ok okay hi hello hey ever exactly actually long far old
aren couldn didn doesn don hadn hasn haven isn ll re shouldn ve wasn weren wouldn
"""

_MONGOLIAN = """
бэ вэ юу уу үү юүү билээ юм бол болон ба мөн нь энэ тэр эдгээр тэдгээр түүний түүнийг үүний үүнийг энд тэнд гэж гэдэг
гэсэн гэх гэхэд гэвэл гэлээ хэн хэний хэнд хэнтэй хэнийг хэзээ хаана хаанаас хааш хаашаа ямар аль алийг яаж яагаад яах
хэд хэдэн хэдэд хэддүгээр хичнээн хэр юуны юунд юуг юугаар байна байсан байв байх байгаа байдаг байжээ байдгийг байхад
болсон болох болдог болжээ болно бий бас бөгөөд буюу эсвэл харин гэхдээ тэгээд тэгвэл хийсэн тухай талаар дээр доор
дотор өмнө дараа хүртэл хамт зэрэг тул учир учраас биш үгүй тийм за надад намайг би та бид хэлж өгөөч өгнө мэдэх мэдэж
мэдээлэл л ч шүү дээ даа дөө
"""

_STOP_WORDS: dict[Language, frozenset[str]] = {
    "en": frozenset(_ENGLISH.split()),
    "mn": frozenset(map(skeleton, _MONGOLIAN.split())),
    "ja": frozenset(),
}


def is_stop_word(word: str, language: Language) -> bool:
    """Whether a folded word is one, in Mongolian also as it is typed in Latin letters; no Japanese word is."""
    return (skeleton(word) if language == "mn" else word) in _STOP_WORDS[language]
