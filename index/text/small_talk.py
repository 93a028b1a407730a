"""What people say before and after their question: greetings, thanks, and the request to be told.

Their words may be the matter of another question (a good partner, a quick loan), so they are no stop words; together,
at either end of what was written, they say nothing.
"""

import re
from functools import cache

from index.documents import LANGUAGES, Language
from index.text import text_language
from index.text.normalization import fold

# Phrases that open a text, and those that stand at either end of it, as `fold` leaves them. Several may follow one
# another: "hello", "can you tell me".
_OPENING = {
    "en": """
bot | hello | hello there | hello bot | hi | hi there | hi all | hi everyone | hi bot | hey | hey there | hey bot |
dear bot | dear all | dear sir | dear sir or madam | dear sir madam | greetings | good morning | good afternoon |
good evening | good day | how are you | how are you doing | how are you doing today | how are you today |
how do you do | how is it going | how s it going | what s up | nice to meet you | i hope you are well |
i hope you re well | i hope you are doing well | hope you are well | hope you are doing well | sorry |
sorry to bother you | sorry to bother | excuse me | pardon me
""",
    "mn": """
ботоо | эрхэм ботоо | эрхэм бот |
сайн уу | сайн бн уу | сайн бну | сн бну | сайн байна уу | сайн байцгаана уу | сайн байцгаана уу та бүхэн |
та сайн байна уу | та бүхэн сайн байна уу | та бүхний энэ өдрийн амгаланг айлтгая | амар байна уу | амар мэнд |
амгалан байна уу | мэнд | мэнд хүргэе | мэндчилье | өглөөний мэнд | өглөөний мэнд хүргэе | өдрийн мэнд |
өдрийн мэнд хүргэе | оройн мэнд | оройн мэнд хүргэе | юу байна | юу байна даа | юу бн | сонин юу байна |
сонин сайхан юу байна | сонин сайхан юутай | сонин сайхан | уучлаарай | намайг уучлаарай | өршөөгөөрэй
""",
}
_EITHER_END = {
    "en": """
please | pls | plz | kindly | thank you | thank you very much | thank you so much | thank you in advance |
many thanks in advance | it s urgent | its urgent | urgent | asap | right | is that right | am i right | isn t it |
thanks | thanks a lot | thanks so much | thanks in advance | many thanks | thx | cheers | much appreciated |
i would appreciate it | i have a question | i have one question | i have a quick question |
i have another question | i ve got a question | quick question | a quick question | just a quick question |
q | quick q | question |
one question | one more question | another question | may i ask | may i know | can i ask | can i ask you |
can i ask you something | could i ask | let me ask | let me ask you | i would like to ask | i d like to ask |
i want to ask | i wanted to ask | i would like to know | i d like to know | i would love to know |
i d love to know | i would like to learn | i would like to find out | i want to know | i wanted to know |
i want to learn | i want to find out | i need to know | i need to find out | i am trying to find out |
i m trying to find out | i wonder | i wonder if | i was wondering | i was wondering if | i am wondering |
i m wondering | wondering | just wondering | i am curious | i m curious | just curious | just out of curiosity |
out of curiosity | any idea | any ideas | do you have any idea | do you have an idea | do you know |
do you happen to know | did you know | if you know | as far as you know | if you don t mind | if possible |
tell me | tell me about | tell us | let me know | let us know | inform me | remind me | help me |
help me understand | help me out | explain | explain to me | explain to us | can you | can you please |
can you tell me | can you tell us | can you explain | can you help | can you help me | could you |
could you please | could you kindly | could you tell me | could you explain | could you help me |
could you let me know | would you | would you please | would you mind telling me | would you be so kind as to |
can anyone tell me | can anybody tell me | can someone tell me | can somebody tell me | could anyone tell me |
could someone tell me | does anyone know | does anybody know | anyone know | by the way | btw | in simple words |
in simple terms | in short | in a few words | answer in english | answer in japanese | answer in mongolian |
reply in english | reply in japanese | reply in mongolian | in english please | in japanese please |
in mongolian please | goodbye | bye | bye bye | see you | see you later | good night | regards | kind regards |
best regards | warm regards | best wishes | sincerely | sincerely yours | yours sincerely
""",
    "mn": """
баяртай | дараа уулзъя | сайхан амраарай | баярлалаа | маш их баярлалаа | их баярлалаа | танд баярлалаа |
баярлаа | гялайлаа | танд талархаж байна | урьдчилан баярлалаа | саад болсонд уучлаарай | төвөг удсанд уучлаарай |
гуйя | хүсье | нэг юм асууя | нэг юм асуумаар байна | юм асууя | асуух юм байна | асуух зүйл байна |
нэг асуулт байна | надад асуулт байна | асуулт байна | асуулт асууя | асууж болох уу | асуумаар байна |
асуухыг хүсэж байна | асуух гэсэн юм | надад хэлж өгөөч | надад хэлээч | хэлээч | хэлж өг | хэлж өгөөч |
хэлж өгнө үү | хэлж өгөхгүй юу | хэлж чадах уу | хэлж өгч чадах уу | тайлбарлаач | тайлбарлаж өгөөч |
тайлбарлаж өгнө үү | мэдээлэл өгөөч | мэдээлэл өгнө үү | туслаач | надад туслаач | тусална уу | мэдмээр байна |
мэдэхийг хүсэж байна | мэдэхийг хүсч байна | мэдэх үү | мэдэж байна уу | мэдэх хүн байна уу | мэддэг үү |
та мэдэх үү | та мэдэж байна уу | зааж өгөөч | зааж өгнө үү | монголоор хариулаач | монголоор хариулна уу |
монголоор хэлээч | монголоор хэлж өгөөч | англиар хариулна уу | японоор хариулна уу | хүндэтгэсэн |
хүндэтгэн ёслосон
""",
}

# Requests need no place here: their words are empty ones of the dictionary (`index.text.japanese`).
_JAPANESE_PHRASES = (
    r"こんにち[はわ]|こんばん[はわ]|今[日晩]は(?=[、。！!\s])|お(?:は|早)よう(?:ございます)?|(?:はじ|初)めまして|もしもし"
    r"|お(?:疲|つか)れ(?:様|さま)(?:です|でした)?|お世話に(?:なって(?:おり|い)ます|なります)|お?元気(?:ですか|でしょうか)"
    r"|ご機嫌いかがですか|どうも|(?:大変)?(?:すみ|すい)ません(?:が|けど)?|ごめん(?:なさい|ください)|(?:恐|おそ)れ入りますが"
    r"|(?:日本|英|モンゴル)語で(?:(?:答|こた)えて|(?:教|おし)えて|(?:お願|おねが)い)(?:(?:下|くだ)さい|(?:いた|致)?します)?"
    r"|失礼(?:ですが|(?:いた|致)?します(?:が)?)|お手数ですが|(?:(?:[1一]|ひと)つ)?(?:ご|お)?質問(?:です|なんです|があります|があるのです)(?:が)?"
    r"|(?:ちょっと|少し)?お?(?:聞き|尋ね|伺い|うかがい)(?:し)?たい(?:(?:の|ん)です|ことがあります)(?:が|けど)?"
    r"|(?:どうぞ)?(?:よろしく|宜しく)(?:お(?:願|ねが)い(?:いた|致)?します)?|お(?:願|ねが)い(?:いた|致)?します|ありがとう(?:ございま(?:す|した))?"
    r"|(?:有難う|有り難う)(?:ございま(?:す|した))?|助かります|(?:助|たす)けて(?:(?:下|くだ)さい)?|さようなら|おやすみ(?:なさい)?"
)
_PAUSE = r"[\s、。,.!！?？…~〜ー☆♪]"
_JAPANESE_ENDS = re.compile(
    rf"^{_PAUSE}*(?:(?:{_JAPANESE_PHRASES}){_PAUSE}*)+|(?<={_PAUSE})(?:(?:{_JAPANESE_PHRASES}){_PAUSE}*)+$"
)
_WORD = re.compile(r"[^\W_]+")

_Phrases = frozenset[tuple[str, ...]]


def without_courtesies(text: str, language: Language) -> str:
    """The text less the courtesies at its ends; empty for one of nothing else."""
    if not text_language(language).spaced:
        return _JAPANESE_ENDS.sub("", text)
    words = list(_WORD.finditer(text))
    keys = tuple(_key(word[0], language) for word in words)
    at_start, at_end = _phrases(language)
    first, last = 0, len(keys)
    while size := _longest(keys[first:last], at_start):
        first += size
    while size := _longest(keys[first:last][::-1], at_end):
        last -= size
    if first == last:
        return ""
    start = words[first].start() if first else 0
    if last == len(keys):
        return text[start:]
    return text[start : words[last].start()].rstrip(" ,;:–-")


def without_any_courtesies(text: str) -> str:
    """The text less the courtesies of any language at its ends; all of it where nothing else would be left.

    People greet in the language of the country, and ask in their own.
    """
    for language in LANGUAGES:
        text = without_courtesies(text, language).strip() or text
    return text


def _longest(keys: tuple[str, ...], phrases: _Phrases) -> int:
    """How many words the longest phrase has that `keys` begin with."""
    return max((len(phrase) for phrase in phrases if keys[: len(phrase)] == phrase), default=0)


def _key(word: str, language: Language) -> str:
    return text_language(language).key(fold(word))


@cache
def _phrases(language: Language) -> tuple[_Phrases, _Phrases]:
    """What a text may begin with, and what it may end with, the latter backwards."""
    opening, either = (
        frozenset(tuple(_key(word, language) for word in phrase.split()) for phrase in listed[language].split("|"))
        for listed in (_OPENING, _EITHER_END)
    )
    return opening | either, frozenset(phrase[::-1] for phrase in either)
