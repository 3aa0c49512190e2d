"""Questions with few answers: yes or no, one of a numbered list, which code is meant."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.cli.terminal.console import Console
from qualcode.cli.terminal.picker import SHOWN, Match, clear_match, rank_codes
from qualcode.cli.terminal.screen import code_lines
from qualcode.codebook import Code, Codebook
from qualcode.codebook.code import PATH_SEPARATOR


def ask_yes(console: Console, question: str) -> bool:
    """Ask until the answer is y or n; Enter alone decides nothing, for it is pressed too easily."""
    while True:
        console.say(question)
        answer = console.ask("Type y or n: ").casefold()
        if answer in ("y", "yes", "n", "no"):
            return answer in ("y", "yes")
        console.say("Please type y for yes or n for no. The question was:")


def ask_which(console: Console, things: Sequence[str], question: str, *, or_all: bool = False) -> list[int]:
    """Ask for one of several things by its number, or for all; gives indices, none when Enter alone is pressed."""
    if len(things) == 1:
        return [0]
    console.say(*(f"{number}. {thing}." for number, thing in enumerate(things, start=1)))
    choices = f"Number, a for all, Enter for none. {question} " if or_all else f"Number, Enter for none. {question} "
    while answer := console.ask(choices):
        if or_all and answer.casefold() in ("a", "all"):
            return list(range(len(things)))
        if answer.isdigit() and 1 <= int(answer) <= len(things):
            return [int(answer) - 1]
        console.say(f"Please type a number from 1 to {len(things)}, or press Enter for none.")
    return []


def choose_code(console: Console, codebook: Codebook, typed: str) -> Code | None:
    """Give the code that is meant: at once if there is no doubt, else chosen from a short list; None for none."""
    while typed:
        matches = rank_codes(codebook, typed)[:SHOWN]
        if not matches:
            console.say(f'No code fits "{typed}". Type l to list the codes, or a to add one.')
            return None
        if (clear := clear_match(matches)) is not None:
            return clear.code
        console.say(f'Which code is meant by "{typed}"?')
        console.say(*(f"{number}. {_named(match)}" for number, match in enumerate(matches, start=1)))
        chosen = _ask_match(console, codebook, matches)
        if not isinstance(chosen, str):
            return chosen
        typed = chosen
    return None


def _ask_match(console: Console, codebook: Codebook, matches: Sequence[Match]) -> Code | str | None:
    """Ask for one of the matches; gives other letters if these are typed instead of a number."""
    while answer := console.ask("Number, Enter for none, ? and number for its meaning, or other letters: "):
        number = answer.lstrip("? ")
        if not number.isdigit() and len(answer) > 1:
            return answer
        if not number.isdigit():
            console.say("Please type a number, two letters or more, or press Enter for none.")
            continue
        if not 1 <= int(number) <= len(matches):
            console.say(f"Please type a number from 1 to {len(matches)}.")
        elif answer.startswith("?"):
            console.say(*code_lines(codebook, matches[int(number) - 1].code))
        else:
            return matches[int(number) - 1].code
    return None


def _named(match: Match) -> str:
    above, _, name = match.path.rpartition(PATH_SEPARATOR)
    where = f", under {above}" if above else ""
    why = f' (keyword "{match.keyword}")' if match.keyword else ""
    return f"{name}{where}{why}."
