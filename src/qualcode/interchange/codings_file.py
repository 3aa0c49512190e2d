"""Codings files: what a coder did, written down in YAML or in a table (CSV, TSV, XLSX).

YAML groups the codings by document:

    coder: ana
    round: main
    codebook: noble2011
    documents:
      P04:
        finished: true
        codings:
          - code: Safety
            quote: "the exact words"
          - codes: [Education, Lack of time]
            start: 120
            end: 188
            unsure: true
            memo: why

A table has one row per coding, with the columns document, coder, code, quote or start and end, memo, certainty.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from qualcode.coding import Certainty
from qualcode.errors import FileUnreadableError, Issue, suggestion
from qualcode.ingest.decode import decode_text
from qualcode.ingest.read import read_source
from qualcode.ingest.tables import Table, read_table

MAX_BYTES = 50_000_000
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_YES = {"true", "yes", "y", "1", "x"}
_NO = {"false", "no", "n", "0", ""}

_ROW_FIELDS = {
    "document": {"document", "doc", "file", "transcript", "source"},
    "coder": {"coder", "user", "coded_by", "who"},
    "code": {"code", "codes", "label", "tag"},
    "quote": {"quote", "quotation", "words", "text", "segment", "passage"},
    "start": {"start", "start_char", "from", "begin"},
    "end": {"end", "end_char", "to"},
    "memo": {"memo", "comment", "note"},
    "certainty": {"certainty"},
    "unsure": {"unsure"},
    "round": {"round"},
    "finished": {"finished", "done"},
}
_NEAR = 0.8
_FILE_FIELDS = ("coder", "round", "codebook", "documents", "codings")
_DOCUMENT_FIELDS = ("finished", "codings")


@dataclass(frozen=True, slots=True)
class FileCoding:
    """One passage of a codings file.

    Attributes:
        quote: Its words; empty when it is given by `start` and `end`.
        line, row: Where it stands in the file: line of a YAML file or row of a table.
    """

    document: str
    codes: tuple[str, ...]
    quote: str = ""
    start: int | None = None
    end: int | None = None
    coder: str = ""
    round: str = ""
    certainty: Certainty = "sure"
    memo: str = ""
    line: int | None = None
    row: int | None = None

    @property
    def where(self) -> str:
        """The place in the file, in words."""
        return f"row {self.row}" if self.row else ""

    def issue(self, message: str) -> Issue:
        """Give a mistake at this place."""
        return Issue(message, line=self.line, where=self.where)


@dataclass(frozen=True)
class CodingsFile:
    """A codings file as read.

    Attributes:
        coder, round, codebook: For the whole file; empty where the file does not say.
        finished: Pairs of document and coder: documents that the coder has read to the end.
        issues: Everything found wrong.
        faulty: Passages with a mistake of form; they cannot be taken in, but the names in them can be looked up.
        stopped: Whether a mistake concerns the whole file, so that no part of it can be taken in.
    """

    codings: tuple[FileCoding, ...]
    coder: str = ""
    round: str = ""
    codebook: str = ""
    finished: tuple[tuple[str, str], ...] = ()
    issues: tuple[Issue, ...] = ()
    faulty: tuple[FileCoding, ...] = ()
    stopped: bool = False


def read_codings_file(path: Path | str) -> CodingsFile:
    """Read a codings file: YAML, CSV, TSV or XLSX, told apart by its ending.

    Raises:
        MaterialError: If it cannot be opened, is too large, damaged, or of another kind.
    """
    source = read_source(path, max_bytes=MAX_BYTES)
    if source.suffix in {".yaml", ".yml"}:
        return parse_codings_yaml(decode_text(source.name, source.data).text)
    if source.suffix in {".csv", ".tsv", ".xlsx"}:
        return parse_codings_table(read_table(source))
    raise FileUnreadableError(path, f'a codings file ends in .yaml, .csv, .tsv or .xlsx, not "{source.suffix}"')


def parse_codings_yaml(text: str) -> CodingsFile:
    """Read the text of a YAML codings file."""
    try:
        root = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        hint = "; put quotes that hold a colon or a # into double quotes"
        return CodingsFile(
            (),
            issues=(Issue(f"this is not YAML: {problem}{hint}", line=mark.line + 1 if mark else None),),
            stopped=True,
        )
    except RecursionError:
        return CodingsFile((), issues=(Issue("the lists are nested too deeply"),), stopped=True)
    return _YamlReading().file(root)


def parse_codings_table(table: Table) -> CodingsFile:
    """Read the rows of a table."""
    columns = _columns(table.header.cells)
    missing = _missing_columns(columns)
    issues = missing + _misspelt_columns(table.header.cells, columns)
    stopped = bool(issues)
    codings: list[FileCoding] = []
    faulty: list[FileCoding] = []
    finished: list[tuple[str, str]] = []
    for row in table.rows if not missing else ():
        cells = dict(enumerate(row.cells))
        values = {name: _unguarded(cells.get(at, "").strip()) for name, at in columns.items()}
        if values.get("finished", "").lower() in _YES and values["document"]:
            finished.append((values["document"], values.get("coder", "")))
        coding, wrong = _coding_of_row(row.line, values)
        issues += wrong
        if coding is not None:
            (faulty if wrong else codings).append(coding)
    return CodingsFile(
        tuple(codings),
        finished=tuple(dict.fromkeys(finished)),
        issues=tuple(issues),
        faulty=tuple(faulty),
        stopped=stopped,
    )


def _columns(headers: Sequence[str]) -> dict[str, int]:
    """Give, for every field known, the number of the column that holds it."""
    found: dict[str, int] = {}
    for at, header in enumerate(headers):
        key = _column_key(header)
        for name, spellings in _ROW_FIELDS.items():
            if key in spellings:
                found.setdefault(name, at)
    return found


def _column_key(header: str) -> str:
    return re.sub(r"[\s-]+", "_", header.strip().lower())


def _misspelt_columns(headers: Sequence[str], columns: Mapping[str, int]) -> list[Issue]:
    """Find columns that are nearly named like a field which no column holds; all others are simply extra."""
    fields = {spelling: name for name, spellings in _ROW_FIELDS.items() for spelling in spellings}
    wrong = []
    for header in headers:
        key = _column_key(header)
        # "start_time" or "document_id" is another thing, not a slip of the pen.
        if len(key) < 4 or not fields.keys().isdisjoint(key.split("_")):
            continue
        near = difflib.get_close_matches(key, fields, n=1, cutoff=_NEAR)
        if near and fields[near[0]] not in columns:
            wrong.append(Issue(f'there is no column "{header.strip()}". Did you mean "{near[0]}"?', where="row 1"))
    return wrong


def _unguarded(cell: str) -> str:
    """Take away the mark that keeps a spreadsheet from running a cell as a formula."""
    return cell[1:] if _GUARDED.match(cell) else cell


def _missing_columns(columns: Mapping[str, int]) -> list[Issue]:
    missing = {name: "" for name in ("document", "code") if name not in columns}
    if "quote" not in columns and not {"start", "end"} <= set(columns):
        missing["quote"] = " (or start and end)"
    return [
        Issue(
            f"the table has no column {name}{instead}; its first row should name the columns. "
            f"Accepted for {name}: {', '.join(sorted(_ROW_FIELDS[name]))}",
            where="row 1",
        )
        for name, instead in missing.items()
    ]


def _coding_of_row(number: int, values: Mapping[str, str]) -> tuple[FileCoding | None, list[Issue]]:
    wrong: list[str] = []
    start, end = (_position(values.get(name, ""), name, wrong) for name in ("start", "end"))
    codes = tuple(code.strip() for code in values["code"].split(";") if code.strip())
    quote = values.get("quote", "")
    if not values["document"]:
        wrong.append("the row names no document")
    if values.get("finished", "").lower() in _YES and not codes and not quote:
        return None, [Issue(message, where=f"row {number}") for message in wrong]
    certainty = _certainty(values.get("certainty", ""), values.get("unsure", ""), wrong)
    coding = FileCoding(
        values["document"], codes, quote, start, end, values.get("coder", ""), values.get("round", ""), certainty,
        values.get("memo", ""), row=number,
    )  # fmt: skip
    wrong += _place_and_codes(coding)
    return coding, [Issue(message, where=f"row {number}") for message in wrong]


def _place_and_codes(coding: FileCoding) -> list[str]:
    wrong = [] if coding.codes else ["there is no code"]
    if not coding.quote and (coding.start is None or coding.end is None):
        wrong.append("there is no quote, and no start and end")
    return wrong


def _position(written: str, name: str, wrong: list[str]) -> int | None:
    if not written:
        return None
    # Spreadsheets turn 120 into 120.0.
    plain = re.sub(r"\.0+\Z", "", written)
    if not plain.isdecimal():
        wrong.append(f'{name} should be a whole number, not "{written}"')
        return None
    return int(plain)


def _certainty(certainty: str, unsure: str, wrong: list[str]) -> Certainty:
    if certainty and certainty.lower() not in {"sure", "unsure"}:
        wrong.append(f'certainty is "sure" or "unsure", not "{certainty}"')
    if unsure.lower() not in _YES | _NO:
        wrong.append(f'unsure is yes or no, not "{unsure}"')
    return "unsure" if certainty.lower() == "unsure" or unsure.lower() in _YES else "sure"


@dataclass
class _YamlReading:
    """One pass over the nodes of a YAML file; remembers what was wrong."""

    issues: list[Issue] = field(default_factory=list)
    codings: list[FileCoding] = field(default_factory=list)
    faulty: list[FileCoding] = field(default_factory=list)
    finished: list[tuple[str, str]] = field(default_factory=list)

    def file(self, root: yaml.Node | None) -> CodingsFile:
        if not isinstance(root, yaml.MappingNode):
            message = "a codings file names its coder and, under `documents:`, the codings of each document"
            return CodingsFile((), issues=(Issue(message, line=1),), stopped=True)
        values: dict[str, str] = {}
        parts: list[tuple[str, yaml.Node]] = []
        for key, node in self._fields(root, _FILE_FIELDS):
            if key in {"documents", "codings"}:
                parts.append((key, node))
            else:
                values[key] = self._text(node)
        stopped = bool(self.issues)
        for key, node in parts:
            if key == "documents":
                self._documents(node)
            else:
                self._codings(node, "")
        coder = values.get("coder", "")
        finished = tuple((document, coder) for document, _ in self.finished)
        issues = tuple(sorted(self.issues, key=lambda issue: issue.line or 0))
        return CodingsFile(
            tuple(self.codings), coder, values.get("round", ""), values.get("codebook", ""), finished, issues,
            tuple(self.faulty), stopped,
        )  # fmt: skip

    def _documents(self, node: yaml.Node) -> None:
        if not isinstance(node, yaml.MappingNode):
            self._wrong(node, "under `documents:` stands the name of each document, followed by a colon")
            return
        for key_node, value in node.value:
            document = self._text(key_node)
            if isinstance(value, yaml.SequenceNode):
                self._codings(value, document)
                continue
            for key, inner in self._fields(value, _DOCUMENT_FIELDS):
                if key == "codings":
                    self._codings(inner, document)
                elif self._truth(inner):
                    self.finished.append((document, ""))

    def _codings(self, node: yaml.Node, document: str) -> None:
        if isinstance(node, yaml.ScalarNode) and not node.value.strip():
            return
        if not isinstance(node, yaml.SequenceNode):
            self._wrong(node, "codings are a list, each beginning with a dash")
            return
        for entry in node.value:
            self._coding(entry, document)

    def _coding(self, node: yaml.Node, document: str) -> None:
        if not isinstance(node, yaml.MappingNode):
            self._wrong(node, "a coding has fields: a code, and a quote or start and end, each followed by a colon")
            return
        before = len(self.issues)
        values: dict[str, Any] = {"document": document}
        codes: tuple[str, ...] = ()
        known = tuple(_ROW_FIELDS) if not document else tuple(name for name in _ROW_FIELDS if name != "document")
        for key, value in self._fields(node, (*known, "codes")):
            if key in {"code", "codes"}:
                codes += self._names(value)
            else:
                values[key] = self._text(value)
        wrong: list[str] = []
        coding = FileCoding(
            str(values["document"]), codes, values.get("quote", ""),
            _position(values.get("start", ""), "start", wrong), _position(values.get("end", ""), "end", wrong),
            values.get("coder", ""), values.get("round", ""),
            _certainty(values.get("certainty", ""), values.get("unsure", ""), wrong),
            values.get("memo", ""), line=int(node.start_mark.line) + 1,
        )  # fmt: skip
        wrong += _place_and_codes(coding)
        for message in wrong:
            self._wrong(node, message)
        (self.codings if len(self.issues) == before else self.faulty).append(coding)

    def _fields(self, node: yaml.Node, known: tuple[str, ...]) -> Iterator[tuple[str, yaml.Node]]:
        if not isinstance(node, yaml.MappingNode):
            self._wrong(node, f"here should be fields ({', '.join(known)}), each followed by a colon")
            return
        for key_node, value in node.value:
            key = self._text(key_node).strip().lower()
            if key in known:
                yield key, value
            else:
                self._wrong(
                    key_node, f'there is no field "{key}".{suggestion(key, known)} Known are {", ".join(known)}'
                )

    def _names(self, node: yaml.Node) -> tuple[str, ...]:
        parts = node.value if isinstance(node, yaml.SequenceNode) else [node]
        return tuple(name for part in parts if (name := self._text(part)))

    def _text(self, node: yaml.Node) -> str:
        if not isinstance(node, yaml.ScalarNode):
            self._wrong(node, "here should be plain text; if it holds a colon, put it in quotes")
            return ""
        return "" if node.tag.endswith(":null") and node.value in {"", "~", "null"} else str(node.value).strip()

    def _truth(self, node: yaml.Node) -> bool:
        word = self._text(node).lower()
        if word not in _YES | _NO:
            self._wrong(node, f'finished is true or false, not "{word}"')
        return word in _YES

    def _wrong(self, node: yaml.Node, message: str) -> None:
        self.issues.append(Issue(message, line=int(node.start_mark.line) + 1))
