"""The beginning of a conversation in many languages, with the code pages in which such files are still found."""

from __future__ import annotations

# Language: label of who asks, label of who answers, the talk, code pages.
TALKS: dict[str, tuple[str, tuple[str, ...]]] = {
    "Russian": (
        "Интервьюер: Здравствуйте, расскажите, как всё началось.\nИнформант: Мы жили в деревне. Отец был в колхозе.\n"
        "Интервьюер: А потом?\nИнформант: Потом уехали.\n",
        ("cp1251", "koi8_r", "cp866", "iso8859_5", "mac_cyrillic"),
    ),
    "Ukrainian": (
        "Інтерв'юер: Добрий день, як усе почалося?\nРеспондентка: Ми жили в селі, її батько був учителем.\n"
        "Інтерв'юер: А потім?\nРеспондентка: Їздили до міста.\n",
        ("cp1251", "koi8_u"),
    ),
    "Greek": (
        "Ερευνητής: Πώς άρχισαν όλα, αλήθεια;\nΣυμμετέχουσα: Ζούσαμε στο χωριό, ο πατέρας μου δούλευε εκεί.\n"
        "Ερευνητής: Και μετά;\nΣυμμετέχουσα: Τίποτα άλλο.\n",
        ("cp1253", "iso8859_7", "mac_greek"),
    ),
    "Hebrew": (
        "מראיינת: איך הכול התחיל?\nמרואיין: גרנו בכפר, אבא שלי עבד בבית חרושת.\nמראיינת: ואז?\nמרואיין: נסענו.\n",
        ("cp1255", "iso8859_8", "cp862"),
    ),
    "Arabic": (
        "المحاور: كيف بدأ كل شيء؟\nالمشارك: كنا نعيش في القرية، وكان أبي يعمل في المصنع.\n"
        "المحاور: ثم؟\nالمشارك: سافرنا.\n",
        ("cp1256", "iso8859_6"),
    ),
    "Polish": (
        "Badaczka: Jak to się zaczęło?\nRozmówca: Mieszkaliśmy na wsi, ojciec później wyjechał. Żona też.\n"
        "Badaczka: A potem?\nRozmówca: Nic więcej.\n",
        ("cp1250", "iso8859_2", "mac_latin2", "cp852"),
    ),
    "Czech": (
        "Tazatelka: Jak to všechno začalo?\nÚčastník: Žili jsme na vesnici, řekl bych čtyřicet let.\n"
        "Tazatelka: A pak?\nÚčastník: Nic.\n",
        ("cp1250", "iso8859_2"),
    ),
    "Hungarian": (
        "Kérdező: Hogyan kezdődött?\nVálaszadó: Falun éltünk, később elköltöztünk. Őszintén.\nKérdező: És?\n"
        "Válaszadó: Semmi több.\n",
        ("cp1250", "iso8859_2"),
    ),
    "Turkish": (
        "Görüşmeci: Nasıl başladı?\nKatılımcı: Köyde yaşıyorduk, sonra şehre göçtük. Değil mi?\nGörüşmeci: Sonra?\n"
        "Katılımcı: Bitti işte.\n",
        ("cp1254", "iso8859_9"),
    ),
    "Japanese": (
        "インタビュアー：どのように始まりましたか？\n対象者：私たちは村に住んでいました。\nインタビュアー：それから？\n対象者：終わりです。\n",
        ("cp932", "shift_jis", "euc_jp", "iso2022_jp"),
    ),
    "Chinese": (
        "采访者：你是怎么开始的？\n受访者：我们住在村子里，我父亲在工厂工作。\n采访者：然后呢？\n受访者：没有了。\n",
        ("gb18030", "gbk"),
    ),
    "Chinese of Taiwan": (
        "採訪者：你是怎麼開始的？\n受訪者：我們住在村子裡，我父親在工廠工作。\n採訪者：然後呢？\n受訪者：沒有了。\n",
        ("big5", "cp950"),
    ),
    "Korean": (
        "면담자: 어떻게 시작되었습니까?\n참여자: 우리는 마을에 살았고 아버지는 공장에서 일했습니다.\n"
        "면담자: 그리고?\n참여자: 끝입니다.\n",
        ("cp949", "euc_kr"),
    ),
    "Thai": (
        "ผู้สัมภาษณ์: เริ่มต้นอย่างไรครับ\nผู้ให้สัมภาษณ์: เราอยู่ในหมู่บ้าน พ่อทำงานที่โรงงาน\nผู้สัมภาษณ์: แล้วต่อมา\nผู้ให้สัมภาษณ์: หมดแล้ว\n",
        ("cp874",),
    ),
    "Vietnamese": (
        "Người phỏng vấn: Thế nào?\nNgười trả lời: Ở làng.\nNgười phỏng vấn: Rồi sao?\nNgười trả lời: Hết.\n",
        (),
    ),
    "Hindi": (
        "साक्षात्कारकर्ता: यह सब कैसे शुरू हुआ?\nउत्तरदाता: हम गाँव में रहते थे।\nसाक्षात्कारकर्ता: फिर?\nउत्तरदाता: हम चले गए।\n",
        (),
    ),
    "Bengali": ("প্রশ্নকর্তা: কেমন?\nউত্তরদাতা: গ্রামে থাকতাম।\nপ্রশ্নকর্তা: তারপর?\nউত্তরদাতা: শেষ।\n", ()),
    "Persian": (
        "مصاحبه\u200cگر: چطور شروع شد؟\nمصاحبه\u200cشونده: در روستا بودیم.\n"
        "مصاحبه\u200cگر: بعد؟\nمصاحبه\u200cشونده: رفتیم.\n",
        (),
    ),
    "Danish": (
        "Interviewer: Hvordan begyndte det?\nFortæller: Vi boede på landet, og så rejste han. Æbler og øl.\n"
        "Interviewer: Og så?\nFortæller: Så var det slut.\n",
        ("cp1252", "mac_roman", "cp850"),
    ),
    "German": (
        "Interviewerin: Wie hat es angefangen?\nZeitzeugin: Mein Vater war Müller, später zog er weg. Größer, schön.\n"
        "Interviewerin: Und dann?\nZeitzeugin: Nichts mehr.\n",
        ("cp1252", "mac_roman", "cp850"),
    ),
    "French": (
        "Enquêtrice : Comment ça a commencé ?\nEnquêtée : Nous vivions à la campagne, mon père était âgé.\n"
        "Enquêtrice : Et puis ?\nEnquêtée : Voilà.\n",
        ("cp1252", "mac_roman", "cp850"),
    ),
    "Spanish": (
        "Entrevistadora: ¿Cómo empezó todo?\nEntrevistado: Vivíamos en el campo, después se fue. ¡Sí, señora!\n"
        "Entrevistadora: ¿Y después?\nEntrevistado: Nada más.\n",
        ("cp1252", "mac_roman", "cp850"),
    ),
    "English": (
        "I: So how did it begin – really?\nR: It’s “odd”, we don’t know… And then — nothing.\n"
        "I: And?\nR: That’s all.\n",
        ("cp1252", "mac_roman"),
    ),
}
CODE_PAGES = [(language, page) for language, (_, pages) in TALKS.items() for page in pages]
