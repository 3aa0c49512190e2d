"""The commands of the terminal coder: one letter or one word each; whatever else is typed looks for a code."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """One command.

    Attributes:
        keys: What may be typed; the first is shown. The empty string is Enter alone.
        takes: What may follow it, for the help.
        does: One sentence for the help.
        group: Heading in the help.
    """

    name: str
    keys: tuple[str, ...]
    takes: str
    does: str
    group: str


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed: a command (or "code") and what followed it."""

    command: str
    rest: str = ""


COMMANDS = (
    Command("next", ("", "n", "next", "skip"), "", "go to the next passage", "Moving"),
    Command("back", ("b", "back"), "", "go to the passage before", "Moving"),
    Command("jump", ("j", "jump"), "", "jump to the next passage without a code", "Moving"),
    Command("go", ("g", "go"), "NUMBER", "go to the passage of that number", "Moving"),
    Command("documents", ("d", "documents"), "NUMBER or NAME", "go to another document; alone it lists them", "Moving"),
    Command("show", ("s", "show"), "", "show the passage again", "Moving"),
    Command("context", ("k", "context"), "NUMBER", "show so many passages before and after, 0 to 3", "Moving"),
    Command("code", ("c", "code"), "WORDS", "look for a code, also when its name is a command", "Coding"),
    Command("repeat", ("r", ".", "repeat"), "", "put the code or codes of the passage coded last", "Coding"),
    Command("unsure", ("i", "unsure"), "", "flag a code here as unsure, or as sure again", "Coding"),
    Command("off", ("x", "off"), "", "take a code off this passage", "Coding"),
    Command("memo", ("m", "memo"), "TEXT", "write a memo on this passage", "Coding"),
    Command("undo", ("u", "undo"), "", "take back the last thing you did here; again for the one before", "Coding"),
    Command("after", (">", "+", "e", "extend"), "", "include the next passage too", "What a code goes on"),
    Command("before", ("<", "-", "p", "previous"), "", "include the passage before too", "What a code goes on"),
    Command("words", ("w", "words"), "WORDS", "only these words, or FIRST WORDS ... LAST WORDS", "What a code goes on"),
    Command("whole", ("=", "o", "one"), "", "exactly the one passage again", "What a code goes on"),
    Command("list", ("l", "list"), "WORDS", "list the codes, all or those that match", "Codebook"),
    Command("add", ("a", "add"), "NAME", "add a new code to the codebook", "Codebook"),
    Command("finish", ("f", "finish"), "", "note that you have read the document to its end, or have not", "Leaving"),
    Command("quit", ("q", "exit", "quit"), "", "save the place and leave, as Ctrl-D does", "Leaving"),
    Command("help", ("?", "h", "help"), "CODE", "show these commands, or what a code means", "Leaving"),
)

_BY_KEY = {key: command for command in COMMANDS for key in command.keys}


def parse(line: str) -> Typed:
    """Read one line: a command with what follows it, or words that look for a code.

    A command is meant only where its word stands alone or before what it takes; "back pain" looks for a code. A single
    letter that is no command means nothing; a single sign of another script may be the name of a code.
    """
    words = line.strip()
    key, _, rest = words.partition(" ")
    if words.isdigit():
        return Typed("number", words)
    if words[:1] in ("?", "g", "G") and (words[:1] == "?" or words[1:].isdigit()):
        key, rest = words[0], words[1:]
    command, rest = _BY_KEY.get(key.casefold()), rest.strip()
    if command is None:
        return Typed("code" if len(words) > 1 or not words.isascii() else "unknown", words)
    if rest and (not command.takes or (command.takes == "NUMBER" and not rest.isdigit())):
        return Typed("code", words)
    return Typed(command.name, rest)


def help_lines() -> list[str]:
    """Give the help: one command in a line, under headings."""
    lines = [
        "Type letters of a code's name and press Enter to put it on the passage.",
        "Several codes at once: trust; safety. Not sure of one: trust?",
    ]
    group = ""
    for command in COMMANDS:
        if command.group != group:
            group = command.group
            lines += ["", f"{group}:"]
        key = "Enter or n" if command.keys[0] == "" else command.keys[0]
        takes = f" {command.takes}" if command.takes else ""
        others = f" (or {command.keys[-1]})" if command.keys[0] else " (or next)"
        lines.append(f"  {key}{takes}: {command.does}{others}.")
    return lines
