"""The small commands, one class for each: what they do, print and say."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import Ran, run, run_line


def done(line: str) -> Ran:
    ran = run_line(line)
    assert ran.code == 0, ran.talk
    return ran


class TestInit:
    def test_the_ending_is_added_and_the_next_step_told(self, empty: Path) -> None:
        said = done("qualcode init mine").talk
        assert Path("mine.qualcode").is_file()
        assert "Next: read transcripts in with `qualcode ingest FOLDER -p mine.qualcode`." in said
        done("qualcode init study.2026")
        assert Path("study.2026.qualcode").is_file()

    @pytest.mark.parametrize(
        "line",
        ["documents", "participants", "codebook list", "codings", "rounds", "progress", "find x", "history", "undo",
         "undo --redo", "check"],
    )  # fmt: skip
    def test_an_empty_project_is_no_mistake(self, empty: Path, line: str) -> None:
        done("qualcode init")
        done(f"qualcode {line}")

    @pytest.mark.parametrize(
        ("line", "words"),
        [
            ("codebook show", "qualcode codebook import"), ("codebook versions", "qualcode codebook import"),
            ("agree", "qualcode codebook import"), ("themes", "qualcode themes --from"),
            ("quotes x", "qualcode themes --from"), ("report", "qualcode themes --from"),
            ("code --coder ana", "no documents yet"),
        ],
    )  # fmt: skip
    def test_what_an_empty_project_lacks_is_told_with_the_command_that_brings_it(
        self, empty: Path, line: str, words: str
    ) -> None:
        done("qualcode init")
        ran = run_line(f"qualcode {line}")
        assert ran.code == 2
        assert words in ran.talk


class TestIngest:
    def test_the_same_file_twice_is_one_document(self, sample: Path) -> None:
        assert "0 added, 13 already in the project, 0 refused." in done("qualcode ingest transcripts_sample").talk

    def test_folders_in_folders_are_read_when_asked_for(self, sample: Path) -> None:
        Path("more/deep").mkdir(parents=True)
        Path("more/deep/P14.txt").write_text("Interviewer: And then?\n\nP14: So it went.\n", encoding="utf-8")
        assert run("ingest", "more").code == 1
        assert "1 added" in done("qualcode ingest more --recursive").talk

    def test_the_length_speakers_and_remarks_are_told(self, sample: Path) -> None:
        Path("P14.txt").write_text("Interviewer: And then?\n\nP14: So it went.\n", encoding="utf-8")
        said = done("qualcode ingest P14.txt").talk
        assert "P14: 5 words, 2 turns, txt" in said or "P14: " in said


class TestDocuments:
    def test_a_document_is_shown_with_places_that_can_be_coded(self, sample: Path) -> None:
        row = done("qualcode documents P04 --format json").json[5]
        run("rounds", "open", "extra")
        done(f"qualcode code P04 --coder ana --add Safety --start {row['start']} --end {row['end']}")
        assert done("qualcode codings --round extra --format json").json[0]["words"] == row["words"]

    def test_range_and_median_of_the_lengths_are_told(self, sample: Path) -> None:
        assert "13 documents; length: 29 to 90 minutes, median 64." in done("qualcode documents").out


class TestParticipants:
    def test_the_documents_linked_and_those_that_are_not_there_are_told(self, sample: Path) -> None:
        Path("people.csv").write_text("participant,document\nAsha,P04\nNobody,P99\n", encoding="utf-8")
        talk = done("qualcode participants --from people.csv").talk
        assert talk.startswith(
            "2 participants from people.csv. 1 document linked.\nNot in the project: P99 (row of Nobody).\n"
        )


class TestRounds:
    def test_open_list_close(self, sample: Path) -> None:
        assert done("qualcode rounds open extra --independent").talk == 'Opened the independent round "extra".\n'
        assert run("rounds", "open", "EXTRA").code == 2
        assert 'Closed the round "extra".' in done("qualcode rounds close extra").talk
        kinds = [(row["round"], row["closed"] == "open") for row in done("qualcode rounds --format json").json]
        assert kinds == [("pilot", False), ("main", False), ("extra", False)]

    def test_a_round_opened_beside_an_independent_one_is_said_to_take_the_codings(self, sample: Path) -> None:
        done("qualcode rounds open early --independent")
        ran = done("qualcode rounds open second")
        assert ran.out == ""
        assert ran.talk == (
            'Opened the shared round "second".\n'
            'The independent round "early" is still open; new codings now go into "second". '
            'Close it with `qualcode rounds close "early"`, or name the round with --round "early".\n'
        )

    def test_looking_into_an_open_independent_round_is_warned_of(self, sample: Path) -> None:
        run("rounds", "open", "extra", "--independent")
        assert 'The independent round "extra" is still open' in done("qualcode themes").talk
        for line in ("codings", "quotes 'Safety comes first'", "report r.html"):
            assert 'Codings of the independent round "extra" are held back' in done(f"qualcode {line}").talk
        for line in ("codings --coder ana", "codings --round main", "themes --round main"):
            assert "extra" not in done(f"qualcode {line}").talk


class TestFind:
    def test_words_are_shown_in_their_place(self, sample: Path) -> None:
        assert "[government home]" in done('qualcode find "government home"').out
        hit = done('qualcode find "GOVERNMENT home" --document P01 --format json').json[0]
        assert (hit["document"], hit["words"].lower()) == ("P01", "government home")

    def test_every_script_is_searched(self, sample: Path) -> None:
        assert done("qualcode find थोड़ा --format json").json[0]["document"] == "P02"

    def test_how_to_search(self, sample: Path) -> None:
        assert len(done("qualcode find court --format json").json) > len(
            done("qualcode find court --whole-words --format json").json
        )
        assert done(r"qualcode find 'counsel\w+' --regex --format json").json
        assert done("qualcode find MADAM --case --format json").json == []
        assert "0 places in 0 documents" in done("qualcode find nevermentioned").out

    def test_what_cannot_be_looked_for(self, sample: Path) -> None:
        assert 'Cannot look for "("' in run("find", "(", "--regex").talk
        assert "there is nothing to look for" in run("find", " ").talk


class TestThemes:
    def test_the_rules_of_counting_stand_below(self, sample: Path) -> None:
        words = " ".join(done("qualcode themes --by all").out.split())
        assert "A document says a theme when" in words
        assert "Words of prevalence" in words
        one = done("qualcode themes --by ana --format json").json
        assert len(one) == len(done("qualcode themes --format json").json)

    def test_themes_are_written_and_come_back(self, sample: Path) -> None:
        before = done("qualcode themes --format csv").out
        assert "Wrote mine.yaml." in done("qualcode themes --to mine.yaml").talk
        done("qualcode themes --from mine.yaml --reason 'same again'")
        assert done("qualcode themes --format csv").out == before


class TestQuotes:
    def test_each_quote_names_participant_place_codes_and_coders(self, sample: Path) -> None:
        shown = done('qualcode quotes "Safety comes first" --exemplars 1').out
        assert "P12 [P12 1656-1727] Safety, Emotional safety; coded by ana, ben" in shown
        assert "1 quotation." in shown


class TestReport:
    def test_the_report_is_the_same_twice_and_warns_of_what_it_holds(self, sample: Path) -> None:
        said = done("qualcode report mine.html --round main --notice 'Invented.'").talk
        assert "share it as carefully as the interviews themselves" in said
        first = Path("mine.html").read_bytes()
        done("qualcode report mine.html --round main --notice 'Invented.'")
        assert Path("mine.html").read_bytes() == first
        assert b"Invented." in first


class TestHistory:
    def test_the_latest_comes_first_and_older_ones_can_be_asked_for(self, sample: Path) -> None:
        rows = done("qualcode history --limit 2 --format json").json
        assert [row["what"] for row in rows] == ["themes from themes.yaml", 'close round "main"']
        assert "Older changes: --limit" in done("qualcode history --limit 2").out
        assert "Older changes" not in done("qualcode history --limit 500").out

    def test_undo_of_my_own_changes_only(self, sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("QUALCODE_CODER", "cara")
        done("qualcode rounds open extra")
        monkeypatch.setenv("QUALCODE_CODER", "dora")
        assert done("qualcode undo --mine").talk == "There is nothing to take back.\n"
        monkeypatch.setenv("QUALCODE_CODER", "cara")
        assert 'Took back: open shared round "extra" (cara, ' in done("qualcode undo --mine").talk


class TestCheck:
    def test_a_sound_project_says_what_was_looked_at(self, sample: Path) -> None:
        ran = done("qualcode check")
        assert "Looked at 13 documents" in ran.talk
        assert "Everything is in order." in ran.talk
        assert ran.out == ""

    def test_a_problem_is_a_result_and_an_exit_code(self, sample: Path) -> None:
        import contextlib
        import sqlite3

        with contextlib.closing(sqlite3.connect("study.qualcode")) as database, database:
            database.execute("UPDATE quotations SET words = 'never said' WHERE rowid = 1")
        ran = run("check")
        assert ran.code == 1
        assert ran.out.strip()
        assert "1 problem." in ran.talk
