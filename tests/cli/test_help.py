"""Help: every command says what it does and ends in examples that work."""

from __future__ import annotations

import re

import click
import pytest

from qualcode.cli.lazy import COMMANDS
from qualcode.cli.main import qualcode
from tests.cli.running import all_commands, parse, run

EVERY = dict(all_commands())


@pytest.mark.parametrize("path", EVERY, ids=" ".join)
def test_help_ends_in_examples_that_name_existing_commands_and_options(path: tuple[str, ...]) -> None:
    shown = run(*path, "--help")
    assert (shown.code, shown.talk) == (0, "")
    head, _, examples = re.split(r"\n +(Examples?)\n", shown.out)
    lines = [line.strip() for line in examples.splitlines() if line.strip()]
    assert lines
    assert "Usage: qualcode" in head
    for line in lines:
        assert line.startswith(f"qualcode {' '.join(path)}"), line
        parse(line)


@pytest.mark.parametrize("path", EVERY, ids=" ".join)
def test_every_option_of_a_command_says_what_it_is_for(path: tuple[str, ...]) -> None:
    options = [param for param in EVERY[path].params if isinstance(param, click.Option)]
    assert [option.name for option in options if not option.help] == []


def test_the_list_of_commands_says_what_the_commands_say_of_themselves() -> None:
    own = {path[0]: command.help.splitlines()[0] for path, command in EVERY.items() if len(path) == 1 and command.help}
    assert {name: line for name, (_, line) in COMMANDS.items()} == own


def test_the_first_help_lists_the_commands_in_the_order_of_a_study_and_ends_in_an_example() -> None:
    shown = run("--help").out
    places = [shown.index(f"\n  {name} ") for name in COMMANDS]
    assert places == sorted(places)
    for line in re.findall(r"^ +(qualcode .*)", shown[shown.index("Example") :], re.MULTILINE):
        parse(line)


def test_an_example_with_an_option_that_does_not_exist_is_noticed() -> None:
    with pytest.raises(click.NoSuchOption):
        parse("qualcode agree --units turn")


def test_qualcode_alone_shows_its_commands() -> None:
    alone = run()
    assert alone.code == 2
    assert "the whole method on the sample study" in alone.talk


def test_the_version_is_told() -> None:
    assert run("--version").out.startswith("qualcode, version ")


def test_a_group_knows_its_commands_without_importing_them() -> None:
    assert qualcode.list_commands(click.Context(qualcode)) == list(COMMANDS)
