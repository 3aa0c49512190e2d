"""Speakers and times in running text: which heads are believed, which are not."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import SpeakerPatternError
from qualcode.ingest import find_turns
from qualcode.ingest.roles import guess_role, guess_roles
from qualcode.ingest.times import parse_duration, parse_mark


def said(text: str) -> list[tuple[str | None, str]]:
    return [(turn.speaker, text[turn.start : turn.end]) for turn in find_turns(text).turns]


def labels(text: str) -> list[str | None]:
    return [speaker for speaker, _ in said(text)]


def times(text: str) -> list[tuple[float | None, float | None]]:
    return [(turn.start_s, turn.end_s) for turn in find_turns(text).turns]


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("I: words", "I"),
        ("I:words", "I"),
        ("P01: words", "P01"),
        ("Interviewer 1 : words", "Interviewer 1"),
        ("Interviewer\u00a01\u00a0: words", "Interviewer 1"),
        ("interviewer: words", "interviewer"),
        ("**Interviewer:** words", "Interviewer"),
        ("**Interviewer**: words", "Interviewer"),
        ("  INT:\twords", "INT"),
        ("[T001] Moderator: words", "Moderator"),
        ("12. Moderator: words", "Moderator"),
        ("Interviewer (Ana, 2nd): words", "Interviewer (Ana, 2nd)"),
        ("SPEAKER_00: words", "SPEAKER_00"),
        ("[SPEAKER_00]: words", "SPEAKER_00"),
        (">> R: words", "R"),
        ("Participant：words", "Participant"),
        ("\u200fמראיינת: words", "מראיינת"),
        ("साक्षात्कारकर्ता: words", "साक्षात्कारकर्ता"),
        ("采访者：words", "采访者"),
        ("Enquêtrice : words", "Enquêtrice"),
    ],
)
def test_a_word_for_a_role_or_a_code_is_believed_at_once(line: str, label: str) -> None:
    assert said(line) == [(label, "words")]


@pytest.mark.parametrize(
    ("line", "label", "seconds"),
    [
        ("[00:10] PARTICIPANT 1: words", "PARTICIPANT 1", 10),
        ("(0:10) R: words", "R", 10),
        ("00:00:04 I: words", "I", 4),
        ("[00:00:04] I: words", "I", 4),
        ("**Interviewer:** \\[01:46\\] words", "Interviewer", 106),
        ("**Interviewer** [01:46]: words", "Interviewer", 106),
        ("Speaker 1 (00:04): words", "Speaker 1", 4),
        ("Speaker 1: [1:00:04] words", "Speaker 1", 3604),
        ("Speaker 1  00:12:31\nwords", "Speaker 1", 751),
        ("Speaker 1 [00:12:31.500] words", "Speaker 1", 751.5),
        ("00:12:31 Speaker 1\nwords", "Speaker 1", 751),
        ("[00:00:04]\nI: words", "I", 4),
        ("S1: #00:00:04-7# words", "S1", 4.7),
        ("#00:00:04-7# S1: words", "S1", 4.7),
        ("#1:04:02-21# S1: words", "S1", 3842.21),
        ("[00:00:10.12] S1: words", "S1", 10.12),
        ("[00:01:02:15] S1: words", "S1", 62),
        ("0:0:4.5 --> 0:0:9.25\nS1: words", "S1", 4.5),
    ],
)
def test_a_time_beside_the_label_is_the_time_of_the_turn(line: str, label: str, seconds: float) -> None:
    found = find_turns(line)
    assert said(line) == [(label, "words")]
    assert found.turns[0].start_s == seconds
    assert found.turns[0].head_start == 0


def test_names_are_believed_when_they_come_back() -> None:
    story = "Words of the day.\n" * 12
    assert labels(f"{story}Meena Rao: yes.\n{story}Meena Rao: no.\n{story}Meena Rao: so.\n") == ["Meena Rao"] * 3
    assert labels(f"{story}Meena Rao: yes.\n{story}") == []


def test_names_are_believed_where_most_lines_begin_with_one() -> None:
    assert said("Meena: Hello.\nRavi og Lise: Hi.\nD'Souza: Yes.") == [
        ("Meena", "Hello."),
        ("Ravi og Lise", "Hi."),
        ("D'Souza", "Yes."),
    ]


def test_a_single_name_among_labels_that_come_back_is_left_in_its_turn_and_pointed_out() -> None:
    text = (
        "I: How was it?\nP01: It was good.\n" * 6
        + "Aftermath: nothing came of it.\nAnd so on.\n"
        + "I: And?\nMore words.\n" * 2
    )
    assert set(labels(text)) == {"I", "P01"}
    assert 'Before a colon, but not taken for speakers: "Aftermath" (1).' in find_turns(text).remarks
    assert "Nurse" in labels("I: How was it?\nP01: It was good.\n" * 6 + "Nurse: Excuse me.\n")


def test_otter_names_with_times_are_believed() -> None:
    text = "Ana Costa  00:12:31\nHello there.\n\nMeena Rao  00:13:00\nI am fine.\n\nStill me.\n"
    assert said(text) == [("Ana Costa", "Hello there."), ("Meena Rao", "I am fine.\n\nStill me.")]
    assert times(text) == [(751.0, 780.0), (780.0, None)]


@pytest.mark.parametrize(
    "text",
    [
        "Ana Costa\n0:00\nHello there.\nMeena Rao\n0:05\nFine.\nAna Costa\n0:09\nGood.\n",
        "0:00\nAna Costa\nHello there.\n\n0:05\nMeena Rao\nFine.\n\n0:09\nAna Costa\nGood.\n",
        "0:0:0.0 --> 0:0:4.24\nAna Costa\nHello there.\n0:0:5.3 --> 0:0:8.0\nMeena Rao\nFine.\n"
        "0:0:9.1 --> 0:0:10.20\nAna Costa\nGood.\n",
    ],
)
def test_a_name_and_a_time_on_lines_of_their_own_begin_a_turn(text: str) -> None:
    assert said(text) == [("Ana Costa", "Hello there."), ("Meena Rao", "Fine."), ("Ana Costa", "Good.")]
    assert [round(turn.start_s or 0) for turn in find_turns(text).turns] == [0, 5, 9]


def test_words_between_lone_times_are_no_names() -> None:
    text = "0:00\nOkay\n0:05\nSo it began in the night.\n0:09\nYes\n0:12\nAnd nobody slept.\n"
    assert labels(text) == [None] * 4


def test_what_teams_says_above_the_talk_belongs_to_nobody() -> None:
    text = (
        "Talk-20260615-Meeting Transcript\n15 June 2026, 03:35am\n27m 42s\nNick Miller started transcription\n"
        "David Rao   0:03\nThat from the planning.\nRey Lee   0:09\nYes.\nNick Miller   0:19\nYeah.\n"
    )
    assert labels(text) == ["David Rao", "Rey Lee", "Nick Miller"]


def test_the_last_line_of_otter_ends_no_title() -> None:
    text = "Unknown Speaker  0:00  \nhello\n\nSidney  0:12  \nhi\n\nTranscribed by https://otter.ai\n"
    assert labels(text) == ["Unknown Speaker", "Sidney"]


@pytest.mark.parametrize(
    ("names", "colon"),
    [
        (("Ane og Bo", "Ane", "Bo"), ":"),
        (("Mette & Ole", "Mette", "Ole"), ":"),
        (("מיכל", "דוד", "רות"), ":"),
        (("मीना", "रवि", "गीता"), ":"),
        (("王芳", "李明", "陈老师"), "："),
        (("أحمد", "سارة", "ليلى"), ":"),
        (('William "Bill" Ray', "Ana", "D'Souza"), ":"),
        (("O’Brien", "Dr. Rao", "Ms. Lee"), ":"),
    ],
)
def test_names_of_every_script_and_spelling_are_speakers(names: tuple[str, ...], colon: str) -> None:
    text = "".join(f"{name}{colon} words of it\n" for name in names * 3)
    assert labels(text) == [*names] * 3


@pytest.mark.parametrize(
    "line",
    [
        "Note: she laughs.",
        "Question 1. What?",
        "for example: this",
        "12:30 was lunch",
        "7:30 pm we went",
        "10:15-11:00 was class",
        "3:2 was the ratio",
        "http://example.org/a: a page",
        "John 3:16: For God so loved",
        "Genesis 1:1 In the beginning",
        "Psalm 23: The Lord",
        "Ratio 1:2: two",
        "Score: 3:2",
    ],
)
def test_times_verses_ratios_and_addresses_are_no_speakers(line: str) -> None:
    text = f"I: How was it?\nP: It was good, you know.\n{line}\nI: And?\nP: Well.\n"
    assert labels(text) == ["I", "P", "I", "P"]


def test_false_heads_begin_no_turn() -> None:
    text = (
        "I: How was it?\nP01: It was good.\nNote: she laughs.\nQuestion 1. is answered.\n"
        "for example: the home.\n12:30 was lunch.\n"
        "http://example.org: a page.\nAftermath: nothing came of it.\nAnd then he said: go.\n"
        "Note: again.\nNote: again.\nI: And?\nP01: Yes."
    )
    assert labels(text) == ["I", "P01", "I", "P01"]
    assert 'Before a colon, but not taken for speakers: "Aftermath" (1).' in find_turns(text).remarks


def test_numbered_questions_are_no_speakers() -> None:
    assert labels("Q1: How old are you?\nThirty.\nQ2: Where do you live?\nHere, in town.\nQ3: Why?\nBecause.") == []


def test_a_turn_spans_paragraphs_and_what_comes_first_belongs_to_nobody() -> None:
    text = "Some words before.\n\nI: One.\n\nTwo.\n\nP01: Three.\n"
    assert said(text) == [("I", "One.\n\nTwo."), ("P01", "Three.")]
    assert "1 line before the first turn: kept, spoken by nobody." in find_turns(text).remarks


def test_the_title_begins_no_turn_and_tells_the_duration() -> None:
    text = (
        "Interview transcript\nDate: 12 March 2019\nInterviewer: Ana Costa\nParticipant: P01\nDuration: 64 minutes\n\n"
        "Interviewer: So, how did it begin?\nP01: With a call.\nInterviewer: And?\nP01: That is all."
    )
    found = find_turns(text)
    assert labels(text) == ["Interviewer", "P01", "Interviewer", "P01"]
    assert found.duration_s == 64 * 60


def test_names_of_those_present_begin_no_turn() -> None:
    text = (
        "Interviewer: Ana Costa\nParticipant: Meena\n\nI: How did it begin?\nP: With a call.\nI: And?\nP: That is all."
    )
    assert labels(text) == ["I", "P", "I", "P"]


def test_a_legend_tells_roles_and_begins_no_turn() -> None:
    text = "A: Interviewer\nM: Mand\n\nA: Hvordan gik det?\nM: Godt nok.\nA: Og så?\nM: Så gik vi.\n"
    assert labels(text) == ["A", "M", "A", "M"]
    assert [speaker.role for speaker in find_turns(text).speakers] == ["interviewer", "participant"]


@pytest.mark.parametrize(
    "legend", ["I = Interviewer, R = Respondent (P11)", "I=interviewer; X = the participant", "(X = Participant)"]
)
def test_a_legend_with_equals_signs_tells_roles(legend: str) -> None:
    text = f"{legend}\n\nI: How did it begin?\nX: With a call, you see.\nI: And then?\nX: Nothing. Nothing at all.\n"
    assert [speaker.role for speaker in find_turns(text).speakers] == ["interviewer", "participant"]


@pytest.mark.parametrize(
    "words", ["3 June 2010, 70 minutes", "1 h 10 min recorded, at 12:30", "said to have lasted 70 minutes."]
)
def test_a_length_stated_above_the_first_turn_is_taken_and_said(words: str) -> None:
    found = find_turns(f"Interview P03 - {words}\n\nI: So?\nP01: Yes. It took 200 minutes.\n")
    assert found.duration_s == 4200
    assert "The length of the recording, 1:10:00, was read from the words above the first turn." in found.remarks


def test_times_alone_tell_turns_apart() -> None:
    assert said("[00:00:00.000 --> 00:00:04.000]  Hello there\n[00:00:04.000 --> 00:00:07.500]  Hi") == [
        (None, "Hello there"),
        (None, "Hi"),
    ]
    assert times("*0:49 = so we went\n*1:20 = and back") == [(49.0, 80.0), (80.0, None)]


def test_a_time_at_the_end_closes_the_turn() -> None:
    text = "I: Hallo #00:00:03-2#\nB: Ja. #00:00:10-1#"
    assert times(text) == [(None, 3.2), (None, 10.1)]
    assert find_turns(text).duration_s == 10.1


def test_the_last_time_stands_for_the_duration_and_is_said() -> None:
    found = find_turns("[00:10] I: So?\n[01:00:02] R: Yes [01:02:03] and no.")
    assert found.duration_s == 3723
    assert "The length of the recording is the last time found, 1:02:03." in found.remarks


def test_times_that_run_backwards_end_no_turn() -> None:
    assert times("[01:00] I: a\n[00:30] R: b") == [(60.0, None), (30.0, None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Interviewer\nSo, tell me.\n\nParticipant\nIt was good.\n\nInterviewer\nAnd?",
            ["Interviewer", "Participant", "Interviewer"],
        ),
        ("Speaker\tText\nI\tHow are you?\nP01\tWell enough.\nI\tAnd then?", ["I", "P01", "I"]),
        ("Q. How are you?\nA. Fine.\nQ. And then?\nA. Nothing.", ["Q", "A", "Q", "A"]),
        ("I - How are you?\nR - Fine.\nI - And then?", ["I", "R", "I"]),
        ("ana: hi\nben: hello\nana: so\nben: yes\nana: well\nben: no", ["ana", "ben"] * 3),
    ],
)
def test_weaker_shapes_count_where_they_make_a_conversation(text: str, expected: list[str]) -> None:
    assert labels(text) == expected


def test_a_list_or_a_story_has_no_speakers() -> None:
    for text in (
        "A. first\nB. second\nC. third",
        "I went home - late.\nYou know - it rains.",
        "Title\n\nA long story.",
    ):
        assert find_turns(text).turns == ()
        assert find_turns(text).remarks[0] == "No speakers were found."


def test_labels_that_may_be_one_speaker_are_pointed_out_not_merged() -> None:
    found = find_turns("P01: a\nP1: b\np01: c")
    assert [speaker.label for speaker in found.speakers] == ["P01", "P1", "p01"]
    assert any(remark.startswith('These labels may be one speaker: "P01", "P1", "p01"') for remark in found.remarks)


def test_a_pattern_finds_what_no_rule_knows() -> None:
    text = "<<Ana @ 0:12>> So?\n<<Meena @ 0:15>> Yes."
    found = find_turns(text, pattern=r"<<(?P<speaker>\w+) @ (?P<time>[\d:]+)>>")
    assert [(turn.speaker, turn.start_s, text[turn.start : turn.end]) for turn in found.turns] == [
        ("Ana", 12, "So?"),
        ("Meena", 15, "Yes."),
    ]


@pytest.mark.parametrize(("pattern", "reason"), [("(", "missing"), ("x*", "matches nothing where a label should be")])
def test_a_pattern_that_cannot_be_used_is_refused(pattern: str, reason: str) -> None:
    with pytest.raises(SpeakerPatternError, match=reason):
        find_turns("some words", pattern=pattern)


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("INT2", "interviewer"),
        ("Moderator", "interviewer"),
        ("Entrevistadora", "interviewer"),
        ("P01", "participant"),
        ("FGD2-R3", "participant"),
        ("Respondent 4", "participant"),
        ("IDI 4", "participant"),
        ("Interpreter", "other"),
        ("Speaker 1", "unknown"),
        ("Meena", "unknown"),
        ("Interviewer og Anna", "unknown"),
    ],
)
def test_roles_are_guessed_from_labels(label: str, role: str) -> None:
    assert guess_role(label) == role


def test_roles_follow_from_the_company() -> None:
    assert guess_roles(["Q", "A"]) == {"Q": "interviewer", "A": "participant"}
    assert guess_roles(["Interviewer", "Meena"]) == {"Interviewer": "interviewer", "Meena": "participant"}
    assert guess_roles(["Ana", "Meena"]) == {"Ana": "unknown", "Meena": "unknown"}


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("64 minutes", 3840),
        ("1 h 4 min", 3840),
        ("01:04:12", 3852),
        ("64:12", 3852),
        ("1.5 hours", 5400),
        ("90 min.", 5400),
        ("long", None),
    ],
)
def test_durations_are_read_as_people_write_them(written: str, seconds: float | None) -> None:
    assert parse_duration(written) == seconds


def test_a_time_range_has_an_end_unless_it_runs_backwards() -> None:
    assert (mark := parse_mark("[00:04 - 00:09]")) is not None
    assert (mark.start_s, mark.end_s) == (4, 9)
    assert (mark := parse_mark("[00:09 - 00:04]")) is not None
    assert mark.end_s is None
    assert parse_mark("[name]") is None


PIECES = st.sampled_from(
    [
        "I",
        "P01",
        "Meena Rao",
        ":",
        "：",
        " ",
        "\u00a0",
        "\t",
        "\n",
        "[00:10]",
        "12:30",
        "**",
        "-",
        "(",
        ")",
        "\u200f",
        "words",
        ".",
        "—",
        "#",
        "<",
        '"',
    ]
)


@given(st.lists(PIECES, max_size=80).map("".join))
def test_turns_are_ordered_and_inside_the_text_whatever_it_is(text: str) -> None:
    found = find_turns(text)
    position = 0
    for turn in found.turns:
        assert position <= turn.head_start <= turn.start < turn.end <= len(text)
        position = turn.end


@pytest.mark.parametrize(
    "nasty",
    [
        "A" + " " * 2000,
        "(" * 2000,
        "[00:00" * 300,
        "* " * 800,
        "A " * 800,
        "a" * 1_000_000,
        "# 1. " * 300,
        "\n" * 100_000,
        "A: " * 100_000,
    ],
)
def test_no_line_makes_the_search_slow(nasty: str) -> None:
    begun = time.perf_counter()
    find_turns(f"{nasty}\n{nasty}:")
    assert time.perf_counter() - begun < 2
