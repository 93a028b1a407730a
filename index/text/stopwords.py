"""Words that carry a sentence and not its matter.

Stop words are neither indexed nor searched for. Everyday words, which people say around what they ask, may still tell
two questions apart, so they are searched for where the documents have them; where not, they say nothing against an
answer, as another unknown word does. Whole phrases that say nothing (good morning) are `index.text.small_talk`.
"""

from index.documents import Language
from index.text.normalization import skeleton

# Question words are among them: what they ask for is read off the whole question by its vector and the reader.
_ENGLISH = """
a about after again all also am an and any are as at be because been before being between both but by can could did do
does doing done for from further get gets give given go got had has have having he her here hers him his how i if in
into is it its itself just let like many may me might more most much must my no nor not now of off on once only or
other our out over own please really s said same she should so some such t tell than thanks that the their them then
there these they this those through to too under until up us very was we were what whats when where which while who
whom whose why will with would you your whether want know yes ok okay hi hello hey ever exactly actually long far old
aren couldn didn doesn don hadn hasn haven isn ll re shouldn ve wasn weren wouldn
pls plz thx
"""

# The endings among them are those that stand alone: УБ-д, 2022-оос.
_MONGOLIAN = """
бэ вэ юу уу үү юүү билээ юм бол болон ба мөн нь энэ тэр эдгээр тэдгээр түүний түүнийг үүний үүнийг энд тэнд гэж гэдэг
гэсэн гэх гэхэд гэвэл гэлээ хэн хэний хэнд хэнтэй хэнийг хэзээ хаана хаанаас хааш хаашаа ямар аль алийг яаж яагаад яах
хэд хэдэн хэдэд хэддүгээр хичнээн хэр юуны юунд юуг юугаар байна байсан байв байх байгаа байдаг байжээ байдгийг байхад
болсон болох болдог болжээ болно бий бас бөгөөд буюу эсвэл харин гэхдээ тэгээд тэгвэл хийсэн тухай талаар дээр доор
дотор өмнө дараа хүртэл хамт зэрэг тул учир учраас биш үгүй тийм за надад намайг би та бид хэлж өгөөч өгнө мэдэх мэдэж
мэдээлэл дэлгэрэнгүй л ч шүү дээ даа дөө аа ээ оо өө
бн бна бнуу гж ын ийн гийн ыг ийг гийг д т н г р нд аас ээс оос руу рүү луу лүү
"""


# Greetings and politeness, fillers and hedges, light verbs, words for just anything, words that count.
_EVERYDAY_ENGLISH = """
dear thank kindly sorry excuse appreciate appreciated grateful guys lol btw hmm um umm uhm erm uh wow oh
wondering wondered curious wanna gonna gotta lemme dunno im ive id dont didnt doesnt isnt wasnt cant cannot
whats hows wheres whos shall anyone anybody someone somebody everyone everybody anything something everything somehow
somewhat anyway anyhow somewhere anywhere quite rather maybe perhaps probably possibly basically apparently
obviously honestly literally definitely certainly surely roughly approximately nearly almost yet already though
although else among upon via toward towards during within whatever whichever whoever whenever wherever
explain describe clarify elaborate telling saying says talking mention mentioned heard hear remember
happen happened happens happening guess suppose supposed seem seems seemed looking
thing things stuff lot lots bunch sort kinda sorta pieces
"""

_EVERYDAY_MONGOLIAN = """
болив болов болоод болж болохыг болсныг болоосой байсныг байгааг байхгүй байлаа байвал байгаад байгаагүй байсаар
гэв гэнэ гэдгийг гэжээ гэхээр гэмээр хийх хийж хийдэг хийнэ хийжээ хийгдсэн өгөх өгч өгсөн өгдөг өгөөрэй өгье өгөхгүй
өгөв өгчээ өгвөл өгөөд авах авч авсан авдаг авна авчээ
хэлээч хэлээрэй хэлнэ хэлэх хэлвэл хэлсэн ярьж ярьсан ярих ярьдаг дурдсан дурдаж асууя асуух асуумаар асууж асуулт
мэдмээр мэдэхийг мэдэхгүй мэддэг мэдье мэднэ мэдэхсэн тайлбарлаж тайлбарлаач сонирхож сонирхмоор хүсье хүсэж хүсч
санаж санахад сонссон сонсож уншсан бодож бодоход бодвол
хэрхэн хэчнээн хэдий хэдийд хэзээнээс хэзээнээ ямархуу юмаа юмуу юмнууд юмыг юмс зүйл зүйлс зүйлүүд вээ
ийм иймэрхүү тиймэрхүү энэхүү тэрхүү эдгээрийн тэдний тэдэнд манай маань танай чинь чамд надаас надтай
тэгэхээр тэгэхдээ ингээд ингэхээр ингэж тэгж орчим ойролцоогоор бараг магадгүй ерөөсөө үнэхээр яг яагаав жаахан
арай нэлээд нилээд маш тун дэндүү эрхэм хэнбугай ширхэг ширхгийг ширхэгийг тоотой
баярлалаа уучлаарай туслаач тусална болоо одоо одоогоор болтол тэд тэдгээрийг нийтдээ минь тань таны миний бидний тэгнэ
"""

_STOP_WORDS: dict[Language, frozenset[str]] = {
    "en": frozenset(_ENGLISH.split()),
    "mn": frozenset(map(skeleton, _MONGOLIAN.split())),
    "ja": frozenset(),
}


_EVERYDAY: dict[Language, frozenset[str]] = {
    "en": frozenset(_EVERYDAY_ENGLISH.split()),
    "mn": frozenset(map(skeleton, _EVERYDAY_MONGOLIAN.split())),
    "ja": frozenset(),
}


def is_stop_word(word: str, language: Language) -> bool:
    """Whether a folded word is one, in Mongolian also as it is typed in Latin letters; no Japanese word is."""
    return (skeleton(word) if language == "mn" else word) in _STOP_WORDS[language]


def is_everyday(word: str, language: Language) -> bool:
    """Whether a folded word is one that people say around any question; as for stop words, no Japanese word is."""
    return (skeleton(word) if language == "mn" else word) in _EVERYDAY[language]
