"""Every error that qualcode raises on purpose, with the sentence it shows.

A class composes its sentence from facts, which it keeps as attributes: what, where, what next. Mistakes inside the
user's material (a codebook, a codings file) are not exceptions: they are collected as `Issue`s and shown all at once.

    QualcodeError
    ├── MaterialError            the material is wrong (exit code 1)
    └── UsageError               the call is wrong (exit code 2)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path


class QualcodeError(Exception):
    """Anything qualcode raises on purpose; its text is written for a researcher."""

    def __reduce__(self) -> tuple[object, ...]:
        """Travel between processes as sentence and facts, for the classes are made of other arguments."""
        return _rebuild_error, (type(self), self.args, self.__dict__)


def _rebuild_error(kind: type[QualcodeError], sentence: tuple[object, ...], facts: dict[str, object]) -> QualcodeError:
    error = kind.__new__(kind, *sentence)
    error.__dict__.update(facts)
    return error


class MaterialError(QualcodeError):
    """The material (a file, a project, a text) is wrong."""


class UsageError(QualcodeError):
    """The call is wrong: options that do not fit together, something that does not exist."""


@dataclass(frozen=True)
class Issue:
    """One mistake in the user's material, with its place.

    Attributes:
        message: What is wrong and what to do, one sentence.
        line: Line in the file, counted from 1; None where lines mean nothing (a spreadsheet names its row in `where`).
        where: The place in words, for example a row or a code; empty when the line says enough.
        severity: "error" stops the import, "warning" does not.
    """

    message: str
    line: int | None = None
    where: str = ""
    severity: str = "error"

    def __str__(self) -> str:
        place = f"line {self.line}: " if self.line is not None else (f"{self.where}: " if self.where else "")
        return f"{place}{self.message}"


class MaterialIssuesError(MaterialError):
    """A file holds mistakes; all of them are listed, none of its content was used."""

    def __init__(self, source: Path | str, issues: Sequence[Issue]) -> None:
        self.source, self.issues = str(source), tuple(issues)
        errors = [issue for issue in self.issues if issue.severity == "error"]
        lines = "\n".join(f"  {issue}" for issue in errors)
        noun = "mistake" if len(errors) == 1 else "mistakes"
        super().__init__(f"{self.source}: {len(errors)} {noun}; nothing was changed.\n{lines}")


# Text


class SpanError(MaterialError):
    """A span begins before the text or ends before it begins."""

    def __init__(self, start: int, end: int) -> None:
        self.start, self.end = start, end
        super().__init__(
            f"The span {start} to {end} is no stretch of text: "
            "it must begin at 0 or later and not end before it begins."
        )


class EmptySpanError(MaterialError):
    """A quotation would cover no character."""

    def __init__(self, start: int, end: int) -> None:
        self.start, self.end = start, end
        super().__init__(f"The span {start} to {end} covers no character; a quotation needs at least one.")


class PositionOutsideTextError(MaterialError):
    """A position lies outside the text."""

    def __init__(self, position: int, length: int) -> None:
        self.position, self.length = position, length
        super().__init__(f"Position {position} lies outside the text, which runs from 0 to {length}.")


class PositionInsideCharacterError(MaterialError):
    """A position of another unit falls inside one character."""

    def __init__(self, position: int) -> None:
        self.position = position
        super().__init__(f"Position {position} falls inside one character; it was probably counted in another unit.")


class EditsOverlapError(MaterialError):
    """Two edits of one text touch the same characters."""

    def __init__(self, position: int) -> None:
        self.position = position
        super().__init__(f"Two edits overlap at position {position}; make them one edit.")


# Files


class FileUnreadableError(MaterialError):
    """A file cannot be opened at all."""

    def __init__(self, path: Path | str, reason: str) -> None:
        self.path, self.reason = str(path), reason
        super().__init__(f"{self.path} cannot be read: {reason}.")


# Agreement


class RatingsShapeError(UsageError):
    """Ratings are not units by coders."""

    def __init__(self, problem: str) -> None:
        self.problem = problem
        super().__init__(f"Ratings are a table with one row per unit and one column per coder; {problem}.")


class UndeclaredCategoryError(UsageError):
    """A coder gave a value that the declared categories lack."""

    def __init__(self, value: object, categories: Iterable[object]) -> None:
        self.value, self.categories = value, tuple(categories)
        listed = ", ".join(repr(category) for category in self.categories) or "nothing"
        super().__init__(f"The ratings hold {value!r}, but categories lists {listed}. Add or correct it.")


class ScaleNeededError(UsageError):
    """A measure depends on the order and number of scale points, and nobody has declared them."""

    def __init__(self, option: str) -> None:
        self.option = option
        super().__init__(
            f"{option} depends on the whole scale in its order, also on points nobody used. "
            "Declare it, for example categories=[1, 2, 3, 4, 5]."
        )


class MetricValueError(UsageError):
    """A distance cannot be taken between values of this kind."""

    def __init__(self, metric: str, needed: str, value: object) -> None:
        self.metric, self.needed, self.value = metric, needed, value
        super().__init__(f'metric="{metric}" compares {needed}, and the ratings hold {value!r}.')


class DisagreementWeightsError(UsageError):
    """A table of weights or costs does not fit the categories."""

    def __init__(self, problem: str) -> None:
        self.problem = problem
        super().__init__(
            "A table of weights, categories by categories, has 1 on its diagonal where it grades agreement and 0 there "
            f"where it gives the cost of each disagreement; {problem}."
        )


class UnknownChoiceError(UsageError):
    """A name is not among the choices there are."""

    def __init__(self, what: str, given: object, known: Iterable[str]) -> None:
        self.what, self.given, self.known = what, given, tuple(known)
        super().__init__(
            f'There is no {what} "{given}"; there is {", ".join(self.known) or "none"}.'
            f"{suggestion(str(given), self.known)}"
        )


class IntervalLevelError(UsageError):
    """A confidence level is not between 0 and 1."""

    def __init__(self, level: float) -> None:
        self.level = level
        super().__init__(f"A confidence level lies between 0 and 1, as 0.95 does; this is {level}.")


class UndefinedAgreementError(UsageError):
    """A number was asked of a coefficient that is undefined."""

    def __init__(self, name: str, reason: str) -> None:
        self.name, self.reason = name, reason
        super().__init__(f"{name} is undefined: {reason}. Read .value and .reason before using it.")


class UncountableSpanError(MaterialError):
    """A coded span is empty, backwards or beyond the text, so it has no length to compare."""

    def __init__(self, document: str, coder: str, code: str, start: int, end: int, length: int) -> None:
        self.document, self.coder, self.code = document, coder, code
        self.start, self.end, self.length = start, end, length
        super().__init__(
            f'{coder} has code "{code}" on characters {start} to {end} of "{document}", which has {length}. '
            "A span starts before it ends, and both lie within the text."
        )


class UnitSpansError(UsageError):
    """A document cannot be divided into the units asked for."""

    def __init__(self, document: str, unit: str, problem: str) -> None:
        self.document, self.unit, self.problem = document, unit, problem
        super().__init__(f'"{document}" cannot be compared by {unit}: {problem}.')


class OverlappingSpansError(MaterialError):
    """Within one layer a coder's spans overlap, so that a character would carry two codes at once."""

    def __init__(self, overlaps: Sequence[tuple[str, str, tuple[int, int, object], tuple[int, int, object]]]) -> None:
        self.overlaps = tuple(overlaps)
        shown = "; ".join(
            f'{coder} in "{document}": {one[0]} to {one[1]} ({one[2]}) and {other[0]} to {other[1]} ({other[2]})'
            for document, coder, one, other in self.overlaps[:5]
        )
        more = f"; and {len(self.overlaps) - 5} more" if len(self.overlaps) > 5 else ""
        super().__init__(
            f"Codes of one layer exclude one another, but these spans overlap: {shown}{more}. Choose codes that do "
            'exclude one another, or cut the spans with on_overlap="split": a piece carries the set of its codes.'
        )


class ContinuumError(UsageError):
    """What was given is no continuum."""

    def __init__(self, document: str, problem: str) -> None:
        self.document, self.problem = document, problem
        super().__init__(
            f'"{document}" is no continuum: {problem}. One looks like '
            '{"length": 100, "coders": {"ana": [(0, 20, "trust")], "ben": []}}.'
        )


class DuplicateDocumentError(UsageError):
    """Two documents to be compared carry the same name."""

    def __init__(self, document: str) -> None:
        self.document = document
        super().__init__(f'Document "{document}" is given twice; give it once, with all its coders.')


# Ingest


class SourceMissingError(FileUnreadableError):
    """A file is not there."""

    def __init__(self, path: Path | str) -> None:
        super().__init__(path, "there is no such file; check the spelling, or whether it was moved")


class SourceVanishedError(SourceMissingError):
    """A file was there when the files were listed, and is gone now that it should be read."""

    def __init__(self, path: Path | str) -> None:
        FileUnreadableError.__init__(
            self, path, "it vanished while the files were read; put it back and read it again, or leave it out"
        )


class SourceIsFolderError(FileUnreadableError):
    """A folder stands where a file is expected."""

    def __init__(self, path: Path | str) -> None:
        super().__init__(path, "it is a folder; name a file inside it")


class SourceForbiddenError(FileUnreadableError):
    """The operating system does not let the file be read."""

    def __init__(self, path: Path | str) -> None:
        super().__init__(path, "you have no permission to read it; change its permissions or copy it")


class SourceTooLargeError(MaterialError):
    """A file is larger than the stated limit."""

    def __init__(self, name: str, limit_bytes: int) -> None:
        self.name, self.limit_bytes = name, limit_bytes
        limit = f"{limit_bytes / 1_000_000:g} MB" if limit_bytes >= 100_000 else f"{limit_bytes:,} bytes"
        super().__init__(
            f"{name} is larger than {limit}, the limit for one file; split it, or raise the limit if it is right."
        )


class SourceEmptyError(MaterialError):
    """A file has no content, or none that is text."""

    def __init__(self, name: str, n_bytes: int) -> None:
        self.name, self.n_bytes = name, n_bytes
        what = "is empty (0 bytes)" if n_bytes == 0 else "holds no words"
        super().__init__(f"{name} {what}; look whether it is the right file and was copied completely.")


class NotATranscriptError(MaterialError):
    """The content of a file is of a kind that is not read."""

    def __init__(self, name: str, found: str, advice: str) -> None:
        self.name, self.found, self.advice = name, found, advice
        super().__init__(f"{name} is {found}, which is not read as a transcript; {advice}.")


class EncryptedFileError(MaterialError):
    """A file is protected with a password."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"{name} is protected with a password; open it, save it without the password, and read it again."
        )


class DamagedFileError(MaterialError):
    """A file is of a known kind but broken."""

    def __init__(self, name: str, kind: str, reason: str) -> None:
        self.name, self.kind, self.reason = name, kind, reason
        super().__init__(f"{name} is damaged: as {kind}, {reason}. Open and save it again, or take a fresh copy.")


class UnsafeFileError(MaterialError):
    """A file is built in a way that could harm the machine and that no office program writes."""

    def __init__(self, name: str, reason: str) -> None:
        self.name, self.reason = name, reason
        super().__init__(
            f"{name} was refused for safety: {reason}. Ask where it comes from, or open and save it again."
        )


class EncodingUnknownError(MaterialError):
    """No known encoding makes text of the bytes."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"{name} is no text in an encoding that can be recognised; "
            "save it as UTF-8, or name its encoding (for example --encoding mac-roman)."
        )


class EncodingMismatchError(MaterialError):
    """The bytes of a file are not text in the encoding that was named or that its first bytes promise."""

    def __init__(self, name: str, encoding: str, byte: int | None) -> None:
        self.name, self.encoding, self.byte = name, encoding, byte
        place = "" if byte is None else f" (first at byte {byte:,})"
        super().__init__(f"{name} is not text in the encoding {encoding}{place}; name another with --encoding.")


class UnknownEncodingNameError(UsageError):
    """An encoding was asked for that Python does not know."""

    def __init__(self, encoding: str) -> None:
        self.encoding = encoding
        super().__init__(
            f'There is no text encoding "{encoding}"; '
            "common ones are utf-8, utf-16, cp1252, cp1251, mac-roman, shift-jis."
        )


class SpeakerPatternError(UsageError):
    """The pattern given for speakers cannot be used."""

    def __init__(self, pattern: str, reason: str) -> None:
        self.pattern, self.reason = pattern, reason
        super().__init__(
            f'The speaker pattern "{pattern}" cannot be used: {reason}. '
            r"It is a regular expression for the start of a paragraph, for example (?P<speaker>\w+)\s*=."
        )


class UnknownLanguageError(UsageError):
    """No rules for a language are at hand."""

    def __init__(self, language: str, missing: str = "") -> None:
        self.language, self.missing = language, missing
        why = f"needs a library that is not installed ({missing})" if missing else "is not known to spaCy"
        super().__init__(
            f'The language "{language}" {why}; known are for example en, de, fr, es, pt, hi, mr, ur, ar, zh, '
            "and xx for rules that suit most languages."
        )


class PipelineUnusableError(UsageError):
    """A trained spaCy pipeline was named that cannot be used."""

    def __init__(self, pipeline: str, reason: str) -> None:
        self.pipeline, self.reason = pipeline, reason
        super().__init__(
            f'The spaCy pipeline "{pipeline}" {reason}; without a pipeline the rules of the language are used.'
        )


def suggestion(name: str, known: Iterable[str]) -> str:
    """Give " Did you mean …?" for the nearest known name, or nothing."""
    import difflib  # only where a name was not found

    near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f' Did you mean "{near[0]}"?' if near else ""


# Codebook


class CodeNotFoundError(UsageError):
    """A codebook has no code of this name."""

    def __init__(self, name: str, codebook: str, known: Sequence[str] = ()) -> None:
        self.name, self.codebook = name, codebook
        super().__init__(
            f'No code named "{name}" in codebook "{codebook}".{suggestion(name, known)} '
            "List them with `qualcode codebook show`."
        )


class CodebookChangeError(UsageError):
    """A change would make the codebook unsound."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"The codebook was not changed: {reason}.")


# Storage


class ProjectNotFoundError(UsageError):
    """There is no project at the place named."""

    def __init__(self, location: Path | str) -> None:
        self.location = str(location)
        super().__init__(f"There is no project at {self.location}. Make one with `qualcode init {self.location}`.")


class ProjectExistsError(UsageError):
    """Something is already at the place for a new project."""

    def __init__(self, location: Path | str) -> None:
        self.location = str(location)
        super().__init__(
            f"{self.location} already exists and was left as it is. Open it with `-p`, or choose another name."
        )


class ProjectNotRecognisedError(MaterialError):
    """A file or database is no qualcode project."""

    def __init__(self, location: Path | str, reason: str) -> None:
        self.location, self.reason = str(location), reason
        super().__init__(f"{self.location} is no qualcode project: {reason}.")


class ProjectTooNewError(MaterialError):
    """A newer program made the project."""

    def __init__(self, location: Path | str, revision: str, head: str) -> None:
        self.location, self.revision, self.head = str(location), revision, head
        super().__init__(
            f"{self.location} was made by a newer qualcode (its form is {revision}, this program knows {head}). "
            "Update qualcode with `pip install --upgrade qualcode`; the project was not touched."
        )


class ProjectDamagedError(MaterialError):
    """The database says that its file is damaged."""

    def __init__(self, location: Path | str, detail: str) -> None:
        self.location, self.detail = str(location), detail
        super().__init__(
            f"{self.location} is damaged ({detail}). "
            "Do not go on with it: take the latest copy or `.bak` file beside it."
        )


class ProjectLockedError(MaterialError):
    """Another program keeps the project locked."""

    def __init__(self, location: Path | str, waited_s: float) -> None:
        self.location, self.waited_s = str(location), waited_s
        super().__init__(
            f"{self.location} is in use: another program has been writing to it for {waited_s:.0f} seconds. "
            "Nothing was changed; close the other program and try again."
        )


class ProjectReadOnlyError(MaterialError):
    """The project cannot be written to."""

    def __init__(self, location: Path | str) -> None:
        self.location = str(location)
        super().__init__(f"{self.location} is read-only; nothing was changed. Allow writing to it, or work on a copy.")


class DiskFullError(MaterialError):
    """There is no room for what was to be written."""

    def __init__(self, location: Path | str) -> None:
        self.location = str(location)
        super().__init__(
            f"{self.location} could not be written: the disk is full. Nothing was changed; make room first."
        )


class ServerUnreachableError(MaterialError):
    """A database server does not answer or refuses."""

    def __init__(self, location: Path | str, detail: str) -> None:
        self.location, self.detail = str(location), detail
        super().__init__(
            f"The server at {self.location} cannot be used: {detail}. Check its address, name and password."
        )


class UndoConflictError(UsageError):
    """A change cannot be taken back because later work stands on it."""

    def __init__(self, what: str, later: str) -> None:
        self.what, self.later = what, later
        super().__init__(f'"{what}" cannot be taken back: later work stands on it ("{later}"). Nothing was changed.')


class ExtraMissingError(UsageError):
    """An optional part of qualcode is not installed."""

    def __init__(self, extra: str, purpose: str) -> None:
        self.extra, self.purpose = extra, purpose
        super().__init__(f'For {purpose}, install the extra "{extra}": pip install "qualcode[{extra}]"')


# Project


class NamedThingNotFoundError(UsageError):
    """A project has nothing of this kind and name."""

    kind = "thing"
    command = "qualcode --help"

    def __init__(self, name: str, known: Sequence[str] = ()) -> None:
        self.name, self.known = name, tuple(known)
        have = "" if known else f" The project has no {self.kind} yet."
        super().__init__(
            f'No {self.kind} named "{name}".{suggestion(name, known)}{have} List them with `{self.command}`.'
        )


class DocumentNotFoundError(NamedThingNotFoundError):
    """No document has the name."""

    kind, command = "document", "qualcode documents"


class ParticipantNotFoundError(NamedThingNotFoundError):
    """No participant has the name."""

    kind, command = "participant", "qualcode participants"


class CoderNotFoundError(NamedThingNotFoundError):
    """No coder has the name."""

    kind, command = "coder", "qualcode progress"


class RoundNotFoundError(NamedThingNotFoundError):
    """No round has the name."""

    kind, command = "round", "qualcode rounds"


class CodebookNotFoundError(NamedThingNotFoundError):
    """No codebook has the name."""

    kind, command = "codebook", "qualcode codebook list"


class RoundExistsError(UsageError):
    """A round of this name exists."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f'There is already a round named "{name}"; choose another name.')


class RoundClosedError(UsageError):
    """A closed round takes no codings."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f'The round "{name}" is closed and takes no more codings. Open another with `qualcode rounds open NAME`.'
        )


class NoCodebookError(UsageError):
    """A project has no shared codebook yet."""

    def __init__(self) -> None:
        super().__init__("The project has no codebook yet. Read one in with `qualcode codebook import FILE.yaml`.")


class CodebookChoiceError(UsageError):
    """Several codebooks could be meant."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        super().__init__(f"The project has several codebooks ({', '.join(names)}); say which with `--codebook NAME`.")


class CodebookChangedMeanwhileError(UsageError):
    """Somebody else saved the codebook since it was read."""

    def __init__(self, name: str, read: int, now: int) -> None:
        self.name, self.read_version, self.now_version = name, read, now
        super().__init__(
            f'The codebook "{name}" was changed meanwhile (version {read} was read, it is at version {now}). '
            "Nothing was saved; look at the new version and try again."
        )


class QuoteNotFoundError(UsageError):
    """The words of a quote stand nowhere in the document."""

    def __init__(self, quote: str, document: str) -> None:
        self.quote, self.document = quote, document
        super().__init__(
            f'The words "{_short(quote)}" are not in {document}. Copy them from the transcript '
            f"(`qualcode documents {document}` shows it)."
        )


class QuoteNotExactError(UsageError):
    """The words of a quote were found only nearly."""

    def __init__(self, quote: str, document: str, nearest: str, score: float) -> None:
        self.quote, self.document, self.nearest, self.score = quote, document, nearest, score
        super().__init__(
            f'The words "{_short(quote)}" are not in {document} as they stand; '
            f'the nearest are "{_short(nearest, 200)}" '
            f"({score:.1f} % alike{_first_difference(quote, nearest)}). "
            "Use those words, or add --fuzzy to take the nearest."
        )


class QuoteAmbiguousError(UsageError):
    """The words of a quote stand in several places."""

    def __init__(self, quote: str, document: str, places: Sequence[tuple[int, str]]) -> None:
        self.quote, self.document, self.places = quote, document, tuple(places)
        shown = "\n".join(f"  --start {start}  … {context} …" for start, context in places[:10])
        more = f"\n  and {len(places) - 10} more" if len(places) > 10 else ""
        super().__init__(
            f'The words "{_short(quote)}" stand in {len(places)} places of {document}. '
            "Quote more words, or choose the place:\n"
            f"{shown}{more}"
        )


class CodeRetiredError(UsageError):
    """A retired code takes no new codings."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f'The code "{name}" is retired and takes no new codings. '
            f'Bring it back with `qualcode codebook retire "{name}" --undo`.'
        )


class NothingToCodeError(UsageError):
    """A project has no document that could be coded."""

    def __init__(self) -> None:
        super().__init__("The project has no document to code yet. Read some in with `qualcode ingest FILES`.")


class NothingToCompareError(UsageError):
    """There is no document that two coders have finished."""

    def __init__(self, round_name: str, finished: Sequence[str], other_rounds: Sequence[str] = ()) -> None:
        self.round_name, self.finished, self.other_rounds = round_name, tuple(finished), tuple(other_rounds)
        elsewhere = "".join(
            f' Two coders have finished documents in round "{name}": try --round {_typed(name)}.'
            for name in other_rounds
        )
        have = "; ".join(finished) if finished else "nobody has finished any"
        super().__init__(
            f'Agreement needs documents that two coders have finished in round "{round_name}" ({have}). '
            f"Mark one as read to its end with `qualcode code DOCUMENT --coder NAME --finish`.{elsewhere}"
        )


def _first_difference(quote: str, nearest: str) -> str:
    """Give the first words in which two passages differ, so that nobody has to look for a missing letter."""
    import difflib

    old, new = quote.split(), nearest.split()
    for kind, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            wrote, stands = " ".join(old[i1:i2][:5]), " ".join(new[j1:j2][:5])
            return f'; you wrote "{wrote}", there stands "{stands}"'
    return ""


def _short(words: str, limit: int = 60) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"


def _typed(name: str) -> str:
    """Give a name as it is typed in a command."""
    return name if name.isalnum() else f'"{name}"'


class CodesInUseError(UsageError):
    """Codes that have codings would vanish."""

    def __init__(self, codebook: str, names: Sequence[str]) -> None:
        self.codebook, self.names = codebook, tuple(names)
        listed = ", ".join(f'"{name}"' for name in self.names)
        super().__init__(
            f'The codebook "{codebook}" was not changed: passages are coded with {listed}, which the new state lacks. '
            "Rename, merge or retire them (`qualcode codebook --help`), so that the codings are carried along."
        )


class QueryError(UsageError):
    """What to look for cannot be read."""

    def __init__(self, query: str, reason: str) -> None:
        self.query, self.reason = query, reason
        super().__init__(f'Cannot look for "{query}": {reason}.')


# Themes


class ThemeNotFoundError(UsageError):
    """There is no theme of this name."""

    def __init__(self, name: str, known: Sequence[str] = ()) -> None:
        self.name = name
        super().__init__(f'There is no theme "{name}".{suggestion(name, known)} List them with `qualcode themes`.')


class PrevalenceScaleError(UsageError):
    """The steps of a scale of prevalence words do not go down from 1 to 0."""

    def __init__(self, problem: str) -> None:
        self.problem = problem
        super().__init__(f"A scale of prevalence words goes down from a share of 1 towards 0, and {problem}.")


class DocumentsCodedError(UsageError):
    """A document that has quotations cannot simply be removed."""

    def __init__(self, name: str, quotations: int) -> None:
        self.name, self.quotations = name, quotations
        noun = "quotation" if quotations == 1 else "quotations"
        super().__init__(
            f"{name} was not removed: it has {quotations} {noun}. Take the codings away first, or keep the document."
        )


class DocumentNameTakenError(UsageError):
    """A file has the name of a document, but other bytes: a changed transcript, or another one."""

    def __init__(self, source_name: str, documents: Sequence[str], free_name: str) -> None:
        self.source_name, self.documents, self.free_name = source_name, tuple(documents), free_name
        taken = " and ".join(documents)
        super().__init__(
            f"{source_name} has other contents than the document of its name ({taken}). If it is a corrected version, "
            f'read it in with --revises "{documents[0]}"; if it is another transcript, with --as "{free_name}".'
        )


class EarlierVersionError(UsageError):
    """A file is the version of a document that was revised since."""

    def __init__(self, source_name: str, document: str) -> None:
        self.source_name, self.document = source_name, document
        super().__init__(
            f"{source_name} is an earlier version of {document}, which was revised since. To go back to it, read it in "
            f'with --revises "{document}".'
        )


class SameBytesError(UsageError):
    """A file that should revise a document is that document already, or another one."""

    def __init__(self, source_name: str, holds: str, document: str) -> None:
        self.source_name, self.holds, self.document = source_name, holds, document
        if holds == document:
            sentence = f"{source_name} is the version of {document} that the project has; nothing was changed."
        else:
            sentence = (
                f"{source_name} is the document {holds} of the project, and cannot be a version of {document} as well; "
                "look whether it is the right file."
            )
        super().__init__(sentence)


class RevisionChoiceError(UsageError):
    """It is not clear which file, or which rows of a table, are the other version of a document."""

    def __init__(self, document: str, path: Path | str, found: Sequence[str]) -> None:
        self.document, self.path, self.found = document, str(path), tuple(found)
        holds = ", ".join(found[:10]) or "no transcript"
        super().__init__(f"{path} holds {holds}; name the one file that is the other version of {document}.")


class QuotationNotFoundError(UsageError):
    """A coder has no such quotation in a document."""

    def __init__(self, quotation_id: str, document: str, coder: str) -> None:
        self.quotation_id, self.document, self.coder = quotation_id, document, coder
        super().__init__(
            f'{coder} has no quotation "{quotation_id}" in {document}. List those that are lost with '
            "`qualcode codings --lost`."
        )


class NameForOneFileError(UsageError):
    """A name was given for several files, or for none."""

    def __init__(self, name: str, n_files: int) -> None:
        self.name, self.n_files = name, n_files
        super().__init__(f'"{name}" can be the name of one document only; {n_files} files were named.')


class ProjectChoiceError(UsageError):
    """It is not clear which project is meant."""

    def __init__(self, found: Sequence[str]) -> None:
        self.found = tuple(found)
        what = (
            f"This folder holds {len(found)} projects ({', '.join(found)})" if found else "This folder holds no project"
        )
        super().__init__(f"{what}; say which with -p PROJECT, or make one with `qualcode init study.qualcode`.")


class NoThemesError(UsageError):
    """A project has no themes yet."""

    def __init__(self) -> None:
        super().__init__("The project has no themes yet. Read them in with `qualcode themes --from themes.yaml`.")


class SampleMissingError(MaterialError):
    """The sample study's files are not there."""

    def __init__(self, folder: Path | str) -> None:
        self.folder = str(folder)
        super().__init__(f"The sample study is missing; it should be in {self.folder}. Install qualcode anew.")


class SampleFolderError(UsageError):
    """The folder for the sample study holds other things."""

    def __init__(self, folder: Path | str) -> None:
        self.folder = str(folder)
        super().__init__(
            f"{self.folder} holds other files and was left as it is; name a new folder for the sample study."
        )


class QuoteElsewhereError(UsageError):
    """The words of a quote stand in the document, but not where they were said to begin."""

    def __init__(self, quote: str, document: str, start: int, starts: Sequence[int]) -> None:
        self.quote, self.document, self.start, self.starts = quote, document, start, tuple(starts)
        shown = [str(one) for one in starts[:10]] + (["further on"] if len(starts) > 10 else [])
        listed = " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)
        super().__init__(f"The words stand in {document}, but not at {start}: they begin at {listed}.")
