"""The group of commands: it knows their names and one-line helps, and imports a command only when it is called."""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any

import click

# Name: (module and attribute, the one line `qualcode --help` shows). A test compares the lines with the commands' own.
COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("demo:demo", "Build the sample study and run the whole method on it."),
    "init": ("init:init", "Make a new, empty project."),
    "ingest": ("ingest:ingest", "Read transcripts into the project."),
    "documents": ("documents:documents", "List the documents, or show one with its positions."),
    "participants": ("participants:participants", "List participants, or read their attributes from a table."),
    "codebook": ("codebook:codebook", "Read, check, change and write codebooks."),
    "code": ("code:code", "Code transcripts."),
    "codings": ("codings:codings", "Give the tidy table of codings, one row per coding."),
    "rounds": ("rounds:rounds", "Open, close and list rounds of coding."),
    "progress": ("progress:progress", "Show how far each coder has come with each document."),
    "agree": ("agree:agree", "Compute how far coders agree, with intervals."),
    "find": ("find:find", "Find words in the transcripts."),
    "themes": ("themes:themes", "Show themes with their prevalence, or read them from a file."),
    "quotes": ("quotes:quotes", "Show the quotes of a theme."),
    "report": ("report:report", "Write the report of themes as one HTML file."),
    "history": ("history:history", "Show what happened to the project, the latest first."),
    "undo": ("undo:undo", "Take back the latest change."),
    "check": ("check:check", "Verify that the project file is whole and sound."),
}


class LazyGroup(click.Group):
    """A group that imports its commands when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the names in the order of a study, not of the alphabet."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(importlib.import_module(f"qualcode.cli.{module}"), attribute)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; that somebody closed the pipe (`| head`) is no error of ours."""
        try:
            try:
                return super().invoke(ctx)
            finally:
                sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Name the nearest command when one is mistyped."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from qualcode.errors import suggestion

            hint = suggestion(args[0], COMMANDS)
            ctx.fail(f'There is no command "{args[0]}".{hint} `qualcode --help` lists them.')
        return super().resolve_command(ctx, args)
