"""The console of a real terminal: a line with history, the codes offered while one types, what a code means below.

Loaded only when a terminal is there; nothing is redrawn but the line being typed.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable

from prompt_toolkit import PromptSession, print_formatted_text  # noqa: TID253 -- this module is itself loaded late
from prompt_toolkit.completion import CompleteEvent, Completer, Completion  # noqa: TID253 -- as above
from prompt_toolkit.document import Document  # noqa: TID253 -- as above
from prompt_toolkit.formatted_text import FormattedText  # noqa: TID253 -- as above
from prompt_toolkit.input import Input  # noqa: TID253 -- as above
from prompt_toolkit.output import Output  # noqa: TID253 -- as above
from prompt_toolkit.styles import Attrs  # noqa: TID253 -- as above

from qualcode.cli.terminal.console import Line, layout
from qualcode.cli.terminal.picker import SHOWN, last_part, rank_codes
from qualcode.cli.terminal.screen import code_in_short
from qualcode.cli.terminal.wrap import wrap
from qualcode.codebook import Code, Codebook
from qualcode.codebook.code import PATH_SEPARATOR
from qualcode.text import canonicalise

# Older versions of the library cannot dim; the label says what context is in any case.
_STYLES = {"plain": "", "strong": "bold", "dim": "dim" if "dim" in Attrs._fields else ""}
_HINT = "Enter: next passage   letters: a code   ?: all commands"
_MENU_LINES = 8
_TOOLBAR_LINES = 4


class PromptConsole:
    """Prints above and reads a line below, with prompt_toolkit."""

    plain = False

    def __init__(self, source: Input | None = None, target: Output | None = None) -> None:
        self._target = target
        self._codes: PromptSession[str] = PromptSession(input=source, output=target)
        self._answers: PromptSession[str] = PromptSession(input=source, output=target)
        self._styled = not os.environ.get("NO_COLOR")

    def say(self, *lines: Line | str) -> None:
        """Print paragraphs as wide as the terminal."""
        columns = shutil.get_terminal_size().columns
        for line in lines:
            style = _STYLES[line.style] if isinstance(line, Line) and self._styled else ""
            text = "\n".join(layout(line, columns))
            print_formatted_text(FormattedText([(style, text)]), output=self._target)

    def ask(self, question: str, codebook: Codebook | None = None) -> str:
        """Read one line; with a codebook, its codes are offered while letters are typed."""
        if codebook is None:
            return canonicalise(self._answers.prompt(question)).text.strip()
        answer = self._codes.prompt(
            question,
            completer=CodeCompleter(codebook),
            complete_while_typing=True,
            bottom_toolbar=lambda: self._below(codebook),
            reserve_space_for_menu=_MENU_LINES,
        )
        return canonicalise(answer).text.strip()

    def _below(self, codebook: Codebook) -> str:
        """Give the lines below the prompt: what the code means that is chosen in the menu, else that is found first."""
        buffer = self._codes.default_buffer
        chosen = buffer.complete_state.current_completion if buffer.complete_state else None
        code = codebook.find(chosen.text) if chosen else _first_offered(codebook, buffer.text)
        if code is None:
            return _HINT
        lines = wrap(code_in_short(codebook, code), shutil.get_terminal_size().columns)
        return "\n".join(lines[:_TOOLBAR_LINES])


class CodeCompleter(Completer):
    """Offers codes for the letters behind the last separator, from the second letter on; one letter is a command."""

    def __init__(self, codebook: Codebook) -> None:
        self._codebook = codebook

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """Give the best matches, best first."""
        typed = last_part(self._codebook, document.text_before_cursor)
        if len(typed) < 2:
            return
        for match in rank_codes(self._codebook, typed)[:SHOWN]:
            above = match.path.rpartition(PATH_SEPARATOR)[0]
            yield Completion(match.code.name, start_position=-len(typed), display_meta=above)


def _first_offered(codebook: Codebook, text: str) -> Code | None:
    typed = last_part(codebook, text)
    matches = rank_codes(codebook, typed) if len(typed) > 1 else []
    return matches[0].code if matches else None
