"""Coding at the keyboard, passage by passage, in a plain dialogue that a screen reader can follow.

The entry is `run_terminal`; the state is kept by `qualcode.project.terminal_session`, without any screen.
"""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from qualcode.errors import QualcodeError

if TYPE_CHECKING:
    from types import FrameType

    from qualcode.cli.terminal.console import Console
    from qualcode.project import Project
    from qualcode.project.terminal_passages import PassageUnit
    from qualcode.project.terminal_session import TerminalSession

__all__ = ["run_terminal"]


class _HungUp(BaseException):
    """The window was closed, or the program is asked to end."""


def run_terminal(
    project: Project,
    documents: Sequence[str] = (),
    *,
    coder: str,
    round_name: str | None = None,
    codebook: str | None = None,
    unit: PassageUnit = "sentence",
    console: Console | None = None,
) -> int:
    """Let a coder code documents in the terminal; gives the exit code.

    Args:
        documents: Names of documents in the order in which to code them; none for all of the project.
        console: Where to print and read; by default what suits the terminal.

    Raises:
        QualcodeError: If there is nothing to code, or coder, round or codebook do not fit the project.
    """
    from qualcode.cli.terminal.choose_console import choose_console
    from qualcode.cli.terminal.dialogue import Dialogue
    from qualcode.project.terminal_session import TerminalSession

    session = TerminalSession(project, documents, coder=coder, round_name=round_name, codebook=codebook, unit=unit)
    console = console or choose_console()
    with _hanging_up():
        try:
            Dialogue(session, console).run()
        except (EOFError, KeyboardInterrupt):
            return _leave(session, console)
        except (_HungUp, BrokenPipeError):
            session.leave()
            return 0
        return _leave(session, console)


def _leave(session: TerminalSession, console: Console) -> int:
    try:
        session.leave()
    except QualcodeError as error:
        console.say(str(error))
        return 1
    with contextlib.suppress(OSError):
        console.say(f"Everything is saved. {_where_left(session)}")
    return 0


def _where_left(session: TerminalSession) -> str:
    name = session.document.name
    if session.finished:
        return f"{name} is read to its end."
    if not session.place.passages:
        return f"You left at {name}."
    return f"You left at passage {session.place.at + 1} of {name}; next time you go on there."


@contextlib.contextmanager
def _hanging_up() -> Iterator[None]:
    """Let a closed window save the place too."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def hang_up(number: int, frame: FrameType | None) -> None:
        raise _HungUp

    names = [name for name in ("SIGHUP", "SIGTERM") if hasattr(signal, name)]
    before = {name: signal.signal(getattr(signal, name), hang_up) for name in names}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)
