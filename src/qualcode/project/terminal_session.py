"""One coder's way through documents, passage by passage: what is coded, next, back, undo, finish. No screen.

Every change is in the database when the method returns. The place is saved with every change, at every fifth move, on
going to another document and on leaving, so that the history is not filled with steps of reading.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qualcode.codebook import Code, Codebook, add_code, fold_name
from qualcode.coding import Certainty, Memo, QuotePlace, Reading, find_quote
from qualcode.errors import NothingToCodeError
from qualcode.project.codings import NewCoding, write_codings
from qualcode.project.people import ensure_coder
from qualcode.project.readings import note_reading
from qualcode.project.rounds import round_for_coding
from qualcode.project.terminal_marks import Mark, Note, read_marks
from qualcode.project.terminal_passages import CutDocument, PassageUnit, cut_document, passage_at
from qualcode.project.terminal_place import Place
from qualcode.project.terminal_progress import Progress, document_to_begin, read_progress
from qualcode.project.terminal_undo import Done, entries_of_work, take_back
from qualcode.storage import Writing, shelves, utc_now
from qualcode.storage.codings import remove_bare_quotations
from qualcode.text import Document, Span, named_id, new_id

if TYPE_CHECKING:
    from qualcode.project.project import Project

Cut = Callable[["Project", str, PassageUnit], CutDocument]

_SAVE_AFTER_MOVES = 5


@dataclass(frozen=True, slots=True)
class Put:
    """What putting codes on a passage did.

    Attributes:
        added: Names of the codes that are new on it.
        already: Names of those that stood there before.
    """

    added: tuple[str, ...] = ()
    already: tuple[str, ...] = ()


class TerminalSession:
    """One coder at work on documents of a project in one round.

    Args:
        documents: Names of documents, in the order in which to code them; none for all of the project.
        coder: Name of the coder, made if need be.
        round_name: The round; else the open one, else a first shared round, made now.
        codebook: Name of the codebook; else the shared one, else the coder's own list, begun with the first new code.
        unit: What a passage is.
        cut: How a document is cut into passages.

    Attributes:
        codebook: As it was when last looked at; `refresh` looks again.
        document: The document open; `document_index` is its place in `documents`.
        how_cut: In words, how the document was cut into passages.
        place: The passages of the document, where the coder is among them and what is selected.
        last_codes: Ids of the codes of the passage coded last, for `put_again`.

    Raises:
        NothingToCodeError: If there is no document.
        DocumentNotFoundError, RoundNotFoundError, RoundClosedError, CodebookNotFoundError, CodebookChoiceError
    """

    def __init__(
        self,
        project: Project,
        documents: Sequence[str] = (),
        *,
        coder: str,
        round_name: str | None = None,
        codebook: str | None = None,
        unit: PassageUnit = "sentence",
        cut: Cut = cut_document,
    ) -> None:
        self.project = project
        self.unit: PassageUnit = unit
        self._cut = cut
        named = [project.documents.get(name) for name in documents] or project.documents.list()
        self.documents: list[Document] = list({document.id: document for document in named}.values())
        if not self.documents:
            raise NothingToCodeError
        self.codebook = self._choose_codebook(codebook, coder)
        with project.store.write(who=project.who, what=f"{coder} begins to code") as writing:
            self.coder = ensure_coder(writing, coder)
            self.round = round_for_coding(writing, round_name)
        self.last_codes: tuple[str, ...] = ()
        self._last_put_on: tuple[str, Span] | None = None
        self._done: list[Done] = []
        self._reading: Reading | None = None
        self.place = Place(())
        self._show(document_to_begin(project, self.documents, self.coder, self.round))

    # The document

    def open(self, index: int, *, passage: int | None = None) -> None:
        """Open a document by its index in `documents`, where the coder stopped or at a passage."""
        self.leave()
        self._show(index, passage)

    @property
    def finished(self) -> bool:
        """Whether the coder has read the document to its end."""
        return self._reading is not None and self._reading.finished

    def progress(self) -> list[Progress]:
        """Give how far the coder is with each document."""
        return read_progress(self.project, self.documents, self.coder, self.round)

    def next_document(self) -> int | None:
        """Give the index of the next unfinished document, after this one, then from the first; None if none is."""
        progress = self.progress()
        order = [*range(self.document_index + 1, len(progress)), *range(self.document_index)]
        return next((index for index in order if not progress[index].finished), None)

    def finish(self) -> None:
        """Note that the document is read to its end; passages without a code then count as read and left uncoded."""
        self._set_finished(f"{self.coder.name} finished {self.document.name}", utc_now())

    def take_up(self) -> None:
        """Note that the document is, after all, not read to its end."""
        self._set_finished(f"{self.coder.name} takes {self.document.name} up again", None)

    def reload(self) -> None:
        """Read the coder's own work on the document again."""
        self._reading = self.project.readings.position(self.document.id, self.coder.name, round_name=self.round.name)
        self._marks = read_marks(self.project, self.document.id, self.coder, self.round)

    def leave(self) -> None:
        """Save the place; a finished document stays finished."""
        self._moves = 0
        if not self.place.passages or self.finished:
            return
        position = self.place.passage.span.start
        if self._reading is None or self._reading.position != position:
            self._reading = self.project.readings.note_position(
                self.document.id, self.coder.name, position, round_name=self.round.name
            )

    # The passage

    def next(self) -> bool:
        """Go to the passage after the selection; False at the end of the document."""
        return self._move_to(self.place.last + 1)

    def back(self) -> bool:
        """Go to the passage before; False at the beginning."""
        return self._move_to(self.place.at - 1)

    def go(self, number: int) -> bool:
        """Go to a passage by its number, counted from 1; False if there is none."""
        return self._move_to(number - 1)

    def next_uncoded(self) -> bool:
        """Go to the next passage without a code of the coder's; False if none follows."""
        return self._move_to(next((index for index in self._uncoded() if index > self.place.last), -1))

    def first_uncoded(self) -> int | None:
        """Give the number of the first passage without a code; None if all have one."""
        return next((index + 1 for index in self._uncoded()), None)

    @property
    def n_uncoded(self) -> int:
        """How many passages of the document carry none of the coder's codes."""
        return len(self._uncoded())

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The coder's codings of this round that touch the selection; nobody else's, ever."""
        return self._marks.on(self.place.selection) if self.place.passages else ()

    @property
    def notes(self) -> tuple[Note, ...]:
        """The coder's memos that touch the selection."""
        return self._marks.notes_on(self.place.selection) if self.place.passages else ()

    @property
    def selected_words(self) -> str:
        """The words of the selection, also those between its passages."""
        return self.place.selection.of(self.text) if self.place.passages else ""

    def find_words(self, words: str) -> tuple[QuotePlace, ...]:
        """Give the places of words in the selected passages; "..." stands for words left out."""
        return find_quote(self.text, words, within=self.place.whole)

    # What is done to it

    def put(self, codes: Iterable[Code], certainty: Certainty = "sure") -> Put:
        """Put codes on the selection.

        Raises:
            CodeNotFoundError, CodeRetiredError, RoundClosedError, ProjectLockedError: Nothing was saved.
        """
        span, codes = self.place.selection, list(codes)
        standing = {mark.code_id for mark in self._marks.codings if mark.span == span}
        new = [code for code in codes if code.id not in standing]
        before = (self.last_codes, self._last_put_on)
        if new:
            names = _listed(code.name for code in new)
            coding = NewCoding(self.document.id, span, [code.id for code in new], certainty)

            def forget() -> None:
                self.last_codes, self._last_put_on = before

            what = f"code a passage of {self.document.name}{self._told(f' with {names}')}"
            self._do(what, f"coding with {names}", lambda writing: self._write_coding(writing, coding), forget)
        self._remember(span, [code.id for code in codes])
        already = tuple(code.name for code in codes if code.id in standing)
        return Put(tuple(code.name for code in new), already)

    def put_again(self) -> Put:
        """Put the codes of the passage coded last on the selection; nothing if none of them is in use any more."""
        active = {code.id: code for code in self.refresh().active()}
        return self.put([active[code_id] for code_id in self.last_codes if code_id in active])

    def take_off(self, marks: Sequence[Mark]) -> None:
        """Take codings away."""
        names = _listed(mark.code for mark in marks)

        def do(writing: Writing) -> None:
            shelves.codings.remove(writing, [mark.coding_id for mark in marks])
            remove_bare_quotations(writing, [mark.quotation_id for mark in marks])

        what = f"take a code off a passage of {self.document.name}{self._told(f': {names}')}"
        self._do(what, f"taking off {names}", do)

    def set_certainty(self, marks: Sequence[Mark], certainty: Certainty) -> None:
        """Flag codings as unsure, or as sure again."""
        names = _listed(mark.code for mark in marks)

        def do(writing: Writing) -> None:
            for mark in marks:
                shelves.codings.change(writing, mark.coding_id, certainty=certainty)

        what = f"mark a coding as {certainty} on a passage of {self.document.name}{self._told(f': {names}')}"
        self._do(what, f"marking {names} as {certainty}", do)

    def note(self, text: str) -> None:
        """Write a memo on the selection, which becomes a quotation if it is none yet."""
        quotation = NewCoding(self.document.id, self.place.selection, ())

        def do(writing: Writing) -> None:
            quotation_id = self._write_coding(writing, quotation)
            memo = Memo(new_id(), "quotation", quotation_id, self.coder.id, text, utc_now())
            shelves.memos.add(writing, [memo])

        self._do(f"memo on a passage of {self.document.name}", "the memo", do)

    def undo(self) -> str | None:
        """Take back the latest thing done in this session and go where it was done; gives what it was.

        Raises:
            UndoConflictError, CodesInUseError: If other work stands on it; it stays, and is not tried again.
        """
        if not self._done:
            return None
        done = self._done.pop()
        done.take_back()
        if done.document != self.document_index:
            self.open(done.document, passage=done.passage)
        else:
            self.reload()
            self.place.move_to(done.passage)
        return done.what

    # The codebook

    @property
    def codebook_is_own(self) -> bool:
        """Whether the codebook is the coder's own list, so that nobody else is touched by a new code."""
        return self.codebook.owner is not None and fold_name(self.codebook.owner) == fold_name(self.coder.name)

    def refresh(self) -> Codebook:
        """Read the codebook again, for somebody else may have changed it."""
        if self.codebook.version:
            self.codebook = self.project.codebooks.get(self.codebook.name)
        return self.codebook

    def add_code(self, name: str, *, parent: str | None = None, definition: str = "", reason: str = "") -> Code:
        """Add a code to the codebook.

        Raises:
            CodebookChangeError: If the name is taken or no name.
            CodeNotFoundError: If there is no such parent.
            CodebookChangedMeanwhileError: If somebody saved it at the same moment.
        """
        change = add_code(self.refresh(), name, parent=parent, definition=definition)
        self.codebook = self.project.codebooks.apply(change, reason=reason)
        code = self.codebook.code(name)
        self._keep(f'adding the code "{code.name}"', lambda: self._remove_code(code))
        return code

    # Helpers

    def _choose_codebook(self, name: str | None, coder: str) -> Codebook:
        books = self.project.codebooks.list()
        own = [book for book in books if book.owner is not None and fold_name(book.owner) == fold_name(coder)]
        if name is not None or any(book.owner is None for book in books):
            return self.project.codebooks.get(name)
        if own:
            return own[0]
        return Codebook(named_id("codebook", fold_name(coder)), coder.strip(), owner=coder.strip())

    def _show(self, index: int, passage: int | None = None) -> None:
        self.document, self.document_index = self.documents[index], index
        self.text = self.project.documents.text(self.document.id)
        cut = self._cut(self.project, self.document.name, self.unit)
        passages, self.how_cut = cut.passages, cut.how
        self.reload()
        if passage is None:
            passage = 0 if self._reading is None or self.finished else passage_at(passages, self._reading.position)
        self.place = Place(passages, passage)
        self._moves = 0

    def _uncoded(self) -> list[int]:
        return [index for index, passage in enumerate(self.place.passages) if not self._marks.on(passage.span)]

    def _move_to(self, index: int) -> bool:
        if not self.place.move_to(index):
            return False
        self._moves += 1
        if self._moves >= _SAVE_AFTER_MOVES:
            self.leave()
        return True

    def _told(self, words: str) -> str:
        """Give words for the history, which everybody reads: nothing of codes while the round is independent."""
        return "" if self.round.kind == "independent" else words

    def _remember(self, span: Span, codes: list[str]) -> None:
        """Keep codes for `put_again`; those put on one passage one after the other belong together."""
        here = (self.document.id, span)
        known = self.last_codes if here == self._last_put_on else ()
        self.last_codes, self._last_put_on = tuple(dict.fromkeys((*known, *codes))), here

    def _write_coding(self, writing: Writing, coding: NewCoding) -> str:
        codebook = self.codebook.name if coding.codes else None
        added = write_codings(writing, [coding], coder=self.coder.name, round_name=self.round.name, codebook=codebook)
        return added.quotation_ids[0]

    def _do(
        self, what: str, in_words: str, do: Callable[[Writing], object], forget: Callable[[], None] = lambda: None
    ) -> None:
        """Write in one transaction, together with the place, and keep what is needed to take it back."""
        with self.project.store.write(who=self.project.who, what=what) as writing:
            do(writing)
            entries = entries_of_work(writing)
            if not self.finished:
                position = self.place.passage.span.start
                note_reading(writing, Reading(self.coder.id, self.document.id, self.round.id, position))

        def undo() -> None:
            take_back(self.project.store, self.project.who, what, entries)
            forget()

        self._moves = 0
        self._keep(in_words, undo)
        self.reload()

    def _set_finished(self, what: str, finished_at: str | None) -> None:
        start = self.place.passage.span.start if self.place.passages else 0
        now = Reading(
            self.coder.id, self.document.id, self.round.id, self.document.n_chars if finished_at else start, finished_at
        )
        before = self._reading or replace(now, position=start, finished_at=None)

        def write(reading: Reading, words: str) -> None:
            with self.project.store.write(who=self.project.who, what=words) as writing:
                round_for_coding(writing, self.round.name)
                note_reading(writing, reading)

        write(now, what)
        self._reading = now
        self._keep(f"the note that {what}", lambda: write(before, f"undo: {what}"))

    def _keep(self, what: str, undo: Callable[[], None]) -> None:
        self._done.append(Done(what, self.document_index, self.place.at, undo))

    def _remove_code(self, code: Code) -> None:
        book = self.refresh()
        without = replace(book, codes=tuple(other for other in book.codes if other.id != code.id))
        self.codebook = self.project.codebooks.save(without, what=f'undo: add "{code.name}"')


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
