"""Run `qualcode` as a user would, in this process or in one of its own, and read its command lines."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from unittest import mock

import click

from qualcode.cli.main import main, qualcode


@dataclass(frozen=True)
class Ran:
    """What a command printed and how it ended."""

    code: int
    out: str
    talk: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def csv(self) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.out)))


def run(*words: str) -> Ran:
    """Run a command in this process: the whole way through `main`, errors included."""
    out, talk = _stream(), _stream()
    code = 0
    with (
        mock.patch.object(sys, "argv", ["qualcode", *words]),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(talk),
    ):
        try:
            main()
        except SystemExit as left:
            code = int(left.code or 0)
    return Ran(code, _read(out), _read(talk))


def run_line(line: str) -> Ran:
    """Run a command as it is typed, quotes and all."""
    return run(*words_of(line))


def run_apart(*words: str, stdin: str = "", **environment: str) -> Ran:
    """Run a command in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "qualcode", *words],
        input=stdin.encode(),
        capture_output=True,
        env={**os.environ, **environment},
        timeout=60,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def words_of(line: str) -> list[str]:
    """Give the words of a command line after `qualcode`, without comment and redirection."""
    words = shlex.split(line, comments=True)
    assert words[0] == "qualcode", line
    ends = (at for at, word in enumerate(words) if word in {">", "|", "&&"})
    return words[1 : next(ends, len(words))]


def parse(line: str) -> click.Context:
    """Read a command line without running it; an unknown command or option raises."""
    command: click.Command = qualcode
    words = words_of(line)
    while isinstance(command, click.Group) and words:
        at = next((at for at, word in enumerate(words) if command.get_command(click.Context(command), word)), None)
        if at is None:
            break
        found = command.get_command(click.Context(command), words[at])
        command.make_context("qualcode", words[:at], resilient_parsing=True)
        assert found is not None
        command, words = found, words[at + 1 :]
    assert not isinstance(command, click.Group) or not words or words[0].startswith("-"), line
    return command.make_context(command.name or "", words, resilient_parsing=words == [])


def all_commands(
    group: click.Group = qualcode, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Give every command and subcommand with the words by which it is called."""
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        assert command is not None
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from all_commands(command, (*path, name))


def fenced_commands(page: str) -> list[str]:
    """Give the `qualcode` lines of the fenced blocks of a page, in order, continued lines put together."""
    lines: list[str] = []
    for block in re.findall(r"^```(?:sh|console|bat)?\n(.*?)^```", page, re.DOTALL | re.MULTILINE):
        joined = re.sub(r"\s*\\\n\s*", " ", block)
        lines += [line.removeprefix("$ ") for line in joined.splitlines() if re.match(r"(\$ )?qualcode\b", line)]
    return lines


def _stream() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8")


def _read(stream: io.TextIOWrapper) -> str:
    stream.flush()
    return stream.buffer.getvalue().decode("utf-8")  # type: ignore[attr-defined]
