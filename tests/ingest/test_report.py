"""The import report: numbers and offers before anything is taken in."""

from __future__ import annotations

import time

import pytest

from qualcode.ingest import (
    LanguageGuess,
    ReadOptions,
    Source,
    describe_transcript,
    find_marks,
    find_variants,
    guess_language,
    read_transcript,
)
from qualcode.ingest.report import FirstTurn, ImportReport, SpeakerCount
from tests.ingest.files import docx, p

TALK = (
    "Interview 3, 12 March\n\n"
    + "[00:00:05] I: How did it begin?\n[00:00:09] P01: With [name], and (unclear) then XX came. [laughs]\nAnd so on.\n"
    * 10
    + "[00:09:00] P1: It was ___ then.\nAftermath: nothing came of it.\n"
    + "[00:10:00] Nurse: Excuse me.\n"
)


def describe(text: str, **options: object) -> ImportReport:
    source = Source("P01.txt", text.encode())
    return describe_transcript(read_transcript(source, ReadOptions(**options)), source)  # type: ignore[arg-type]


def test_the_report_counts_what_a_file_holds() -> None:
    report = describe(TALK)
    assert (report.name, report.format, report.encoding, report.newline) == ("P01.txt", "txt", "utf-8", "lf")
    assert report.n_words == len(TALK.split())
    assert (report.n_turns, report.n_paragraphs, report.n_timed_turns) == (22, 34, 22)
    assert (report.first_s, report.last_s, report.duration_s) == (5.0, 600.0, 600.0)
    assert report.n_outside_words == 4
    assert report.speakers == (
        SpeakerCount("I", "interviewer", 10, 40),
        SpeakerCount("P01", "participant", 10, 110),
        SpeakerCount("P1", "participant", 1, 9),
        SpeakerCount("Nurse", "unknown", 1, 2),
    )
    assert report.redactions == {"[name]": 10, "XX": 10, "___": 1}
    assert report.unclear == {"(unclear)": 10}
    assert report.brackets == {"[laughs]": 10}
    assert report.first_turns[0] == FirstTurn("I", 5.0, "How did it begin?")
    assert report.remarks


def test_what_may_be_wrong_is_pointed_out_not_changed() -> None:
    report = describe(TALK)
    assert report.variants == (("P01", "P1"),)
    assert report.suspects == {"Nurse": 1}
    assert report.not_taken == {"Aftermath": 1}


def test_counts_of_the_reader_are_numbers() -> None:
    table = "<w:tbl><w:tr><w:tc>" + p("I: So?") + "</w:tc></w:tr></w:tbl>"
    inserted = "<w:p><w:ins><w:r><w:t>P01: Yes.</w:t></w:r></w:ins></w:p>"
    source = Source("a.docx", docx(table + inserted))
    report = describe_transcript(read_transcript(source), source)
    assert report.counts == {"table": 1, "insertion": 1}


def test_the_report_is_shown_in_two_columns_and_as_a_table() -> None:
    rows = describe(TALK).rows()
    assert ("speaker", "I (interviewer): 10 turns, 40 words") in rows
    assert ("one speaker?", '"P01", "P1"') in rows
    assert ("times", "22 of 22 turns, 0:00:05 to 0:10:00, length 0:10:00") in rows
    assert ("redacted", "[name] (10), XX (10), ___ (1)") in rows
    assert ("first turns", "[0:00:05] I: How did it begin?") in rows
    assert all(what and said for what, said in rows)
    frame = describe(TALK).to_frame()
    assert list(frame.columns) == ["file", "speaker", "role", "turns", "words"]
    assert frame.iloc[0].tolist() == ["P01.txt", "I", "interviewer", 10, 40]
    assert describe("Only a story.\n").to_frame().iloc[0].tolist() == ["P01.txt", "", "unknown", 0, 3]


def test_nobody_named_is_said() -> None:
    report = describe("[00:01] Hello there.\n[00:02] Hi.\n")
    assert report.speakers == ()
    assert ("first turns", "[0:00:01] (nobody named): Hello there.") in report.rows()


def test_a_long_file_is_described_at_once() -> None:
    text = "I: How did it begin, with all of this?\nP01: With [name] in the night (unclear) when XX came.\n" * 6000
    source = Source("a.txt", text.encode())
    transcript = read_transcript(source)
    begun = time.perf_counter()
    describe_transcript(transcript, source)
    assert time.perf_counter() - begun < 5


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("to [NAME] said", "redaction", "[NAME]"),
        ("to [name of town] said", "redaction", "[name of town]"),
        ("in [place 2] we", "redaction", "[place 2]"),
        ("in \\[city\\] we", "redaction", "[city\\]"),
        ("her (name) said", "redaction", "(name)"),
        ("to <name> said", "redaction", "<name>"),
        ("to XX1 said", "redaction", "XX1"),
        ("to xxx said", "redaction", "xxx"),
        ("in ____, yes", "redaction", "____"),
        ("to ███ said", "redaction", "███"),
        ("to @@Anna## said", "redaction", "@@Anna##"),
        ("[Stadt] war", "redaction", "[Stadt]"),
        ("प्यारा [नाम] है", "redaction", "[नाम]"),
        ("in (inaudible 0:12:01)", None, ""),
        ("was [inaudible] here", "unclear", "[inaudible]"),
        ("was (??) here", "unclear", "(??)"),
        ("was (unv.) hier", "unclear", "(unv.)"),
        ("and [laughs] so", "other", "[laughs]"),
        ("at [00:10:00] so", None, ""),
        ("a note [3] and [e2]", None, ""),
        ("my friend (who has a name for it) said", None, ""),
        ("**bold** __bold__ a_b x", None, ""),
        ("an x and taxxi", None, ""),
    ],
)
def test_marks_that_stand_for_words_are_known(text: str, kind: str | None, words: str) -> None:
    marks = [(mark.kind, text[mark.start : mark.end]) for mark in find_marks(text)]
    assert marks == ([(kind, words)] if kind else [])


@pytest.mark.parametrize(
    ("turns", "variants"),
    [
        ({"P01": 4, "P1": 1, "p01": 2}, (("P01", "p01", "P1"),)),
        ({"Interviewer": 40, "Interveiwer": 1}, (("Interviewer", "Interveiwer"),)),
        ({"Interviewer": 4, "I": 3, "Int": 1}, (("Interviewer", "I", "Int"),)),
        ({"Participant 1": 4, "P1": 3, "P2": 9}, (("Participant 1", "P1"),)),
        ({"Speaker 1": 40, "Speaker 2": 1}, ()),
        ({"Maria R": 20, "Mario R": 20}, ()),
        ({"Anna": 20, "Anne": 1}, ()),
        ({"I": 3, "Ingrid": 4}, ()),
        ({}, ()),
    ],
)
def test_labels_that_may_be_one_speaker_are_offered(
    turns: dict[str, int], variants: tuple[tuple[str, ...], ...]
) -> None:
    assert find_variants(turns) == variants


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "And then we went to the house because they said that it was not safe for her to stay there with him."),
        ("de", "Und dann sind wir nach Hause gegangen, weil es nicht so einfach war, und ich habe auch nichts gesagt."),
        ("fr", "Et puis on est allés à la maison parce que ce n'était pas facile pour nous, mais elle ne disait rien."),
        ("es", "Y entonces nos fuimos a la casa porque no era fácil para ella, pero yo no sabía lo que había pasado."),
        ("pt", "E então fomos para a casa dela porque não era fácil, mas eu também não sabia o que ela queria."),
        ("it", "E allora siamo andati a casa perché non era facile per lei, ma io non sapevo che cosa era successo."),
        (
            "nl",
            "En toen zijn we naar huis gegaan omdat het niet makkelijk was, maar ik wist ook niet wat er was.",
        ),
        (
            "da",
            "Og så gik vi hjem, fordi det ikke var nemt for mig, men jeg vidste ikke noget af det, hvad de sagde.",
        ),
        (
            "no",
            "Og så gikk vi hjem, fordi det ikke var lett for meg, men jeg visste heller ikke noe av det, hva de sa.",
        ),
        (
            "sv",
            "Och så gick vi hem, för det var inte lätt för mig, men jag visste inte heller vad det var som de sade.",
        ),
        (
            "fi",
            "Ja sitten me mentiin kotiin, kun se ei ollut niin helppoa, mutta minä olin siellä ja se oli ihan hyvä.",
        ),
        ("pl", "I potem poszliśmy do domu, bo to nie było takie proste, ale ja też nie wiem, co mi się wtedy stało."),
        (
            "tr",
            "Sonra eve gittik çünkü bu benim için kolay değil, ama o kadar da zor değil, ben de çok bir şey demem ki.",
        ),
        ("ru", "И потом мы пошли домой, потому что это было не так просто, но я тоже не знала, что она мне скажет."),
        ("uk", "І потім ми пішли додому, тому що це було не так просто, але я теж не знала, що вона мені скаже, дуже."),
        ("hi", "और फिर हम घर गए क्योंकि यह आसान नहीं था, पर मैं भी नहीं जानती थी कि वह क्या कह रहे हैं और क्या हो गया है।"),
        ("mr", "आणि मग आम्ही घरी गेलो कारण ते सोपे नाही, पण मला काय होते ते माहीत नाही, ती खूप चांगली आहे आणि हे आहे."),
        ("ar", "ثم ذهبنا إلى البيت لأن هذا لم يكن سهلا، لكن أنا لا أعرف ما هو الذي كان في ذلك اليوم مع كل هذه الناس."),
        (
            "ur",
            "اور پھر ہم گھر گئے کیونکہ یہ آسان نہیں تھا، پر میں بھی نہیں جانتی تھی کہ وہ کیا ہیں اور کیا ہو گیا ہے۔",
        ),
        ("he", "ואז הלכנו הביתה כי זה לא היה קל, אבל אני לא ידעתי מה היא אמרה."),
        ("zh", "然后我们就回家了，因为这不容易，可是我也不知道她说了什么。"),
        ("ja", "それから家に帰りました。簡単ではなかったからです。"),
        ("th", "แล้วเราก็กลับบ้านเพราะมันไม่ง่าย"),
    ],
)
def test_the_language_is_offered(language: str, text: str) -> None:
    found = guess_language(f"{text} " * 3)
    assert found.language == language
    assert found.sureness in ("sure", "likely")


def test_how_sure_the_offer_is_is_said() -> None:
    assert guess_language("") == LanguageGuess()
    assert guess_language("12:30 - 45") == LanguageGuess()
    assert guess_language("Trust water night").sureness == "unknown"
    assert guess_language("I was in the house").sureness == "unsure"
    assert (
        guess_language("the and to of that was it you for we they this have from not but what " * 20).sureness == "sure"
    )


def test_a_second_language_is_named() -> None:
    english = "And then we went to the house because they said that it was not safe for her to stay there with him. "
    german = "Und dann sind wir nach Hause gegangen, weil es nicht so einfach war, und ich habe auch nichts gesagt. "
    found = guess_language(english * 5 + german * 4)
    assert (found.language, found.other) == ("en", "de")
