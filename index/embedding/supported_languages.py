"""Which languages a model reads, measured by whether it finds the sentence that answers a question.

A vocabulary says little (word pieces cover every alphabet), and a model's card is not machine-readable. So the
model is asked: questions and sentences that answer them with few words in common, in each language. A model that does
not read the language guesses.
"""

from pathlib import Path

import numpy as np

from index.documents import LANGUAGES, Language

# In so many of all cases an answer has to be nearer to its question than the answer to another one. Guessing gets half
# of them, give or take 0.07; the bundled model .99, .82 and 1.00, and all-MiniLM-L6-v2, which reads English, 1.00, .49
# and, of Japanese, .60 by the characters that stand in both.
LEAST_NEARER = 0.7

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
        ("How do people cross the river?", "A ferry carries passengers to the other bank."),
        ("Where can I learn to swim?", "Lessons are given at the indoor pool."),
        ("Why did the train arrive late?", "Snow on the rails held it up for an hour."),
        ("Which animals sleep through the winter?", "Bears and hedgehogs rest in their dens until spring."),
        ("How is bread made?", "Flour, water and yeast are kneaded and baked in an oven."),
        ("Who wrote this song?", "The melody was composed by a young musician."),
        ("What should I wear in cold weather?", "A thick coat, gloves and a hat keep you warm."),
        ("How can I lose weight?", "Eat fewer sweets and exercise every day."),
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
        ("Хүмүүс голыг яаж гатладаг вэ?", "Усан онгоц зорчигчдыг нөгөө эрэгт хүргэдэг."),
        ("Усанд сэлж хаана сурах вэ?", "Бассейнд хичээл заадаг."),
        ("Галт тэрэг яагаад хоцорсон бэ?", "Төмөр зам дээрх цаснаас болж нэг цаг саатжээ."),
        ("Ямар амьтад өвөлжин унтдаг вэ?", "Баавгай, зараа хавар хүртэл ичээндээ хэвтэнэ."),
        ("Талхыг яаж хийдэг вэ?", "Гурил, ус, хөрөнгийг зуурч, зууханд барина."),
        ("Энэ дууг хэн зохиосон бэ?", "Аяыг нь залуу хөгжимчин бичжээ."),
        ("Хүйтэнд юу өмсөх вэ?", "Зузаан дээл, бээлий, малгай дулаан байлгана."),
        ("Яаж турах вэ?", "Чихэр багасгаж, өдөр бүр дасгал хий."),
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
        ("川はどうやって渡りますか？", "渡し船が乗客を対岸まで運ぶ。"),
        ("泳ぎはどこで習えますか？", "屋内プールで教室が開かれている。"),
        ("列車はなぜ遅れたのですか？", "線路の雪で一時間止まっていた。"),
        ("冬眠するのはどんな動物ですか？", "クマやハリネズミは春まで巣穴で過ごす。"),
        ("パンはどう作りますか？", "小麦粉と水と酵母をこねて、オーブンで焼く。"),
        ("この歌は誰が作りましたか？", "若い音楽家がメロディーを書いた。"),
        ("寒い日には何を着ればいいですか？", "厚手のコートと手袋と帽子で暖かく過ごせる。"),
        ("どうすれば痩せられますか？", "甘い物を控えて、毎日運動する。"),
    ),
}


def languages_read(home: Path) -> tuple[Language, ...]:
    """The languages that the exported model in `home` reads."""
    from index.embedding.encoder import Encoder

    encoder = Encoder.load(home)
    read: list[Language] = []
    for language in LANGUAGES:
        questions, answers = zip(*PAIRS[language], strict=True)
        cosines = np.stack([encoder.encode_query(question) for question in questions])
        cosines = cosines @ encoder.encode_documents(answers).T
        nearer = (np.diag(cosines)[:, None] > cosines).sum() / (cosines.size - len(questions))
        if nearer >= LEAST_NEARER:
            read.append(language)
    return tuple(read)
