"""Languages that are still met in old code pages: their letters beyond ASCII, the commonest first."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """A language as evidence for a code page.

    Attributes:
        name: In English, for remarks.
        letters: Beyond ASCII, in lower case, commonest first.
        pages: The code pages in which it is written.
        few: Whether the letters are a handful among ASCII ones, so that each counts alike. Otherwise the first third
            of an alphabet makes up most of any text.
        rest: First and last further character that may occur, as of scripts with thousands.
    """

    name: str
    letters: str
    pages: tuple[str, ...]
    few: bool = False
    rest: tuple[str, str] = ("", "")

    @property
    def latin(self) -> bool:
        """Tell whether its words are of Latin letters, among which those beyond ASCII are few."""
        return self.few and not self.rest[0]


_WESTERN = ("cp1252", "mac_roman", "cp850")
_CENTRAL = ("cp1250", "iso8859_2", "mac_latin2", "cp852")
_CYRILLIC = ("cp1251", "koi8_r", "cp866", "iso8859_5", "mac_cyrillic")
_UKRAINIAN = ("cp1251", "koi8_u", "iso8859_5", "mac_cyrillic")
_KANA = "のいにはてをとがでしるたなかもらうれあまっすこりそきくんけさどだえよちつわじおせねーめ、。？！「」：（）…　"
_SIMPLIFIED = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家"
    "种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实吗呢吧很什谢问觉"
    "，。？！：；、“”（）《》…　"
)
_TRADITIONAL = (
    "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家"
    "種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實嗎呢吧很什謝問覺"
    "，。？！：；、「」『』（）《》…　"
)
_HANGUL = "이다는에을의하고가지도를한은로서그있나기사니어아자들리만라게해대부시인으일것안네제저요우면때없거말보마생각"
_HAN = ("\u4e00", "\u9fff")

LANGUAGES: tuple[Language, ...] = (
    Language("French", "éàèêçùâîôûëïœæ", _WESTERN, few=True),
    Language("German", "üäöß", _WESTERN, few=True),
    Language("Spanish", "óíáéñúü¿¡ªº", _WESTERN, few=True),
    Language("Portuguese", "ãçáéíóêõúâôàªº", _WESTERN, few=True),
    Language("Italian", "èàùìòé", _WESTERN, few=True),
    Language("Dutch", "ëéïèóöü", _WESTERN, few=True),
    Language("Danish or Norwegian", "åøæéòô", _WESTERN, few=True),
    Language("Swedish or Finnish", "äöåé", _WESTERN, few=True),
    Language("Icelandic", "ðíáþóöúæéý", _WESTERN, few=True),
    Language("Catalan", "àèéòíóúïüç", _WESTERN, few=True),
    Language("Polish", "łęążśćóńź", _CENTRAL, few=True),
    Language("Czech", "íáéýžěřčšůúťňóď", _CENTRAL, few=True),
    Language("Slovak", "áéíýčžšľťúňôäóďĺŕ", _CENTRAL, few=True),
    Language("Hungarian", "áéöóőüíűú", _CENTRAL, few=True),
    Language("Croatian or Slovenian", "čšžćđ", _CENTRAL, few=True),
    Language("Romanian", "ăâîşţ", _CENTRAL, few=True),
    Language("Turkish", "ıüşğçöâ", ("cp1254", "iso8859_9", "mac_turkish", "cp857"), few=True),
    Language("Lithuanian", "ėšžąųįūčę", ("cp1257", "iso8859_13"), few=True),
    Language("Latvian", "āīēšūļņžģķč", ("cp1257", "iso8859_13"), few=True),
    Language("Estonian", "äõüö", ("cp1257", "cp1252", "iso8859_13"), few=True),
    Language("Vietnamese", "đưôơêâă\u0300\u0301\u0309\u0303\u0323áàéèíóúùý", ("cp1258",), few=True),
    Language("Russian", "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфёъ", _CYRILLIC),
    Language("Ukrainian", "оаинвіетрслкудмпзябьгчйхцїжєюшщфґ", _UKRAINIAN),
    Language("Bulgarian", "аеиотнврсдлкпмузябъгчжцщйшхфюь", _CYRILLIC),
    Language("Serbian or Macedonian", "аиоеунсрјтдлквпмгзбшчцљњжћђхџфќѓѕ", ("cp1251", "iso8859_5", "mac_cyrillic")),
    Language("Greek", "αοιετσνηυρπκμλςίωάδγέήχόθύφβώξζψϊϋΐΰ", ("cp1253", "iso8859_7", "mac_greek", "cp737")),
    Language("Hebrew", "יוהלאמרתנבשםעכקדחפטגצןסזךףץ", ("cp1255", "iso8859_8", "cp862")),
    Language("Arabic", "الينموترسبهعدفةكقحشجأطىصخضغءئإذزثظؤآ،؟؛", ("cp1256", "iso8859_6")),
    Language("Persian", "ايندرمتهوسبشزكلفگعخقجپصحطذضچغظثژآ،؟؛", ("cp1256",)),
    Language("Thai", "านร่กอเงม้ยลีวัดิทสตะปบุคหแจพู็ชข์ใืำไโถผซณภศธฐฉษ", ("cp874",)),
    Language("Japanese", _KANA, ("cp932", "euc_jp"), few=True, rest=("\u3041", "\u9fff")),
    Language("Chinese", _SIMPLIFIED, ("gb18030",), few=True, rest=_HAN),
    Language("Chinese", _TRADITIONAL, ("cp950", "gb18030"), few=True, rest=_HAN),
    Language("Korean", _HANGUL, ("cp949",), few=True, rest=("\uac00", "\ud7a3")),
)

PAGE_NAMES: dict[str, str] = {
    "cp1252": "Windows Western", "mac_roman": "Macintosh Western", "cp850": "DOS Western",
    "cp1250": "Windows Central European", "iso8859_2": "ISO Central European",
    "mac_latin2": "Macintosh Central European", "cp852": "DOS Central European",
    "cp1254": "Windows Turkish", "iso8859_9": "ISO Turkish",
    "mac_turkish": "Macintosh Turkish", "cp857": "DOS Turkish", "cp1257": "Windows Baltic", "iso8859_13": "ISO Baltic",
    "cp1258": "Windows Vietnamese", "cp1251": "Windows Cyrillic", "koi8_r": "KOI8 Cyrillic", "koi8_u": "KOI8 Ukrainian",
    "cp866": "DOS Cyrillic", "iso8859_5": "ISO Cyrillic", "mac_cyrillic": "Macintosh Cyrillic",
    "cp1253": "Windows Greek", "iso8859_7": "ISO Greek", "mac_greek": "Macintosh Greek", "cp737": "DOS Greek",
    "cp1255": "Windows Hebrew", "iso8859_8": "ISO Hebrew", "cp862": "DOS Hebrew", "cp1256": "Windows Arabic",
    "iso8859_6": "ISO Arabic", "cp874": "Windows Thai", "cp932": "Windows Japanese (Shift-JIS)",
    "euc_jp": "Unix Japanese", "gb18030": "Chinese (GB)", "cp950": "Chinese (Big5)", "cp949": "Windows Korean",
}  # fmt: skip
