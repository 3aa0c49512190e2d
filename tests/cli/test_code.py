"""`qualcode code`: passages coded from the command line and from files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import Ran, run, run_line

DOOR = "she must see that the door holds"


@pytest.fixture(autouse=True)
def _an_open_round(sample: Path) -> None:
    """Be in the sample study, in a new round."""
    assert run("rounds", "open", "extra").code == 0


def coded(*more: str) -> list[dict[str, object]]:
    ran = run("codings", "--round", "extra", "--format", "json", *more)
    assert ran.code == 0
    return list(ran.json)


def test_a_quote_is_coded_and_shown_with_its_place() -> None:
    ran = run("code", "P04", "--coder", "ana", "--add", "Safety", "--add", "Education", "--quote", DOOR)
    assert ran.talk == f'ana coded a passage of P04 with "Safety", "Education":\n  1974-2006: "{DOOR}"\n'
    assert [(row["code"], row["start"], row["end"]) for row in coded()] == [
        ("Education", 1974, 2006),
        ("Safety", 1974, 2006),
    ]
    assert (
        "2 codes stood there already"
        in run(
            "code", "P04", "--coder", "ana", "--add", "Safety", "--add", "Education", "--start", "1974", "--end", "2006"
        ).talk
    )


def test_words_nearly_right_are_taken_only_when_asked_for() -> None:
    line = 'qualcode code P04 --coder ana --add Safety --quote "she must see that teh door holds"'
    refused = run_line(line)
    assert refused.code == 2
    assert "the nearest are" in refused.talk
    assert coded() == []
    assert run_line(f"{line} --fuzzy").code == 0
    assert "door holds" in str(coded()[0]["words"])


def test_a_quote_in_several_places_is_refused_with_the_places_and_taken_with_its_start() -> None:
    refused = run("code", "P04", "--coder", "ana", "--add", "Safety", "--quote", "aftercare")
    assert refused.code == 2
    start = refused.talk.split("--start ")[1].split()[0]
    assert run("code", "P04", "--coder", "ana", "--add", "Safety", "--quote", "aftercare", "--start", start).code == 0
    assert coded()[0]["start"] == int(start)


def test_unsure_and_memo_are_kept() -> None:
    run("code", "P04", "--coder", "ana", "--add", "Safety", "--quote", DOOR, "--unsure", "--memo", "both sides?")
    assert (coded()[0]["certainty"], coded()[0]["memo"]) == ("unsure", "both sides?")


def test_a_passage_can_be_marked_without_a_code() -> None:
    ran = run("code", "P04", "--coder", "ana", "--quote", DOOR)
    assert ran.talk.startswith("ana marked a passage of P04, without a code:")
    assert coded() == []


def test_a_coder_takes_back_codings_of_their_own_only() -> None:
    run("code", "P04", "--coder", "ana", "--add", "Safety", "--quote", DOOR)
    its_id = str(coded()[0]["coding_id"])
    foreign = run("code", "--coder", "ben", "--remove", its_id)
    assert (foreign.code, len(coded())) == (2, 1)
    assert "Not all of these codings are ben's: ana." in foreign.talk
    unknown = run("code", "--coder", "ana", "--remove", "nonsense")
    assert unknown.code == 2
    assert "No coding has the id nonsense" in unknown.talk
    assert run("code", "--coder", "ana", "--remove", its_id).talk == "1 coding taken away.\n"
    assert coded() == []


def test_finished_and_taken_up_again() -> None:
    assert run("code", "P04", "--coder", "ana", "--finish").talk == "ana has finished P04.\n"
    assert {"round": "extra", "finished": "yes"}.items() <= _reading("P04").items()
    assert run("code", "P04", "--coder", "ana", "--reopen").talk == "ana has taken up again P04.\n"
    assert _reading("P04")["finished"] == "no"


def test_a_codings_file_is_taken_in_with_a_report() -> None:
    Path("mine.csv").write_text(
        f"document,code,quote,memo\nP04,Safety,{DOOR},first\nP04,Education,she must see that teh door holds,\n"
    )
    ran = run("code", "--coder", "ana", "--from", "mine.csv")
    assert "2 codings from mine.csv; 0 there already; 0 documents finished." in ran.talk
    assert "Passages found: 1 to the letter, 1 nearly." in ran.talk
    assert "row 3, P04: 97 % alike. Look at it." in ran.talk
    refused = run("code", "--coder", "ben", "--from", "mine.csv", "--exact")
    assert refused.code == 1
    assert "only nearly" in refused.talk


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("qualcode code P04", "Say who codes: --coder NAME, or set QUALCODE_CODER."),
        ("qualcode code P04 --coder ' '", "Say who codes"),
        ("qualcode code --coder ana --add Safety --quote door", "Name the one document"),
        ("qualcode code P04 P05 --coder ana --add Safety --quote door", "Name the one document"),
        ("qualcode code P04 --coder ana --add Safety", "Say which passage: --quote WORDS, or --start and --end."),
        ("qualcode code P04 --coder ana --add Safety --start 5", "Say which passage"),
        ("qualcode code P04 --coder ana --add Safety --quote ''", "Say which passage"),
        ("qualcode code P04 --coder ana --unsure --memo why", "--unsure and --memo goes with --add or --quote."),
        ("qualcode code P04 --coder ana --partial", "--partial goes with --from."),
        ("qualcode code P04 --coder ana --add Safety --quote door --from mine.csv", "do one after the other"),
        ("qualcode code --coder ana --finish", "Name the documents that are finished."),
    ],
)
def test_options_that_do_not_fit_together_are_refused(line: str, words: str) -> None:
    ran = run_line(line)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.talk


def test_positions_outside_the_text_are_refused_with_its_length() -> None:
    assert "which runs from 0 to 11483" in _placed(50, 500_000).talk
    assert "covers no character" in _placed(50, 50).talk


def _placed(start: int, end: int) -> Ran:
    ran = run("code", "P04", "--coder", "ana", "--add", "Safety", "--start", str(start), "--end", str(end))
    assert ran.code == 1
    return ran


def _reading(document: str) -> dict[str, object]:
    rows = run("progress", "--format", "json").json
    return next(row for row in rows if row["document"] == document and row["round"] == "extra")


def test_a_new_coder_beside_others_is_said_to_be_new() -> None:
    new = 'New coder "anna" (known: ana, ben'
    line = f'qualcode code P04 --coder anna --add safety --quote "{DOOR}"'
    said = run_line(line).talk
    assert 'anna coded a passage of P04 with "Safety":' in said, "the code's own name, not what was typed"
    assert new in said
    assert "If that is a slip, take it back with qualcode undo." in said
    assert new not in run_line(line).talk
    assert "New coder" not in run_line("qualcode code P04 --coder Ana --finish").talk
    assert 'New coder "dora"' in run_line("qualcode code P04 --coder dora --finish").talk


def test_places_are_told_when_the_words_do_not_stand_at_the_start_given() -> None:
    ran = run_line(f'qualcode code P04 --coder ana --add Safety --start 3 --quote "{DOOR}"')
    assert ran.code == 2
    assert "The words stand in P04, but not at 3: they begin at 1974." in ran.talk
