"""Which console suits the terminal at hand."""

from __future__ import annotations

import os
import sys

from qualcode.cli.terminal.console import Console, PlainConsole


def choose_console() -> Console:
    """Give the console that suits where the program runs.

    Plain lines where there is no terminal at both ends, on a dumb one, and where QUALCODE_PLAIN is set.
    """
    dumb = os.environ.get("TERM", "").lower() in ("dumb", "unknown")
    if os.environ.get("QUALCODE_PLAIN") or dumb or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return PlainConsole()
    from qualcode.cli.terminal.prompting import PromptConsole

    return PromptConsole()
