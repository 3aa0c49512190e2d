"""The dialogue of the terminal coder: in plain lines, in prompt_toolkit, and as a process that may be killed."""

from __future__ import annotations

import contextlib
import io
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.cli.terminal import run_terminal
from qualcode.cli.terminal.choose_console import choose_console
from qualcode.cli.terminal.console import PlainConsole
from qualcode.cli.terminal.dialogue import Dialogue
from qualcode.codebook import Codebook, add_code, edit_code
from qualcode.project import Project
from qualcode.project.terminal_passages import CutDocument
from qualcode.project.terminal_session import TerminalSession
from qualcode.text import named_id

TALK = """Interviewer: How is it here?

P1: I feel safe. The door holds. मुझे डर नहीं लगता।

Interviewer: And at night?

P1: At night I lie awake. Then I count. Then I sleep.
"""


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A closed project with two documents and a shared codebook."""
    path = tmp_path / "study.qualcode"
    for name in ("A", "B"):
        (tmp_path / f"{name}.txt").write_text(TALK.replace("P1", f"P{name}"), encoding="utf-8")
    with Project.create(path, who="ana") as made:
        made.documents.ingest([tmp_path / "A.txt", tmp_path / "B.txt"])
        book = Codebook(named_id("codebook", "book"), "book")
        for name, parent in (("Needs", None), ("Safety", "Needs"), ("Emotional safety", "Safety"), ("Sleep", None)):
            book = add_code(book, name, parent=parent).codebook
        book = edit_code(book, "Safety", definition="Out of danger.", when_to_use="The speaker is safe.").codebook
        made.codebooks.save(book, what="a codebook")
    return path


@pytest.fixture
def project(study: Path) -> Iterator[Project]:
    with Project.open(study, who="ana") as opened:
        yield opened


def _type(project: Project, *lines: str, documents: tuple[str, ...] = ("A",), coder: str = "ana") -> str:
    """Type lines into a plain console; gives what it printed."""
    printed = io.StringIO()
    console = PlainConsole(io.StringIO("".join(f"{line}\n" for line in lines)), printed)
    assert run_terminal(project, documents, coder=coder, console=console) == 0
    return printed.getvalue()


def _codes(project: Project) -> list[tuple[str, str, str]]:
    return [(row.words, row.code, row.certainty) for row in project.codings.rows()]


# Plain lines


def test_a_passage_is_shown_with_its_place_voice_context_and_codes(project: Project) -> None:
    printed = _type(project, "g 2", "safety", "s")
    last = printed.rpartition("A, passage 2 of 8, 25 percent. PA (participant) speaks.")[2]
    assert "Before (Interviewer): How is it here?" in last
    assert "Passage: I feel safe." in last
    assert "After: The door holds." in last
    assert "Codes: Safety." in last


def test_enter_goes_on_and_letters_code(project: Project) -> None:
    printed = _type(project, "", "safety", "", "", "", "slee?")
    assert "Coded: Needs > Safety." in printed
    assert "Coded, unsure: Sleep." in printed
    assert _codes(project) == [("I feel safe.", "Safety", "sure"), ("And at night?", "Sleep", "unsure")]


def test_a_doubt_is_asked_about_and_the_meaning_can_be_read(project: Project) -> None:
    printed = _type(project, "safe", "?1", "9", "z", "1")
    assert 'Which code is meant by "safe"?' in printed
    assert "Definition: Out of danger." in printed
    assert "When to use: The speaker is safe." in printed
    assert "Please type a number from 1 to 2." in printed
    assert "Please type a number, two letters or more" in printed
    assert [code for _, code, _ in _codes(project)] == ["Safety"]


def test_other_letters_may_be_typed_instead_of_a_number_and_enter_means_none(project: Project) -> None:
    assert "Coded: Sleep." in _type(project, "safe", "sleep", "safe", "")
    assert [code for _, code, _ in _codes(project)] == ["Sleep"]


def test_what_no_code_fits_is_said(project: Project) -> None:
    assert 'No code fits "xyzzy". Type l to list the codes, or a to add one.' in _type(project, "xyzzy")


def test_codes_are_repeated_flagged_and_taken_off(project: Project) -> None:
    printed = _type(project, "r", "safety; sleep", "", "r", "i", "2", "x", "1", "x", "i", "x")
    assert "There is nothing to repeat yet" in printed
    assert "Coded: Needs > Safety; Sleep." in printed
    assert "Sleep is now marked as unsure." in printed
    assert "Taken off: Safety." in printed
    assert "No code of yours is on this passage." in printed
    assert _codes(project) == [("How is it here?", "Safety", "sure"), ("How is it here?", "Sleep", "sure")]


def test_a_code_that_is_there_already_is_said(project: Project) -> None:
    assert "Already here: Sleep." in _type(project, "sleep", "sleep")


def test_passages_are_included_and_given_up_again(project: Project) -> None:
    printed = _type(project, "<", "g 2", ">", "<", "safety", "=")
    assert "This is the first passage." in printed
    assert "Passages 1 to 3 together: How is it here?" in printed
    assert "Codes: Safety (on passages 1 to 3)." in printed


def test_a_part_of_the_passage_is_chosen_by_its_words(project: Project) -> None:
    printed = _type(project, "w nothing such", "g 6", "w lie", "sleep", "s", "=", "w", "I ... night", "w", "")
    assert "These words are not in the passage." in printed
    assert 'The next code goes only on the words "lie".' in printed
    assert "Only the words: lie" in printed
    assert 'Codes: Sleep (on "lie").' in printed
    assert _codes(project) == [("lie", "Sleep", "sure")]


def test_words_that_stand_twice_are_asked_about(project: Project) -> None:
    printed = _type(project, "g 7", ">", "w then I", "2", "sleep")
    assert "These words stand here several times. Which?" in printed
    assert project.codings.rows()[0].start > TALK.index("Then I count")


def test_words_that_are_only_nearly_there_are_asked_about(project: Project) -> None:
    printed = _type(project, "g 6", "w At nihgt I lie awake", "y", "sleep")
    assert "Only nearly these words are here" in printed
    assert _codes(project)[0][0].startswith("At night I lie awake")


def test_memos_are_written_and_shown(project: Project) -> None:
    printed = _type(project, "m बहुत अच्छा", "m", "second", "m", "", "s")
    assert "Memo: बहुत अच्छा\nMemo: second\n" in printed
    assert "No memo was written." in printed


def test_undo_shows_where_it_was(project: Project) -> None:
    printed = _type(project, "sleep", "g 5", "u", "u")
    assert 'Taken back: coding with "Sleep".\n\nA, passage 1 of 8' in printed
    assert "There is nothing to take back" in printed
    assert _codes(project) == []


def test_jumping_says_when_nothing_is_left(project: Project) -> None:
    printed = _type(project, "j", "g 8", "j", "g 1", ">", ">", ">", ">", ">", ">", ">", ">", "sleep", "=", "j")
    assert "The first one without is 1: type g 1." in printed
    assert "This is the last passage." in printed
    assert "Every passage of this document has a code." in printed


def test_only_one_passage_left_is_said(project: Project) -> None:
    assert "This is the only passage without a code." in _type(project, *["sleep", ""] * 7, "j")


def test_mistaken_input_gets_a_sentence(project: Project) -> None:
    printed = _type(project, "z", "12", "g 99", "g", "", "b", "k", "k 0", "k 9", "d nosuch", "d 7", "d", "")
    assert '"z" is no command. Type ? for all commands.' in printed
    assert "To go to passage 12, type g 12." in printed
    assert "Passages have the numbers 1 to 8." in printed
    assert "This is the first passage." in printed
    assert 'There is no document "nosuch" here.' in printed


def test_context_can_be_silenced(project: Project) -> None:
    last = _type(project, "k 0", "g 3").rpartition("passage 3 of 8")[2]
    assert "Before" not in last
    assert "After" not in last


def test_help_lists_every_command_and_explains_a_code(project: Project) -> None:
    printed = _type(project, "?", "? emo", "l", "l safe", "l xyzzy")
    assert "j: jump to the next passage without a code (or jump)." in printed
    assert "Code: Needs > Safety > Emotional safety" in printed
    assert "Definition: none yet." in printed
    assert 'No code fits "xyzzy".' in printed


def test_a_new_code_in_a_shared_codebook_needs_a_yes(project: Project) -> None:
    printed = _type(
        project, "a Hope", "n", "a Hope", "", "y", "needs", "Looking forward.", "said by PA", "y", "a sleep"
    )
    assert 'The codebook "book" is shared: everybody gets the new code.' in printed
    assert "No code was added." in printed
    assert "Added the code Needs > Hope." in printed
    assert "Coded: Needs > Hope." in printed
    assert 'There is a code "Sleep" already' in printed
    assert (
        next(change for change in project.history.list() if "Hope" in change.what and change.reason).reason
        == "said by PA"
    )


def test_a_new_code_in_the_coders_own_list_needs_no_question(project: Project) -> None:
    project.codebooks.save(Codebook(named_id("codebook", "mine"), "mine", owner="ana"), what="a list")
    printed = io.StringIO()
    lines = io.StringIO("safety\na Hope\nLooking forward.\n\ny\n")
    run_terminal(project, ["A"], coder="ana", codebook="mine", console=PlainConsole(lines, printed))
    assert "There is no code yet. Type a and a name to add your first one." in printed.getvalue()
    assert 'The codebook "mine" has no code yet.' in printed.getvalue()
    assert "Coded: Hope." in printed.getvalue()


# The end of a document


def test_the_end_asks_whether_it_was_read_and_offers_the_next(project: Project) -> None:
    printed = _type(project, "g 8", "", "", "y", "y", "q", documents=("A", "B"))
    assert "This is the end of A. 8 of 8 passages have no code of yours." in printed
    assert "Have you read A to its end, so that those count as read and left uncoded?" in printed
    assert "Please type y for yes or n for no." in printed
    assert "B is open." in printed
    assert [(row.document, row.finished) for row in project.readings.frame().itertuples()] == [
        ("A", "yes"),
        ("B", "no"),
    ]


def test_not_read_stays_not_read(project: Project) -> None:
    printed = _type(project, "g 8", "n", "n", "q")
    assert "A stays open: not read to its end." in printed
    assert "You left at passage 8 of A; next time you go on there." in printed
    assert not project.readings.list()[0].finished


def test_a_finished_document_can_be_looked_at_and_taken_up(project: Project) -> None:
    _type(project, "f", "y")
    printed = _type(project, "g 8", "n", "f", "y", "q")
    assert "You have finished this document." in printed
    assert "This is the end of A, which you have read to its end." in printed
    assert "No other document here is left to read." in printed
    assert "A is no longer noted as read to its end." in printed


def test_documents_are_listed_with_what_is_done(project: Project) -> None:
    printed = _type(project, "sleep", "g 5", "d", "2", "d", "n", "d a", documents=("A", "B"))
    assert re.search(r"1\. A: \d+ percent, 1 coding, open now\.", printed)
    assert "2. B: not begun, 0 codings." in printed
    assert "B is open." in printed


def test_a_document_without_passages_says_what_can_be_done(project: Project) -> None:
    session = TerminalSession(project, ["A"], coder="ana", cut=lambda *_: CutDocument((), "not at all"))
    printed = io.StringIO()
    Dialogue(session, PlainConsole(io.StringIO("sleep\nl\nq\n"), printed)).run()
    assert printed.getvalue().count("A holds no passage to code. Type d for another document, q to leave.") == 2
    assert "Needs > Safety\n" in printed.getvalue()


# Rounds


def test_an_independent_round_shows_nothing_of_others_and_says_so(project: Project) -> None:
    project.rounds.open("first", "independent")
    _type(project, "sleep", "m hidden thought", coder="ben")
    printed = _type(project, "s", "l", "d", "")
    assert 'The round is "first" (independent). Nobody sees the codings of others until it is closed.' in printed
    assert "Codes: Sleep" not in printed
    assert "hidden" not in printed
    assert "1. A: not begun, 0 codings, open now." in printed


def test_a_round_closed_meanwhile_is_told_and_nothing_is_lost(project: Project) -> None:
    class Closing(PlainConsole):
        asked = 0

        def ask(self, question: str, codebook: Codebook | None = None) -> str:
            self.asked += 1
            if self.asked == 2:
                project.rounds.close("main")
            return super().ask(question, codebook)

    printed = io.StringIO()
    status = run_terminal(project, ["A"], coder="ana", console=Closing(io.StringIO("sleep\n\nsafety\n"), printed))
    assert 'The round "main" is closed and takes no more codings.' in printed.getvalue()
    assert status == 1
    assert [code for _, code, _ in _codes(project)] == ["Sleep"]


# Leaving


class _Interrupting(PlainConsole):
    """Presses Ctrl-C wherever the line ^C is typed."""

    def ask(self, question: str, codebook: Codebook | None = None) -> str:
        line = super().ask(question, codebook)
        if line == "^C":
            raise KeyboardInterrupt
        return line


def _interrupt(project: Project, *lines: str) -> str:
    printed = io.StringIO()
    console = _Interrupting(io.StringIO("".join(f"{line}\n" for line in lines)), printed)
    assert run_terminal(project, ["A"], coder="ana", console=console) == 0
    return printed.getvalue()


def test_ctrl_c_asks_and_a_second_one_leaves(project: Project) -> None:
    printed = _interrupt(project, "^C", "n", "", "^C", "^C", "sleep")
    assert "Leave? Everything is saved." in printed
    assert "You left at passage 2 of A" in printed
    assert _codes(project) == []


def test_ctrl_c_in_a_question_stops_only_that(project: Project) -> None:
    printed = _interrupt(project, "safe", "^C", "sleep", "q")
    assert "Stopped." in printed
    assert [code for _, code, _ in _codes(project)] == ["Sleep"]


def test_the_end_of_input_saves_the_place(project: Project) -> None:
    _type(project, "", "", "m")
    assert "A, passage 3 of 8" in _type(project)


# Which console


@pytest.mark.parametrize(("name", "value"), [("TERM", "dumb"), ("TERM", "xterm"), ("QUALCODE_PLAIN", "1")])
def test_plain_lines_are_taken_where_there_is_no_real_terminal(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    assert choose_console().plain


# prompt_toolkit


def _press(project: Project, keys: str) -> None:
    from prompt_toolkit.input import create_pipe_input
    from prompt_toolkit.output import DummyOutput

    from qualcode.cli.terminal.prompting import PromptConsole

    with create_pipe_input() as pipe:
        pipe.send_text(keys)
        assert run_terminal(project, ["A"], coder="ana", console=PromptConsole(pipe, DummyOutput())) == 0


def test_keys_code_and_move_in_a_real_prompt(project: Project) -> None:
    _press(project, "\rsafety\r\rsafe\r2\rq\r")
    assert _codes(project) == [("I feel safe.", "Safety", "sure"), ("The door holds.", "Emotional safety", "sure")]


def test_ctrl_c_and_ctrl_d_leave_a_real_prompt(project: Project) -> None:
    _press(project, "sleep\r\x03n\r\x04")
    assert [code for _, code, _ in _codes(project)] == ["Sleep"]


def test_codes_are_offered_from_the_second_letter_and_explained(project: Project) -> None:
    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.document import Document

    from qualcode.cli.terminal.prompting import CodeCompleter
    from qualcode.cli.terminal.screen import code_in_short

    book = project.codebooks.get()
    completer = CodeCompleter(book)

    def offered(typed: str) -> list[tuple[str, int]]:
        found = completer.get_completions(Document(typed), CompleteEvent())
        return [(one.text, one.start_position) for one in found]

    assert offered("s") == []
    assert offered("sleep; safe") == [("Safety", -4), ("Emotional safety", -4)]
    assert (
        code_in_short(book, book.code("Safety")) == "Needs > Safety. Out of danger. When to use: The speaker is safe."
    )


def test_the_terminal_library_is_not_loaded_for_plain_lines() -> None:
    script = "import sys, qualcode.cli.terminal, qualcode.cli.terminal.dialogue; print('prompt_toolkit' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", script], text=True).strip() == "False"


# A process


_RUN = """
import sys
from qualcode.cli.terminal import run_terminal
from qualcode.project import Project
with Project.open(sys.argv[1], who="ana") as project:
    sys.exit(run_terminal(project, ["A"], coder="ana", unit=sys.argv[2]))
"""


class _Process:
    """The terminal coder at the other end of two pipes."""

    def __init__(self, study: Path, unit: str = "turn") -> None:
        environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
        self.process = subprocess.Popen(
            [sys.executable, "-c", _RUN, str(study), unit],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            encoding="utf-8",
        )

    def type(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()

    def read_until(self, words: str) -> str:
        assert self.process.stdout is not None
        read = ""
        while words not in read:
            line = self.process.stdout.readline()
            assert line, f"{words!r} did not come; read {read!r}"
            read += line
        return read

    def end(self, how: signal.Signals) -> int:
        self.process.send_signal(how)
        status = self.process.wait(timeout=20)
        for stream in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError):
                stream.close()  # type: ignore[union-attr]
        return status


def test_pipes_drive_it_with_the_same_commands(study: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", _RUN, str(study), "turn"],
        input="\nsafety\nq\n",
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    assert "A, passage 2 of 4, 50 percent." in run.stdout
    assert "मुझे डर नहीं लगता।" in run.stdout
    assert "\x1b" not in run.stdout
    assert run.stderr == ""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_killed_at_any_moment_it_loses_no_coding_it_acknowledged(study: Path) -> None:
    acknowledged = []
    for code, passage in (("safety", 2), ("sleep", 4), ("needs", 3)):
        process = _Process(study)
        process.read_until("Codes:")
        process.type(f"g {passage}")
        process.read_until(f"passage {passage} of 4")
        process.type(code)
        process.read_until("Coded:")
        process.end(signal.SIGKILL)
        acknowledged.append(code)
        with Project.open(study, who="ana") as project:
            assert sorted(row.code.casefold() for row in project.codings.rows()) == sorted(acknowledged)
        again = _Process(study)
        assert f"A, passage {passage} of 4" in again.read_until("Codes:")
        again.end(signal.SIGKILL)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("how", ["SIGHUP", "SIGTERM"])
def test_a_closed_window_saves_the_place(study: Path, how: str) -> None:
    process = _Process(study)
    process.read_until("Codes:")
    process.type("g 4")
    process.read_until("passage 4 of 4")
    process.read_until("Codes:")
    assert process.end(signal.Signals[how]) == 0
    with Project.open(study) as project:
        assert "Passage: At night I lie awake." in _type(project)
