"""Small words by which a language is told from the others of its script; add yours here."""

from __future__ import annotations


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


SMALL_WORDS: dict[str, frozenset[str]] = {
    "en": _words(
        "the and to of a in that is was it i you for on with he she they we at be this have from not but what so my "
        "there were had been are do did about when them would because like know yeah it's don't then me who how"
    ),
    "de": _words(
        "und die der das ich ist nicht ein eine zu in den mit es sie wir auch dass auf war so wie haben ja dann aber "
        "was hat mir man sich im für noch von mich oder da wenn habe sind also schon nur bei einen dem"
    ),
    "fr": _words(
        "le la les de et un une je que qui est pas dans des il elle on nous vous ce c'est en pour avec sur au plus du "
        "mais ça tout ils était j'ai ne donc me comme sont par ou même quand très fait d'un"
    ),
    "es": _words(
        "el la los las de y que en un una es no se con por para lo como yo pero más me mi muy era del al cuando porque "
        "también ya hay esto eso nos fue está todo bueno le sí ella entonces desde"
    ),
    "pt": _words(
        "o a os as de e que em um uma é não se com por para eu mas mais me meu muito era do da no na quando porque "
        "também já isso nos foi está tudo ele ela você então lá ao dos das pra"
    ),
    "it": _words(
        "il lo la i gli le di e che in un una è non si con per io ma più mi mio molto era del della nel quando perché "
        "anche già questo ci sono come tutto lui lei allora ho ha da al dei poi cosa"
    ),
    "nl": _words(
        "de het een en van ik is dat niet in te die met op ook we ze er maar was je voor zo aan zijn hebben heb als "
        "dan wel naar bij om wat nog dus hij mijn heel toen geen uit ja"
    ),
    "da": _words(
        "og i jeg det at en er til på de med af ikke der var den for et vi så har som han hun men også hvad noget mig "
        "fra kan meget efter blev nogle når eller hvor lige være os hvis ja"
    ),
    "no": _words(
        "og i jeg det å en er til på de med av ikke der var den for et vi så har som han hun men også hva noe meg fra "
        "kan mye etter ble noen når eller hvor være oss hvis ja sånn"
    ),
    "sv": _words(
        "och i jag det att en är till på de med av inte där var den för ett vi så har som han hon men också vad något "
        "mig från kan mycket efter blev några när eller hur vara oss om ja"
    ),
    "fi": _words(
        "ja on ei se että oli mä minä niin mutta kun kuin hän me ne sitten siellä olen olin mitä mun joka jos vaan nyt "
        "tai myös sen siinä ihan niinku kyllä ollut"
    ),
    "pl": _words(
        "i w na z to nie się że jest do jak ja co ale tak był była po o za od tego mnie już bo przez są mi ma czy może "
        "kiedy tylko dla jestem też"
    ),
    "tr": _words(
        "ve bir bu da de ne için çok ben o ama gibi var daha sonra olarak kadar diye mi ki değil benim şey biz onlar "
        "yok işte her zaman bana"
    ),
    "ro": _words(
        "și în de la nu a că o cu un pe din am să este eu mai era dar ce au pentru sunt când foarte așa care fi ca"
    ),
    "cs": _words(
        "a v na se je to že jsem s z ale jak jako co do tak byl bylo by i o když jsme po pro už ne mi tam jen si"
    ),
    "hu": _words(
        "a az és hogy nem is egy ez volt de én meg van csak már ha mint mert így úgy azt ezt nagyon ki el még vagy"
    ),
    "sw": _words(
        "na ya wa kwa ni za katika la hii kama sana lakini huyo mimi yangu hiyo watu hapo ile kuwa alikuwa nilikuwa"
    ),
    "id": _words(
        "yang dan di itu saya dengan tidak ini untuk ada dari ke kita mereka juga sudah akan kalau jadi bisa karena "
        "apa orang seperti lebih"
    ),
    "vi": _words("và là của có không tôi cho được một những các người này thì đã với trong khi cũng như mình"),
    "ru": _words(
        "и в не на я что с он она это как а то по но все мы вы так было был за у от же из бы только меня мне когда "
        "да ещё очень"
    ),
    "uk": _words(
        "і в не на я що з він вона це як а то по але ми ви так було був за від же та тільки мене мені коли дуже є"
    ),
    "bg": _words("и в не на аз че с той тя това как а то по но ние вие така беше за от да съм си ще много като е са"),
    "hi": _words(
        "है हैं का की के और में को से यह वह मैं था थी थे नहीं पर कि हो तो ने भी जो एक हम कर लिए बहुत हमारे मेरे क्या फिर ये गया"
    ),
    "mr": _words("आहे आणि मी ते ती हे आम्ही नाही होते होती होता मला तर पण काय की त्या या ला ने च आहेत असे खूप माझ्या मग"),
    "ne": _words("छ हो र मा को लाई पनि म त्यो यो हामी छन् थियो भएको गर्न छैन के अनि धेरै हरू बाट ले"),
    "ar": _words(
        "في من على أن إلى ما لا هذا كان عن مع هو هي التي الذي كل أنا نحن كانت لم بعد قبل إن لكن هذه يعني أو ذلك عند"
    ),
    "ur": _words("ہے ہیں کا کی کے اور میں کو سے یہ وہ تھا تھی تھے نہیں پر کہ ہو تو نے بھی جو ایک ہم کر لیے بہت کیا"),
    "fa": _words("و در به از که این را با است برای آن من ما بود هم تا خیلی می یک نه ولی شد کرد اون"),
}  # fmt: skip

SCRIPTS: dict[str, str] = dict.fromkeys(SMALL_WORDS, "latin") | {
    **dict.fromkeys(("ru", "uk", "bg"), "cyrillic"),
    **dict.fromkeys(("hi", "mr", "ne"), "devanagari"),
    **dict.fromkeys(("ar", "ur", "fa"), "arabic"),
}

# Scripts in which nearly all texts are of one language.
ONE_LANGUAGE_SCRIPTS: dict[str, str] = {
    "greek": "el", "hebrew": "he", "thai": "th", "georgian": "ka", "ethiopic": "am", "khmer": "km", "kana": "ja",
    "han": "zh", "hangul": "ko", "bengali": "bn", "gurmukhi": "pa", "gujarati": "gu", "tamil": "ta", "telugu": "te",
    "kannada": "kn", "malayalam": "ml",
}  # fmt: skip
