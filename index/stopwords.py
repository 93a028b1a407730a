"""Words that carry a sentence and not its matter; never searched for unless a question has nothing else."""

from index.documents import Language

# Question words are among them: what they ask for is handled by index.questions.
_ENGLISH = """
a about after again all also am an and any are as at be because been before being between both but by can could did do does doing done
for from further get gets give given go got had has have having he her here hers him his how i if in into is it its itself just let like
many may me might more most much must my no nor not now of off on once only or other our out over own please really s said same she
should so some such t tell than thanks that the their them then there these they this those through to too under until up us very was we
were what whats when where which while who whom whose why will with would you your whether want know yes ok okay hi hello hey did't ever
exactly actually long far old
"""

_MONGOLIAN = """
бэ вэ юу уу үү юүү билээ юм бол болон ба мөн нь энэ тэр эдгээр тэдгээр түүний түүнийг үүний үүнийг энд тэнд гэж гэдэг гэсэн гэх гэхэд гэвэл гэлээ
хэн хэний хэнд хэнтэй хэнийг хэзээ хаана хаанаас хааш хаашаа ямар аль алийг яаж яагаад яах хэд хэдэн хэдэд хэддүгээр хичнээн хэр юуны юунд юуг юугаар
байна байсан байв байх байгаа байдаг байжээ байдгийг байхад болсон болох болдог болжээ болно бий бас бөгөөд буюу эсвэл харин гэхдээ тэгээд тэгвэл
хийсэн тухай талаар дээр доор дотор өмнө дараа хүртэл хамт зэрэг тул учир учраас биш үгүй тийм за надад намайг би та бид
уу хэлж өгөөч өгнө мэдэх мэдэж мэдээлэл вэ? л ч шүү дээ даа дөө
"""

_JAPANESE = """
です ます でした ました ですか ますか
"""


def stop_words(language: Language) -> frozenset[str]:
    """Stop words as they are written (folded, not stemmed)."""
    return frozenset({"en": _ENGLISH, "mn": _MONGOLIAN, "ja": _JAPANESE}[language].split())
