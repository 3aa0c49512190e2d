"""What the coder does to a passage: codes on and off, unsure, memo, which words, new codes, undo."""

from __future__ import annotations

from qualcode.cli.terminal.console import Console
from qualcode.cli.terminal.picker import Wanted, split_wanted
from qualcode.cli.terminal.questions import ask_which, ask_yes, choose_code
from qualcode.cli.terminal.screen import mark_in_words, passage_lines
from qualcode.codebook import Code
from qualcode.coding import Certainty
from qualcode.project.terminal_session import Put, TerminalSession
from qualcode.text import Span

_AROUND_POINTS = 25


def put_codes(session: TerminalSession, console: Console, typed: str) -> None:
    """Put the codes that were typed on the selection, each as soon as it is plain which is meant."""
    codebook = session.refresh()
    if not codebook.active():
        console.say(f'The codebook "{codebook.name}" has no code yet. Type a and a name to add one.')
        return
    typed = typed or console.ask("Letters of a code, Enter for none: ", codebook)
    chosen: list[tuple[Code, Wanted]] = []
    for wanted in split_wanted(codebook, typed):
        code = choose_code(console, codebook, wanted.words)
        if code is not None:
            chosen.append((code, wanted))
    if sure := [code for code, wanted in chosen if not wanted.unsure]:
        say_put(session, console, session.put(sure))
    if unsure := [code for code, wanted in chosen if wanted.unsure]:
        say_put(session, console, session.put(unsure, "unsure"), unsure=True)


def say_put(session: TerminalSession, console: Console, put: Put, *, unsure: bool = False) -> None:
    """Say which codes were put and saved, and which were there before."""
    paths = [session.codebook.path(session.codebook.code(name)) for name in put.added]
    if paths:
        console.say(f"Coded{', unsure' if unsure else ''}: {'; '.join(paths)}.")
    if put.already:
        console.say(f"Already here: {'; '.join(put.already)}.")


def put_again(session: TerminalSession, console: Console) -> None:
    """Put the codes of the passage coded last."""
    if not session.last_codes:
        console.say("There is nothing to repeat yet: no passage was coded since you began today.")
        return
    say_put(session, console, session.put_again())


def take_off(session: TerminalSession, console: Console) -> None:
    """Take codes off that touch the selection."""
    if not session.marks:
        console.say("No code of yours is on this passage.")
        return
    marks = session.marks
    chosen = ask_which(console, [mark_in_words(session, mark) for mark in marks], "Which to take off?", or_all=True)
    if not chosen:
        console.say("Nothing was taken off.")
        return
    session.take_off([marks[index] for index in chosen])
    console.say(f"Taken off: {'; '.join(marks[index].code for index in chosen)}.")


def flag_unsure(session: TerminalSession, console: Console) -> None:
    """Flag codes on the selection as unsure, or as sure again."""
    if not session.marks:
        console.say(
            "No code of yours is on this passage. To put one and say that you are unsure, type it with ? behind."
        )
        return
    marks = session.marks
    chosen = ask_which(console, [mark_in_words(session, mark) for mark in marks], "Which one?")
    for index in chosen:
        certainty: Certainty = "sure" if marks[index].certainty == "unsure" else "unsure"
        session.set_certainty([marks[index]], certainty)
        console.say(f"{marks[index].code} is now marked as {certainty}.")


def write_memo(session: TerminalSession, console: Console, text: str) -> None:
    """Write a memo on the selection."""
    text = text or console.ask("Memo, Enter for none: ")
    if not text:
        console.say("No memo was written.")
        return
    session.note(text)
    console.say("The memo is saved.")


def select_words(session: TerminalSession, console: Console, words: str) -> None:
    """Let the next code go on some words of the passage only."""
    words = words or console.ask("Which words? Or the first words, then ..., then the last words: ")
    if not words:
        return
    places = session.find_words(words)
    if not places:
        console.say("These words are not in the passage. Type some of them as they stand there.")
        return
    if len(places) > 1:
        around = [_around(session, place.span) for place in places]
        chosen = ask_which(console, around, "These words stand here several times. Which?")
        if not chosen:
            return
        places = (places[chosen[0]],)
    found = places[0].span.of(session.text)
    if places[0].how == "fuzzy" and not ask_yes(console, f'Only nearly these words are here: "{found}" Take them?'):
        return
    session.place.part = places[0].span
    console.say(f'The next code goes only on the words "{found}".')


def add_code(session: TerminalSession, console: Console, name: str) -> None:
    """Add a code to the codebook and, if wished, put it on the passage."""
    codebook = session.refresh()
    name = name or console.ask("Name of the new code, Enter for none: ")
    if not name:
        return
    if (known := codebook.find(name)) is not None:
        console.say(f'There is a code "{known.name}" already; type its name to put it here.')
        return
    if not session.codebook_is_own:
        question = f'The codebook "{codebook.name}" is shared: everybody gets the new code. Add "{name}" to it?'
        if not ask_yes(console, question):
            console.say("No code was added.")
            return
    parent = (
        console.ask("Under which code? Letters of its name, Enter for the top: ", codebook) if len(codebook) else ""
    )
    above = choose_code(console, codebook, parent) if parent else None
    if parent and above is None:
        console.say("No code was added.")
        return
    definition = console.ask("What does it mean? Enter to say it later: ")
    reason = console.ask("Why is it needed? The history keeps the reason: ")
    code = session.add_code(name, parent=above.name if above else None, definition=definition, reason=reason)
    console.say(f"Added the code {session.codebook.path(code)}.")
    if ask_yes(console, "Put it on this passage?"):
        say_put(session, console, session.put([code]))


def undo(session: TerminalSession, console: Console) -> bool:
    """Take back the last thing done; tell whether there was one."""
    what = session.undo()
    if what is None:
        console.say(
            "There is nothing to take back: nothing was done since you began today, or all of it is taken back."
        )
        return False
    console.say(f"Taken back: {what}.")
    return True


def extend(session: TerminalSession, console: Console, context: int, *, after: bool) -> None:
    """Include the next or the previous passage in the selection, and show it."""
    place = session.place
    if not (place.include_next() if after else place.include_previous()):
        console.say("This is the last passage." if after else "This is the first passage.")
        return
    console.say(*passage_lines(session, context))


def _around(session: TerminalSession, span: Span) -> str:
    around = session.text[max(0, span.start - _AROUND_POINTS) : span.end + _AROUND_POINTS]
    return f"... {' '.join(around.split())} ..."
