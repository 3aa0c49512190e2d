"""Agreement in a project: from saved codings to units, coefficients and intervals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.agreement import AgreementReport, CodedDocument, agreement_report
from qualcode.agreement.units import Rule, Unit
from qualcode.codebook import Codebook
from qualcode.coding import Reading
from qualcode.errors import NothingToCompareError
from qualcode.storage.codings import read_spans
from qualcode.text import Document, Span, paragraph_spans, turn_spans

if TYPE_CHECKING:
    import pandas as pd

    from qualcode.project.project import Project


@dataclass(frozen=True)
class ProjectAgreement:
    """Agreement figures and everything they rest on.

    Attributes:
        report: The figures.
        round: Round of coding whose codings and finished documents count.
        codebook: Name and version.
        splitter: What cut sentences or tokens; empty for other units.
        rolled_up: Whether a code counts the codings of the codes below it.
    """

    report: AgreementReport
    round: str
    codebook: str
    splitter: str
    rolled_up: bool

    def frame(self) -> pd.DataFrame:
        """Give a row for all codes together and one per code; what is undefined is None, with the reason."""
        return self.report.to_frame()

    @property
    def basis(self) -> tuple[str, ...]:
        """What to state beside every figure, one sentence each."""
        report = self.report
        unit = f"Unit: {report.unit}" + (f", coded if {_RULES[report.rule]}" if report.rule else "")
        cut = f" (cut by {self.splitter})" if self.splitter else ""
        left_out = (
            f" Not compared: {', '.join(report.left_out)}, finished by fewer than two." if report.left_out else ""
        )
        return (
            f"{unit}{cut}; n = {report.overall.n_units or 0} units in {len(report.documents)} documents that at least "
            f'two of {", ".join(report.coders)} have finished in round "{self.round}".{left_out}',
            f"Codebook {self.codebook}; "
            + (
                "a code counts the codings of the codes below it."
                if self.rolled_up
                else "each code counts its own codings."
            ),
            f"Overall: Krippendorff's alpha for sets of codes, MASI distance. Intervals at {report.level:.0%}: "
            + (report.overall.interval.method if report.overall.interval else report.overall.interval_reason or "none")
            + ".",
        )


_RULES = {"any": "any of it is", "majority": "at least half of it is", "whole": "all of it is"}


def project_agreement(
    project: Project,
    *,
    codes: Sequence[str] | None = None,
    coders: Sequence[str] | None = None,
    documents: Sequence[str] | None = None,
    unit: Unit = "character",
    rule: Rule = "any",
    round_name: str | None = None,
    codebook: str | None = None,
    roll_up: bool = False,
    level: float = 0.95,
) -> ProjectAgreement:
    """Compute how far coders agree, over the documents they have both finished.

    Args:
        project: Whose codings.
        codes: Names of the codes compared; all of the codebook if None.
        coders: Names of the coders compared; everybody who finished a document if None.
        documents: Names of the documents compared; all if None.
        unit: What counts as one comparable thing.
        rule: When a unit counts as coded: "any" of it, the "majority", the "whole".
        round_name: Round of coding; the latest if None.
        codebook: Whose codes; the shared one if None.
        roll_up: Whether a code counts the codings of the codes below it.
        level: Confidence level of the intervals.

    Raises:
        NothingToCompareError: If no document was finished by two of the coders.
        CodeNotFoundError, CoderNotFoundError, RoundNotFoundError, CodebookNotFoundError
    """
    round_ = project.rounds.get(round_name) if round_name else project.rounds.latest()
    round_name = round_.name if round_ else "main"
    book = project.codebooks.get(codebook)
    compared = [project.coders.get(name).name for name in coders] if coders else None
    counted = _codes(book, codes, roll_up=roll_up)
    gathering = _Gathering(project, round_name, documents, unit)
    gathering.check(compared)
    used = {book.code(name).id: name for names in counted.values() for name in names}
    report = agreement_report(
        gathering.documents(used),
        codes=counted,
        coders=compared,
        unit=unit,
        rule=rule,
        level=level,
    )
    codebook_name = f'"{book.name}" version {book.version}'
    return ProjectAgreement(report, round_name, codebook_name, gathering.splitter, roll_up)


def _codes(book: Codebook, codes: Sequence[str] | None, *, roll_up: bool) -> dict[str, tuple[str, ...]]:
    wanted = [book.code(name) for name in codes] if codes else list(book)
    return {
        code.name: (code.name, *(below.name for below in book.descendants(code))) if roll_up else (code.name,)
        for code in wanted
    }


class _Gathering:
    """Collects, for each document, who finished it, what they coded, and where its units are."""

    def __init__(self, project: Project, round_name: str, documents: Sequence[str] | None, unit: Unit) -> None:
        self.project, self.round_name, self.unit = project, round_name, unit
        named = [project.documents.get(name) for name in documents] if documents else project.documents.list()
        self.named = named
        self.splitter = ""
        coders = {coder.id: coder.name for coder in project.coders.list()}
        finished = [] if not project.rounds.list() else project.readings.list(round_name=round_name)
        self.finished = self._finished(finished, coders)

    def check(self, coders: Sequence[str] | None) -> None:
        """Refuse when no document was finished by two of the coders."""
        wanted = set(coders) if coders else None
        for document in self.named:
            readers = set(self.finished[document.id])
            if len(readers & wanted if wanted else readers) >= 2:
                return
        by_coder: dict[str, list[str]] = defaultdict(list)
        for document in self.named:
            for coder in self.finished[document.id]:
                by_coder[coder].append(document.name)
        told = [f"{coder} has finished {', '.join(names)}" for coder, names in sorted(by_coder.items())]
        raise NothingToCompareError(self.round_name, told, self._other_rounds(wanted))

    def _other_rounds(self, wanted: set[str] | None) -> list[str]:
        """Give the other rounds in which two of the coders have finished one of the documents."""
        coders = {coder.id: coder.name for coder in self.project.coders.list()}
        named = {document.id for document in self.named}
        readers: dict[tuple[str, str], set[str]] = defaultdict(set)
        for reading in self.project.readings.list():
            coder = coders[reading.coder_id]
            if reading.finished and reading.document_id in named and (wanted is None or coder in wanted):
                readers[reading.round_id, reading.document_id].add(coder)
        comparable = {round_id for (round_id, _), names in readers.items() if len(names) > 1}
        rounds = self.project.rounds.list()
        return [one.name for one in rounds if one.id in comparable and one.name != self.round_name]

    def documents(self, codes: Mapping[str, str]) -> list[CodedDocument]:
        """Give the documents with the spans of some codes, which are given as names by id."""
        import numpy as np

        spans = self._spans(codes)
        return [
            CodedDocument(
                document.name,
                document.n_chars,
                tuple(sorted(self.finished[document.id])),
                {
                    coder: {code: np.array(places, dtype=np.int64) for code, places in codes.items()}
                    for coder, codes in spans[document.id].items()
                },
                self._units(document),
            )
            for document in self.named
        ]

    def _spans(self, codes: Mapping[str, str]) -> dict[str, dict[str, dict[str, list[tuple[int, int]]]]]:
        found: dict[str, dict[str, dict[str, list[tuple[int, int]]]]] = defaultdict(
            lambda: defaultdict(lambda: defaultdict(list))
        )
        round_id = self.project.rounds.get(self.round_name).id
        with self.project.store.read() as connection:
            for one in read_spans(connection, code_ids=codes, round_id=round_id):
                found[one.document_id][one.coder][codes[one.code_id]].append((one.start, one.end))
        return found

    def _units(self, document: Document) -> list[tuple[int, int]] | None:
        if self.unit in ("character", "document"):
            return None
        return [(span.start, span.end) for span in self._unit_spans(document)]

    def _unit_spans(self, document: Document) -> Sequence[Span]:
        text, turns = self.project.documents.text(document.id), self.project.documents.turns(document.id)
        if self.unit == "turn":
            return turn_spans(text, turns)
        if self.unit in ("paragraph", "line"):
            return paragraph_spans(text)
        from qualcode.ingest import sentence_spans, token_spans

        cut = (sentence_spans if self.unit == "sentence" else token_spans)(text, turns, document.language)
        self.splitter = cut.splitter
        return cut.spans

    @staticmethod
    def _finished(readings: Sequence[Reading], coders: dict[str, str]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for reading in readings:
            if reading.finished:
                found[reading.document_id].append(coders[reading.coder_id])
        return found
