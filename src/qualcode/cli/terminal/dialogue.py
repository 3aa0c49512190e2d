"""The dialogue: shows a passage, reads a line, does what it says, until the coder leaves."""

from __future__ import annotations

from collections.abc import Callable

from qualcode.cli.terminal import coding
from qualcode.cli.terminal.console import Console
from qualcode.cli.terminal.keys import Typed, help_lines, parse
from qualcode.cli.terminal.picker import rank_codes
from qualcode.cli.terminal.questions import ask_yes, choose_code
from qualcode.cli.terminal.screen import code_lines, passage_lines, progress_lines, tree_lines
from qualcode.errors import QualcodeError
from qualcode.project.terminal_session import TerminalSession

_MOST_CONTEXT = 3


class Dialogue:
    """One coder's talk with the program.

    Attributes:
        context: How many passages are shown before and after.
    """

    def __init__(self, session: TerminalSession, console: Console) -> None:
        self.session, self.console = session, console
        self.context = 1
        self._leaving = False
        self._does: dict[str, Callable[[str], None]] = {
            "next": self._next,
            "back": self._back,
            "jump": self._jump,
            "go": self._go,
            "documents": self._documents,
            "show": lambda _: self.show(),
            "context": self._set_context,
            "code": lambda typed: coding.put_codes(session, console, typed),
            "repeat": lambda _: coding.put_again(session, console),
            "unsure": lambda _: coding.flag_unsure(session, console),
            "off": lambda _: coding.take_off(session, console),
            "memo": lambda text: coding.write_memo(session, console, text),
            "undo": self._undo,
            "after": lambda _: coding.extend(session, console, self.context, after=True),
            "before": lambda _: coding.extend(session, console, self.context, after=False),
            "words": lambda words: coding.select_words(session, console, words),
            "whole": self._whole,
            "list": self._list,
            "add": lambda name: coding.add_code(session, console, name),
            "finish": self._finish,
            "quit": self._quit,
            "help": self._help,
            "number": lambda number: console.say(f"To go to passage {number}, type g {number}."),
            "unknown": lambda typed: console.say(f'"{typed}" is no command. Type ? for all commands.'),
        }

    def run(self) -> None:
        """Talk until the coder leaves.

        Raises:
            EOFError: On Ctrl-D, and when a pipe ends.
        """
        self._greet()
        self.show()
        while not self._leaving:
            try:
                line = self.console.ask("Code or command: ", self.session.refresh())
            except KeyboardInterrupt:
                self._interrupted()
                continue
            self._obey(parse(line))

    def show(self) -> None:
        """Show the passage."""
        if not self.session.place.passages:
            self.console.say(
                f"{self.session.document.name} holds no passage to code. Type d for another document, q to leave."
            )
            return
        self.console.say(*passage_lines(self.session, self.context))

    def _obey(self, typed: Typed) -> None:
        if not self.session.place.passages and typed.command not in (
            "documents",
            "quit",
            "help",
            "finish",
            "list",
            "unknown",
        ):
            self.show()
            return
        try:
            self._does[typed.command](typed.rest)
        except QualcodeError as error:
            self.console.say(str(error))
        except KeyboardInterrupt:
            self.session.reload()
            self.console.say("", "Stopped. What was said to be coded is saved.")

    def _greet(self) -> None:
        session = self.session
        codebook = session.codebook
        n_codes = len(codebook.active())
        blind = " Nobody sees the codings of others until it is closed." if session.round.kind == "independent" else ""
        self.console.say(
            f"{session.coder.name} codes {session.document.name}, {session.how_cut}.",
            f'The codebook is "{codebook.name}" with {n_codes} codes.',
            f'The round is "{session.round.name}" ({session.round.kind}).{blind}',
            "Type letters of a code to put it on the passage, Enter for the next passage, ? for all commands.",
        )
        if not n_codes:
            self.console.say("There is no code yet. Type a and a name to add your first one.")

    def _next(self, _: str) -> None:
        if self.session.next():
            self.show()
        else:
            self._end_of_document()

    def _back(self, _: str) -> None:
        if self.session.back():
            self.show()
        else:
            self.console.say("This is the first passage.")

    def _jump(self, _: str) -> None:
        if self.session.next_uncoded():
            self.show()
            return
        first = self.session.first_uncoded()
        if first is None:
            self.console.say("Every passage of this document has a code. Type f when you have read it to its end.")
        elif first == self.session.place.at + 1:
            self.console.say("This is the only passage without a code.")
        else:
            self.console.say(
                f"No passage after this one is without a code. The first one without is {first}: type g {first}."
            )

    def _go(self, number: str) -> None:
        number = number or self.console.ask("To which passage? ")
        if number.isdigit() and self.session.go(int(number)):
            self.show()
        elif number:
            self.console.say(f"Passages have the numbers 1 to {len(self.session.place.passages)}.")

    def _set_context(self, number: str) -> None:
        number = number or self.console.ask("How many passages before and after, 0 to 3? ")
        if not number.isdigit():
            return
        self.context = min(int(number), _MOST_CONTEXT)
        self.show()

    def _whole(self, _: str) -> None:
        self.session.place.select_passage()
        self.show()

    def _undo(self, _: str) -> None:
        if coding.undo(self.session, self.console):
            self.show()

    def _list(self, typed: str) -> None:
        codebook = self.session.refresh()
        if not typed:
            self.console.say(*tree_lines(codebook, plain=self.console.plain))
            return
        matches = rank_codes(codebook, typed)
        self.console.say(*(match.path for match in matches) if matches else [f'No code fits "{typed}".'])

    def _help(self, typed: str) -> None:
        if not typed:
            self.console.say(*help_lines())
            return
        codebook = self.session.refresh()
        code = choose_code(self.console, codebook, typed)
        if code is not None:
            self.console.say(*code_lines(codebook, code))

    def _documents(self, wanted: str) -> None:
        progress = self.session.progress()
        if not wanted:
            self.console.say(*progress_lines(progress, self.session.document_index))
            wanted = self.console.ask("Number or name, n for the next one to read, Enter to stay: ")
        if not wanted:
            return
        index = self.session.next_document() if wanted.casefold() == "n" else self._document_index(wanted)
        if index is None:
            self.console.say(f'There is no document "{wanted}" here. Type d to list them.')
            return
        self._open(index)

    def _document_index(self, wanted: str) -> int | None:
        names = [document.name.casefold() for document in self.session.documents]
        if wanted.casefold() in names:
            return names.index(wanted.casefold())
        return int(wanted) - 1 if wanted.isdigit() and 1 <= int(wanted) <= len(names) else None

    def _open(self, index: int) -> None:
        self.session.open(index)
        self.console.say(f"{self.session.document.name} is open.")
        self.show()

    def _finish(self, _: str) -> None:
        session = self.session
        if not session.finished:
            self._end_of_document()
        elif ask_yes(self.console, f"{session.document.name} is noted as read to its end. Take it up again?"):
            session.take_up()
            self.console.say(f"{session.document.name} is no longer noted as read to its end.")

    def _end_of_document(self) -> None:
        """Ask whether the document was read, for what has no code is then a finding, not a gap; offer the next one."""
        session, name, n_passages = self.session, self.session.document.name, len(self.session.place.passages)
        if session.finished:
            self.console.say(f"This is the end of {name}, which you have read to its end.")
        else:
            at_end = session.place.last + 1 >= n_passages
            here = (
                f"This is the end of {name}."
                if at_end
                else f"You are at passage {session.place.at + 1} of {n_passages}."
            )
            self.console.say(f"{here} {session.n_uncoded} of {n_passages} passages have no code of yours.")
            question = f"Have you read {name} to its end, so that those count as read and left uncoded?"
            if not ask_yes(self.console, question):
                self.console.say(f"{name} stays open: not read to its end.")
                return
            session.finish()
            self.console.say(f"{name} is noted as read to its end. To change that, type f.")
        following = session.next_document()
        if following is None:
            self.console.say("No other document here is left to read. Type q to leave, or d to look at one again.")
        elif ask_yes(self.console, f"Go on with {session.documents[following].name}?"):
            self._open(following)

    def _interrupted(self) -> None:
        """Ask after Ctrl-C whether to leave; a second Ctrl-C is a yes."""
        try:
            self._leaving = ask_yes(self.console, "Leave? Everything is saved.")
        except KeyboardInterrupt:
            self._leaving = True

    def _quit(self, _: str) -> None:
        self._leaving = True
