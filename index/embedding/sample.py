"""Sentences on which an export is held against the model that it was made from, in all languages that are read."""

from index.documents import Language

SAMPLE: dict[Language, tuple[str, ...]] = {
    "en": (
        "Japan pledged to plant 50,000 trees in Mongolia.",
        "When did the two countries establish diplomatic relations?",
        "The Economic Partnership Agreement entered into force on 7 June 2016.",
        "new airport loan",
        "Students of the three technical colleges found work in Japan after graduation.",
        "Who opened the hospital, and how many beds does it have?",
        "The prime minister met the president in Ulaanbaatar and spoke about energy, food security and trade.",
        "sumo wrestlers from Mongolia",
    ),
    "mn": (
        "Япон Улс Монголд 50 мянган мод тарихаар амласан.",
        "Хоёр улс дипломат харилцаагаа хэзээ тогтоосон бэ?",
        "Эдийн засгийн түншлэлийн хэлэлцээр 2016 оны 6 дугаар сарын 7-нд хүчин төгөлдөр болсон.",
        "шинэ нисэх буудлын зээл",
        "Гурван технологийн коллежийн төгсөгчид Японд ажилд орсон.",
        "Эмнэлгийг хэн нээсэн, хэдэн ортой вэ?",
        "Ерөнхий сайд Улаанбаатарт Ерөнхийлөгчтэй уулзаж, эрчим хүч, хүнсний аюулгүй байдал, худалдааны талаар ярив.",
        "Монгол сүмо бөхчүүд",
    ),
    "ja": (
        "日本はモンゴルに5万本の木を植えると約束しました。",
        "両国はいつ外交関係を樹立しましたか？",
        "経済連携協定（ＥＰＡ）は2016年6月7日に発効した。",
        "新空港の円借款",
        "３つの高専の卒業生が日本で就職しました。",
        "病院を開いたのは誰で、ベッドはいくつありますか。",
        "首相はウランバートルで大統領と会談し、エネルギー、食料安全保障、貿易について話し合った。",
        "モンゴル出身の力士　ﾊｸﾎｳ",
    ),
}
