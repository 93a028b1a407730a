"""Which languages a model reads, measured by whether it finds the sentence that answers a question.

A vocabulary says little (word pieces cover every alphabet), and a model's card is not machine-readable. So the
model is asked: eight questions, eight sentences that answer them with few words in common, in each language. A
model that does not read the language guesses.
"""

from pathlib import Path

from index.documents import LANGUAGES, Language

# At least so many of the eight must come first; guessing gets one.
LEAST_RIGHT = 6

PAIRS: dict[Language, tuple[tuple[str, str], ...]] = {
    "en": (
        ("How do I make a cup of tea?", "Pour boiling water over the leaves and let them steep."),
        ("What is the tallest mountain?", "Everest rises to 8,849 metres."),
        ("Why is the sky blue?", "Air scatters short wavelengths of sunlight more than long ones."),
        ("When do birds fly south?", "Geese leave for warmer regions in autumn."),
        ("Who looks after sick people?", "Nurses and doctors work in the hospital around the clock."),
        ("How can I save money?", "Put a part of each salary into a bank account."),
        ("What do cows eat?", "Cattle graze on grass and hay."),
        ("Is the shop open on holidays?", "The store is closed on Sundays and public festivals."),
    ),
    "mn": (
        ("Цай яаж чанах вэ?", "Навчин дээр буцалсан ус хийгээд хэсэг байлгана."),
        ("Хамгийн өндөр уул аль вэ?", "Эверест далайн түвшнээс дээш 8849 метр."),
        ("Тэнгэр яагаад цэнхэр байдаг вэ?", "Агаар нарны гэрлийн богино долгионыг илүү сарниулна."),
        ("Шувууд хэзээ нүүдэллэдэг вэ?", "Галуу намар дулаан орныг зорино."),
        ("Өвчтэй хүмүүсийг хэн асардаг вэ?", "Эмч, сувилагч нар эмнэлэгт өдөр шөнөгүй ажилладаг."),
        ("Яаж мөнгө хуримтлуулах вэ?", "Цалингийнхаа хэсгийг банканд хий."),
        ("Үнээ юу иддэг вэ?", "Үхэр ногоо, хадлангаар хооллодог."),
        ("Дэлгүүр баяраар ажилладаг уу?", "Ням гараг болон амралтын өдрүүдэд худалдааны төв хаалттай."),
    ),
    "ja": (
        ("お茶はどうやって入れますか？", "葉に熱湯を注いで、しばらく蒸らします。"),
        ("一番高い山は何ですか？", "エベレストの標高は8849メートルです。"),
        ("空はなぜ青いのですか？", "大気は太陽光の短い波長をより強く散乱させる。"),
        ("鳥はいつ南へ渡りますか？", "ガンは秋になると暖かい地方へ旅立つ。"),
        ("病気の人の世話は誰がしますか？", "看護師や医師が昼夜を問わず病院で働いている。"),
        ("どうすれば貯金できますか？", "給料の一部を銀行口座に入れておく。"),
        ("牛は何を食べますか？", "家畜は草や干し草をはむ。"),
        ("お店は祝日に開いていますか？", "日曜と祭日は休業いたします。"),
    ),
}


def languages_read(home: Path) -> tuple[Language, ...]:
    """The languages that the exported model in `home` reads."""
    from index.embedding.encoder import Encoder

    encoder = Encoder.load(home)
    read: list[Language] = []
    for language in LANGUAGES:
        questions, answers = zip(*PAIRS[language], strict=True)
        sentences = encoder.encode_documents(answers)
        right = sum(int((sentences @ encoder.encode_query(q).vector).argmax()) == i for i, q in enumerate(questions))
        if right >= LEAST_RIGHT:
            read.append(language)
    return tuple(read)
