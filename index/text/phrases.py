"""What people say to a bot besides their questions, by what they mean by it; for `index.text.small_talk`.

Phrases of English and Mongolian are words between bars, as `fold` leaves them; Mongolian ones are also known in Latin
letters. Japanese ones are patterns.
"""

from typing import Literal

from index.documents import Language

Kind = Literal["greeting", "thanks", "farewell", "approval", "request", "help", "identity", "human", "maker"]

# These open a text or stand at either end of one, and say nothing of what it asks. Several may follow one another:
# "hello", "can you tell me".
OPENING: dict[Language, dict[Kind, str]] = {
    "en": {
        "greeting": """
bot | hello | hello there | hello bot | hi | hi there | hi all | hi everyone | hi bot | hey | hey there | hey bot |
dear bot | dear all | dear sir | dear sir or madam | dear sir madam | greetings | good morning | good afternoon |
good evening | good day | how are you | how are you doing | how are you doing today | how are you today |
how do you do | how is it going | how s it going | what s up | nice to meet you | i hope you are well |
i hope you re well | i hope you are doing well | hope you are well | hope you are doing well
""",
        "request": "sorry | sorry to bother you | sorry to bother | excuse me | pardon me",
    },
    "mn": {
        "greeting": """
ботоо | эрхэм ботоо | эрхэм бот | сайн уу | сайн бн уу | сайн бну | сн бну | сайн байна уу | сайн байцгаана уу |
сайн байцгаана уу та бүхэн | та сайн байна уу | та бүхэн сайн байна уу | та бүхний энэ өдрийн амгаланг айлтгая |
амар байна уу | амар мэнд | амгалан байна уу | мэнд | мэнд хүргэе | мэндчилье | өглөөний мэнд | өглөөний мэнд хүргэе |
өдрийн мэнд | өдрийн мэнд хүргэе | оройн мэнд | оройн мэнд хүргэе | юу байна | юу байна даа | юу бн | сонин юу байна |
сонин сайхан юу байна | сонин сайхан юутай | сонин сайхан
""",
        "request": "уучлаарай | намайг уучлаарай | өршөөгөөрэй",
    },
}
EITHER_END: dict[Language, dict[Kind, str]] = {
    "en": {
        "request": """
please | pls | plz | kindly | it s urgent | its urgent | urgent | asap | right | is that right | am i right | isn t it |
i have a question | i have one question | i have a quick question | i have another question | i ve got a question |
quick question | a quick question | just a quick question | q | quick q | question | one question | one more question |
another question | may i ask | may i know | can i ask | can i ask you | can i ask you something | could i ask |
let me ask | let me ask you | i would like to ask | i d like to ask | i want to ask | i wanted to ask |
i would like to know | i d like to know | i would love to know | i d love to know | i would like to learn |
i would like to find out | i want to know | i wanted to know | i want to learn | i want to find out | i need to know |
i need to find out | i am trying to find out | i m trying to find out | i wonder | i wonder if | i was wondering |
i was wondering if | i am wondering | i m wondering | wondering | just wondering | i am curious | i m curious |
just curious | just out of curiosity | out of curiosity | any idea | any ideas | do you have any idea |
do you have an idea | do you know | do you happen to know | did you know | if you know | as far as you know |
if you don t mind | if possible | tell me | tell me about | tell us | let me know | let us know | inform me |
remind me | help me | help me understand | help me out | explain | explain to me | explain to us | can you |
can you please | can you tell me | can you tell us | can you explain | can you help | can you help me | could you |
could you please | could you kindly | could you tell me | could you explain | could you help me |
could you let me know | would you | would you please | would you mind telling me | would you be so kind as to |
can anyone tell me | can anybody tell me | can someone tell me | can somebody tell me | could anyone tell me |
could someone tell me | does anyone know | does anybody know | anyone know | by the way | btw | in simple words |
in simple terms | in short | in a few words | answer in english | answer in japanese | answer in mongolian |
reply in english | reply in japanese | reply in mongolian | in english please | in japanese please | in mongolian please
""",
        "thanks": """
thank you | thank you very much | thank you so much | thank you in advance | many thanks in advance | thanks |
thanks a lot | thanks so much | thanks in advance | many thanks | thx | cheers | much appreciated |
i would appreciate it
""",
        "farewell": """
goodbye | good bye | bye | bye bye | see you | see you later | good night | regards | kind regards | best regards |
warm regards | best wishes | sincerely | sincerely yours | yours sincerely
""",
    },
    "mn": {
        "request": """
гуйя | хүсье | нэг юм асууя | нэг юм асуумаар байна | юм асууя | асуух юм байна | асуух зүйл байна | нэг асуулт байна |
надад асуулт байна | асуулт байна | асуулт асууя | асууж болох уу | асуумаар байна | асуухыг хүсэж байна |
асуух гэсэн юм | надад хэлж өгөөч | надад хэлээч | хэлээч | хэлж өг | хэлж өгөөч | хэлж өгнө үү | хэлж өгөхгүй юу |
хэлж чадах уу | хэлж өгч чадах уу | тайлбарлаач | тайлбарлаж өгөөч | тайлбарлаж өгнө үү | мэдээлэл өгөөч |
мэдээлэл өгнө үү | туслаач | надад туслаач | тусална уу | мэдмээр байна | мэдэхийг хүсэж байна | мэдэхийг хүсч байна |
мэдэх үү | мэдэж байна уу | мэдэх хүн байна уу | мэддэг үү | та мэдэх үү | та мэдэж байна уу | зааж өгөөч |
зааж өгнө үү | монголоор хариулаач | монголоор хариулна уу | монголоор хэлээч | монголоор хэлж өгөөч |
англиар хариулна уу | японоор хариулна уу
""",
        "thanks": """
баярлалаа | маш их баярлалаа | их баярлалаа | танд баярлалаа | баярлаа | гялайлаа | танд талархаж байна |
урьдчилан баярлалаа | саад болсонд уучлаарай | төвөг удсанд уучлаарай
""",
        "farewell": "баяртай | дараа уулзъя | сайхан амраарай | хүндэтгэсэн | хүндэтгэн ёслосон",
    },
}
# These are something said only where they are all of it: at the end of a question they may be its matter.
ALONE: dict[Language, dict[Kind, str]] = {
    "en": {
        "greeting": "hiya | howdy | yo | good to see you | how are things | how are you bot | anyone here | welcome",
        "thanks": """
thank u | thank you bot | thanks bot | thank you for your help | thanks for your help | thank you for the answer |
thanks for the answer | thanks for the info | thank you for the information | thanks again | thank you again | ty |
tysm | i appreciate it | appreciate it | i am grateful | that helps | that helped | this helps | very helpful |
that was helpful | that is helpful | that s helpful | helpful
""",
        "farewell": """
bye for now | bye bot | farewell | see ya | cya | see you soon | see you tomorrow | talk to you later | ttyl |
have a nice day | have a good day | have a great day | take care | good night bot | that is all | that s all |
thats all | nothing else | that will be all | i have to go | gotta go
""",
        "approval": """
ok | okay | okey | k | kk | alright | all right | fine | got it | i see | understood | i understand | sure | yes |
yeah | yep | yup | no | nope | cool | nice | great | good | very good | very nice | good job | great job | nice job |
well done | good bot | nice bot | awesome | amazing | perfect | excellent | wonderful | brilliant | impressive |
fantastic | super | wow | interesting | very interesting | lol | haha | hahaha | ha ha | hmm | hm | mm | oh | ah | aha |
exactly | correct | sounds good | no problem | never mind | nevermind | no thanks | no thank you | i love you |
i like you | love it | i like it | good question | good answer | great answer | nice answer | that is great |
that s great | that is good | that s good | that is interesting | that s interesting | that is nice | that s nice |
makes sense | good to know | you are great | you re great | you are good | you are smart | you are the best |
you re the best | nothing | test | testing
""",
        "help": """
help | help please | please help | i need help | i need some help | how do you work | how does this work |
how does it work | how does this bot work | how do i use this | how do i use this bot | how do i use you | how to use |
how to use this bot | how to use it | how do i ask | how can i ask | how should i ask | how do i start |
what can you do | what can you do for me | what do you do | what does this bot do | what can this bot do |
what can i ask | what can i ask you | what can i ask here | what should i ask | what should i ask you |
what questions can i ask | what kind of questions can i ask | what do you know | what can you tell me |
what can you help me with | how can you help | how can you help me | what topics do you know | menu | main menu |
the menu | show menu | show me the menu | open menu | start | begin | commands | show commands | options |
instructions | usage | manual | which languages do you speak | what languages do you speak |
what language do you speak | do you speak english | do you speak japanese | do you speak mongolian |
which languages do you know | what languages do you know
""",
        "identity": """
who are you | what are you | who r u | who are u | what is this bot | what s this bot | what is this bot about |
what s this bot about | whats this bot about | what is the bot about | what is this bot for | what s this bot for |
what are you about | what are you for | what is your purpose | what s your purpose | why were you made |
tell me about yourself | about yourself | introduce yourself | can you introduce yourself | please introduce yourself |
what is your name | what s your name | whats your name | your name | do you have a name | what kind of bot are you |
what kind of bot is this | what is this chat about | what is this chat | who am i talking to | what am i talking to |
whom am i talking to | what is your job | what s your job
""",
        "human": """
are you human | are you a human | are you a human being | are you a person | are you a real person | are you real |
are you a real human | are you a man or a machine | are you a man or a woman | are you a bot | are you a robot |
are you a machine | are you a computer | are you a program | are you an ai | are you ai | are you chatgpt |
are you a chatbot | are you gpt | are you alive | are you an llm | is this a bot | is this a robot | is this a human |
is this a real person | is this an ai | is this ai | am i talking to a human | am i talking to a person |
am i talking to a real person | am i talking to a bot | am i talking to a robot | am i talking to a machine |
are you a human or a bot | are you a bot or a human | are you human or bot | human or bot | bot or human |
do you have feelings | how old are you | where do you live | where are you from | do you use ai | is a human there
""",
        "maker": """
who made you | who made this bot | who created you | who created this bot | who built you | who built this bot |
who developed you | who developed this bot | who develops you | who programmed you | who designed you | who wrote you |
who invented you | who runs you | who runs this bot | who operates you | who operates this bot | who is behind you |
who is behind this bot | who s behind this bot | who owns you | who owns this bot | who is your maker |
who is your creator | who is your developer | who is your owner | who is your boss | who is your author |
who are your makers | who are your creators | where do you come from | who do you work for | who do you belong to |
who is responsible for this bot | who maintains this bot
""",
    },
    "mn": {
        "greeting": "сайн уу бот | сайн байна уу бот | сайхан амарсан уу | сайхан байна уу | сайн сууж байна уу | хөөе",
        "thanks": """
bayrlalaa | баярлалаа шүү | баярлалаа танд | баярлалаа чамд | баярлсан шүү | их баярлалаа шүү | маш их баярлалаа танд |
тусалсанд баярлалаа | хариулсанд баярлалаа | хариу өгсөнд баярлалаа | мэдээлэл өгсөнд баярлалаа | баярллаа |
баярлалааа | байрлалаа | баярлала | баярлла | баярлаж байна | талархаж байна | талархлаа | танд их баярлалаа |
чамд баярлалаа | хэрэг болсон | хэрэгтэй мэдээлэл байна
""",
        "farewell": """
за баяртай | баай | дараа уулзацгаая | маргааш уулзъя | уулзъя | түр баяртай | сайн яваарай | сайн сууж байгаарай |
сайн байгаарай | сайхан өдөр өнгөрүүлээрэй | сайхан амарна уу | болоо | ингээд болоо
""",
        "approval": """
за | за за | заа | зүгээр | зүгээр зүгээр | ок | окей | оке | ойлголоо | за ойлголоо | ойлгосон | ойлгож байна | тийм |
тийм ээ | тиймээ | тийм байна | үгүй | үгүй ээ | мэдлээ | мэдсэн | сайн | маш сайн | сайн байна | маш сайн байна | гоё |
гоё байна | сайхан | сайхан байна | мундаг | мундаг байна | гайхалтай | гайхалтай байна | сонирхолтой |
сонирхолтой байна | сонин юм | дажгүй | супер | болж байна | болно | болно оо | тэгье | за тэгье | зөв | яг | хаха |
хахаха | хэхэ | өө | аа | аан | хмм | хм | үнэхээр үү | чамд хайртай | туршилт | тест
""",
        "help": """
тусламж | тусламж хэрэгтэй | туслаач ээ | надад туслаач ээ | хелп | цэс | меню | үндсэн цэс | цэс харуул | команд |
командууд | заавар | эхлэх | эхлүүлэх | юу хийж чадах вэ | чи юу хийж чадах вэ | та юу хийж чадах вэ |
чи юу хийж чаддаг вэ | та юу хийж чаддаг вэ | чи юу чаддаг вэ | чи юу хийдэг вэ | та юу хийдэг вэ |
энэ бот юу хийдэг вэ | яаж ашиглах вэ | хэрхэн ашиглах вэ | энэ ботыг яаж ашиглах вэ | яаж ажилладаг вэ |
чи яаж ажилладаг вэ | яаж асуух вэ | хэрхэн асуух вэ | юу асууж болох вэ | юу асуух вэ | чамаас юу асууж болох вэ |
танаас юу асууж болох вэ | юу мэддэг вэ | чи юу мэддэг вэ | та юу мэддэг вэ | чи юу мэдэх вэ |
ямар асуулт асууж болох вэ | чи ямар хэлээр ярьдаг вэ | та ямар хэлээр ярьдаг вэ | ямар хэл мэддэг вэ |
монголоор ярьдаг уу | чи монголоор ярьдаг уу
""",
        "identity": """
чи хэн бэ | та хэн бэ | чи хэн юм бэ | та хэн юм бэ | чи хэн билээ | та хэн билээ | чи юу вэ | та юу вэ |
чи ямар бот вэ | та ямар бот вэ | энэ ямар бот вэ | энэ юу гэдэг бот вэ | энэ бот юуны тухай вэ | энэ юуны бот вэ |
энэ юуны тухай бот вэ | бот юуны тухай вэ | энэ бот юунд зориулагдсан бэ | энэ бот ямар зорилготой вэ |
энэ ямар чат вэ | чиний нэр хэн бэ | таны нэр хэн бэ | чиний нэр юу вэ | таны нэр юу вэ | чамайг хэн гэдэг вэ |
таныг хэн гэдэг вэ | нэрээ хэлээч | өөрийгөө танилцуулаач | өөрийгөө танилцуулна уу | өөрийнхөө тухай хэлээч |
би хэнтэй ярьж байна вэ | хэнтэй ярьж байна вэ
""",
        "human": """
чи хүн үү | та хүн үү | чи хүн юм уу | та хүн юм уу | чи жинхэнэ хүн үү | та жинхэнэ хүн үү | энэ хүн үү | чи робот уу |
та робот уу | чи робот юм уу | та робот юм уу | энэ робот уу | чи бот уу | та бот уу | чи бот юм уу | та бот юм уу |
энэ бот уу | энэ бот юм уу | хүн үү бот уу | чи хүн үү бот уу | чи хүн үү робот уу | та хүн үү бот уу |
чи хиймэл оюун уу | та хиймэл оюун уу | чи хиймэл оюун ухаан уу | та хиймэл оюун ухаан уу | чи амьд уу |
чи хэдэн настай вэ
""",
        "maker": """
чамайг хэн хийсэн бэ | таныг хэн хийсэн бэ | хэн чамайг хийсэн бэ | хэн таныг хийсэн бэ | чамайг хэн бүтээсэн бэ |
таныг хэн бүтээсэн бэ | хэн чамайг бүтээсэн бэ | хэн таныг бүтээсэн бэ | чамайг хэн зохиосон бэ |
таныг хэн зохиосон бэ | энэ ботыг хэн хийсэн бэ | энэ ботыг хэн бүтээсэн бэ | ботыг хэн хийсэн бэ |
энэ ботыг хэн ажиллуулдаг вэ | чамайг хэн ажиллуулдаг вэ | таныг хэн ажиллуулдаг вэ | чиний эзэн хэн бэ |
ботын эзэн хэн бэ | энэ ботын эзэн хэн бэ | энэ ботыг хэн хариуцдаг вэ | хэн энэ ботыг хийсэн бэ
""",
    },
}

# Requests need no place here: their words are empty ones of the dictionary (`index.text.japanese`).
JAPANESE: dict[Kind, str] = {
    "greeting": r"こんにち[はわ]|こんばん[はわ]|今[日晩]は(?=[、。！!\s])|お(?:は|早)よう(?:ございます)?"
    r"|(?:はじ|初)めまして|もしもし|お(?:疲|つか)れ(?:様|さま)(?:です|でした)?"
    r"|お世話に(?:なって(?:おり|い)ます|なります)|お?元気(?:ですか|でしょうか)|ご機嫌いかがですか|どうも",
    "request": r"(?:大変)?(?:すみ|すい)ません(?:が|けど)?|ごめん(?:なさい|ください)|(?:恐|おそ)れ入りますが"
    r"|(?:日本|英|モンゴル)語で(?:(?:答|こた)えて|(?:教|おし)えて|(?:お願|おねが)い)(?:(?:下|くだ)さい|(?:いた|致)?します)?"
    r"|失礼(?:ですが|(?:いた|致)?します(?:が)?)|お手数ですが"
    r"|(?:(?:[1一]|ひと)つ)?(?:ご|お)?質問(?:です|なんです|があります|があるのです)(?:が)?"
    r"|(?:ちょっと|少し)?お?(?:聞き|尋ね|伺い|うかがい)(?:し)?たい(?:(?:の|ん)です|ことがあります)(?:が|けど)?"
    r"|(?:どうぞ)?(?:よろしく|宜しく)(?:お(?:願|ねが)い(?:いた|致)?します)?|お(?:願|ねが)い(?:いた|致)?します"
    r"|(?:助|たす)けて(?:(?:下|くだ)さい)?",
    "thanks": r"ありがとう(?:ございま(?:す|した))?|(?:有難う|有り難う)(?:ございま(?:す|した))?|助かります",
    "farewell": r"さようなら|おやすみ(?:なさい)?",
}
# Without です, か, の, ね and the like at the end, and with あなた for all that one calls a bot.
JAPANESE_ALONE: dict[Kind, str] = {
    "greeting": "やあ | ハロー | はろー | おっす | ども | 久しぶり | お久しぶり | ハイ | ごきげんよう | 調子はどう",
    "request": """
質問していい | 質問してもいい | 聞いていい | 聞いてもいい | 教えて | 教えてください | 教えて下さい |
聞きたいことがあります
""",
    "thanks": """
ありがと | サンキュー | さんきゅー | あざす | 感謝 | 感謝します | 感謝しています | 助かりました | 大変助かりました |
参考になりました | 勉強になりました | お世話になりました
""",
    "farewell": """
さよなら | バイバイ | ばいばい | また | またね | また明日 | また今度 | また来ます | また後で | それではまた | ではまた |
じゃあまた | じゃあね | じゃあ | じゃ | では | それでは | 以上 | もう大丈夫 | 結構 | 失礼します | 良い一日を
""",
    "approval": """
OK | オーケー | オッケー | おけ | おっけー | はい | うん | ええ | いいえ | いや | 了解 | 了解しました | 承知しました |
承知いたしました | わかりました | 分かりました | わかった | 分かった | なるほど | いい | すごい | すばらしい |
素晴らしい | 最高 | 完璧 | 上手 | そう | そうなん | へえ | へー | ほう | ふーん | 面白い | おもしろい | www | 笑 | 草 |
大好き | 大丈夫 | 正解 | その通り | テスト | うーん | えーと
""",
    "help": """
ヘルプ | へるぷ | 使い方 | 使い方は | 使い方を教えて | 使い方教えて | 使い方を教えてください | 使い方がわかりません |
メニュー | メニューを見せて | メニューを見せてください | コマンド | コマンド一覧 | 説明して | 説明してください |
スタート | 始める | はじめる | 何ができる | 何ができます | 何が出来る | 何が出来ます | なにができる | なにができます |
あなたは何ができる | あなたは何ができます | あなたに何ができる | あなたには何ができる | 何を聞けばいい |
何を聞いたらいい | 何を質問すればいい | 何を聞いていい | 何を聞いてもいい | 何が聞ける | 何が聞けます | 何を聞ける |
何を聞けます | どんなことが聞ける | どんなことが聞けます | どんな質問ができる | どんな質問ができます | どう使う |
どう使います | どう使えばいい | どうやって使う | どうやって使います | どうやって使えばいい | 何を知っている |
何を知っています | あなたは何を知っている | あなたは何を知っています | 何語が話せる | 何語が話せます | 何語を話します |
何語がわかります | 日本語は話せます | 日本語が話せます | 日本語はわかります | 日本語がわかります | 日本語はできます |
日本語できます
""",
    "identity": """
あなたは誰 | あなたはだれ | あなたは何 | あなたは何者 | あなたはどなた | あなた誰 | あなたの名前は | あなたの名前は何 |
あなたのお名前は | お名前は | お名前は何 | お名前を教えてください | 名前は | 名前は何 | 名前を教えて |
名前を教えてください | 自己紹介 | 自己紹介して | 自己紹介してください | 自己紹介をしてください |
自己紹介をお願いします | あなたは何のボット | これは何のボット | あなたは何のため | あなたは何のためのもの |
あなたは何のためのボット | あなたは何について | あなたは何についてのもの | あなたは何についてのボット |
あなたは何に関するボット | これは何についてのボット | あなたは何の話 | あなたはどんなボット | これはどんなボット |
あなたの目的は | あなたの目的は何 | あなたは何をする | あなたは何をします | あなたは何をするボット |
あなたは何をするもの
""",
    "human": " | ".join(
        form.format(what)
        for what in (
            "人間",
            "人",
            "本物の人間",
            "ロボット",
            "ボット",
            "機械",
            "AI",
            "人工知能",
            "ChatGPT",
            "プログラム",
        )
        for form in ("あなたは{}", "{}ですか", "{}なの", "{}でしょうか", "それとも{}")
    ),
    "maker": """
あなたを作ったのは誰 | あなたを作ったのはだれ | あなたを作った人は誰 | あなたを開発したのは誰 | 誰があなたを作った |
誰があなたを作りました | 誰があなたを開発した | 誰があなたを開発しました | あなたは誰が作った | あなたは誰が作りました |
あなたは誰が開発した | あなたは誰が開発しました | あなたは誰が運営している | あなたは誰が運営しています |
あなたはどこが運営しています | あなたは誰に作られた | あなたは誰に作られました | 作者は | 作者は誰 | 開発者は |
開発者は誰 | 制作者は誰 | 運営者は | 運営者は誰 | あなたの作者は誰 | あなたの開発者は誰 | あなたの製作者は誰 |
あなたの持ち主は誰
""",
}
# Said by people who may read none of the languages, or who greet in their own.
ELSEWHERE: dict[Kind, str] = {
    "greeting": """
hola | bonjour | salut | hallo | guten tag | guten morgen | guten abend | ciao | buongiorno | ola | hej | merhaba |
namaste | xin chao | halo | привет | здравствуйте | добрый день | 你好 | 您好 | 早上好 | 안녕하세요 | 안녕
""",
    "thanks": """
danke | danke schon | vielen dank | merci | merci beaucoup | gracias | muchas gracias | grazie | grazie mille |
obrigado | obrigada | dank je | tack | dziekuje | tesekkurler | terima kasih | спасибо | большое спасибо | 谢谢 |
谢谢你 | 謝謝 | 감사합니다 | 고마워요
""",
    "farewell": """
tschuss | auf wiedersehen | au revoir | adios | hasta luego | arrivederci | tchau | пока | до свидания | 再见 | 再見 |
안녕히 계세요
""",
    "help": "hilfe | aide | ayuda | aiuto | ajuda | помощь | помогите | меню | 帮助 | 菜单 | 도움말 | 메뉴",
}
