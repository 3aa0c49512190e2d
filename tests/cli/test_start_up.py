"""A bare import and `qualcode --help` are quick because they load nothing heavy."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest

from qualcode.cli.lazy import COMMANDS, LazyGroup
from qualcode.cli.main import qualcode

HEAVY = {
    "pandas", "numpy", "scipy", "spacy", "matplotlib", "sqlalchemy", "alembic", "docx", "lxml", "yaml", "ruamel",
    "rich", "openpyxl", "prompt_toolkit", "jinja2", "rapidfuzz",
}  # fmt: skip

_HELP = """
import sys
from qualcode.cli.main import main
sys.argv = ["qualcode", "--help"]
try:
    main()
except SystemExit:
    pass
"""


@pytest.mark.parametrize("program", ["import qualcode", _HELP], ids=["import", "help"])
def test_nothing_heavy_is_loaded(program: str) -> None:
    told = "import sys; print(*sys.modules, sep='\\n', file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", f"{program}\n{told}"], check=True, capture_output=True, text=True)
    loaded = {name.partition(".")[0] for name in done.stderr.split()}
    assert "qualcode" in loaded
    assert loaded & HEAVY == set()


def test_help_lists_every_command_with_its_line() -> None:
    done = subprocess.run([sys.executable, "-c", _HELP], check=True, capture_output=True, text=True)
    for name, (_, line) in COMMANDS.items():
        assert f"  {name} " in done.stdout
        assert line.split()[0] in done.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_the_line_in_the_list_is_the_first_of_the_commands_own_help(name: str) -> None:
    assert isinstance(qualcode, LazyGroup)
    command = qualcode.get_command(click.Context(qualcode), name)
    assert command is not None
    assert (command.help or "").splitlines()[0] == COMMANDS[name][1]
