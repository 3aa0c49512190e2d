"""The report: one overall figure for codings with many codes, and a row for every code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import TYPE_CHECKING

import numpy as np

from qualcode.agreement.alpha import krippendorff_alpha
from qualcode.agreement.cohen import cohen_kappa
from qualcode.agreement.continuum import mark_units
from qualcode.agreement.documents import CodedDocument, Strip, choose_coders, lay_out
from qualcode.agreement.percent import percent_agreement
from qualcode.agreement.result import Agreement
from qualcode.agreement.specific import positive_agreement
from qualcode.agreement.unitizing import compare_units
from qualcode.agreement.units import Rule, Unit, rate_code, rate_sets

if TYPE_CHECKING:
    import pandas as pd

FEWEST_SPANS = 10
FEWEST_DOCUMENTS_WITH_CODE = 3

OVERALL = "overall (sets of codes)"
"""Name of the row for all codes together in `AgreementReport.to_frame`."""


@dataclass(frozen=True)
class CodeAgreement:
    """Agreement on one code.

    Attributes:
        code: The code.
        spans: Number of spans by each coder, overlapping and touching ones merged.
        n_documents: Documents in which somebody gave the code.
        share_of_text: Characters coded with it over characters read, all coders together: its prevalence, 0
            to 1.
        percent: Percent agreement.
        kappa: Cohen's kappa; undefined unless there are two coders.
        alpha: Krippendorff's alpha of code against no code, with its interval.
        positive: Positive agreement.
        too_few: Whether there are too few spans (under 10, all coders together) or documents with the code
            (under 3) to judge it by these figures.
    """

    code: str
    spans: Mapping[str, int]
    n_documents: int
    share_of_text: float | None
    percent: Agreement
    kappa: Agreement
    alpha: Agreement
    positive: Agreement
    too_few: bool


@dataclass(frozen=True)
class AgreementReport:
    """What coders agree on, overall and code by code.

    Attributes:
        overall: Krippendorff's alpha for the sets of codes on each unit, with the MASI distance and its
            interval.
        u_alpha_binary: |uα: whether they marked the same text, whatever the code; touching spans count as one.
        cu_alpha: cuα: whether they gave the same codes to text that both of a pair marked. Where a coder's spans
            overlap, the pieces carry the set of codes.
        coverage: Share of the text on which cuα rests.
        codes: One entry per code, in the order asked for.
        documents: Documents compared: those that at least two of the coders finished.
        left_out: Documents given but not compared, as fewer than two of the coders finished them.
        coders: Who is compared.
        unit: What is compared.
        rule: When a unit counts as coded; None for characters.
        level: Confidence level of the intervals.
    """

    overall: Agreement
    u_alpha_binary: Agreement
    cu_alpha: Agreement
    coverage: float | None
    codes: tuple[CodeAgreement, ...]
    documents: tuple[str, ...]
    left_out: tuple[str, ...]
    coders: tuple[str, ...]
    unit: str
    rule: str | None
    level: float

    def to_frame(self) -> pd.DataFrame:
        """Give a row for all codes together and one per code; what is undefined is None, with the reason."""
        import pandas as pd

        rows = [self._overall_row(), *(self._code_row(code) for code in self.codes)]
        return pd.DataFrame(rows, dtype=object)

    def _overall_row(self) -> dict[str, object]:
        return {
            "code": OVERALL,
            **{f"spans_{coder}": None for coder in self.coders},
            "documents": self.overall.n_documents,
            "share_of_text": None,
            "percent_agreement": None,
            "cohen_kappa": None,
            **_alpha_cells(self.overall),
            "positive_agreement": None,
            "too_few_to_judge": None,
            "reason": _reasons(self.overall),
        }

    def _code_row(self, code: CodeAgreement) -> dict[str, object]:
        return {
            "code": code.code,
            **{f"spans_{coder}": code.spans[coder] for coder in self.coders},
            "documents": code.n_documents,
            "share_of_text": code.share_of_text,
            "percent_agreement": code.percent.value,
            "cohen_kappa": code.kappa.value,
            **_alpha_cells(code.alpha),
            "positive_agreement": code.positive.value,
            "too_few_to_judge": code.too_few,
            "reason": _reasons(code.percent, code.kappa, code.alpha, code.positive),
        }


def agreement_report(
    documents: Sequence[CodedDocument],
    *,
    codes: Sequence[str] | Mapping[str, Sequence[str]],
    coders: Sequence[str] | None = None,
    unit: Unit = "character",
    rule: Rule = "any",
    level: float = 0.95,
) -> AgreementReport:
    """Compare coders on coded documents, over all codes together and code by code.

    Args:
        documents: The coded documents. Those that fewer than two of the coders finished are named, not
            compared.
        codes: The codes compared; or each of them with the codes that count as it, for example
            {"trust": ("trust", "trust/doctor")} to roll a branch up into its parent.
        coders: Who is compared; everybody who finished a document if None.
        unit: What is compared. "character" and "document" need no unit spans.
        rule: When a coder coded a unit: "any" of it, the "majority" (at least half its length), the "whole".
        level: Confidence level of the intervals, which are jackknifed over documents.

    Returns:
        The report. Nothing in it is guessed: a figure that is undefined is None and says why.

    Raises:
        UncountableSpanError: If a span is empty, backwards or beyond the text.
        UnitSpansError: If a document has no usable unit spans.
        UnknownChoiceError: If there is no such unit, rule or coder.
        DuplicateDocumentError: If two documents have the same name.
    """
    members = codes if isinstance(codes, Mapping) else {code: (code,) for code in codes}
    compared = choose_coders(documents, coders)
    both = [len(set(compared) & set(document.coders)) >= 2 for document in documents]
    strip = lay_out(compress(documents, both), codes=members, coders=compared)
    overall = krippendorff_alpha(
        rate_sets(strip, unit=unit, rule=rule), metric="masi", interval="jackknife-documents", level=level
    )
    seen = compare_units(mark_units(strip.any_code(), "raise"), interval="jackknife-documents", level=level)
    named = compare_units(mark_units(strip, "split"), interval="jackknife-documents", level=level, each_code=False)
    return AgreementReport(
        overall=overall,
        u_alpha_binary=seen.u_alpha_binary,
        cu_alpha=named.cu_alpha,
        coverage=named.coverage,
        codes=tuple(_report_code(strip, code, unit, rule, level) for code in range(len(strip.codes))),
        documents=strip.names,
        left_out=tuple(doc.document for doc, kept in zip(documents, both, strict=True) if not kept),
        coders=strip.coders,
        unit=unit,
        rule=overall.rule,
        level=level,
    )


def _report_code(strip: Strip, code: int, unit: Unit, rule: Rule, level: float) -> CodeAgreement:
    ratings = rate_code(strip, code, unit=unit, rule=rule)
    spans = strip.spans.of_code(code)
    n_documents = len(np.unique(strip.document_at(spans.start)))
    counts = np.bincount(spans.coder, minlength=len(strip.coders))
    read = int((strip.finished * strip.length[:, None]).sum())
    return CodeAgreement(
        code=strip.codes[code],
        spans=dict(zip(strip.coders, counts.tolist(), strict=True)),
        n_documents=n_documents,
        share_of_text=int((spans.end - spans.start).sum()) / read if read else None,
        percent=percent_agreement(ratings),
        kappa=cohen_kappa(ratings),
        alpha=krippendorff_alpha(ratings, interval="jackknife-documents", level=level),
        positive=positive_agreement(ratings),
        too_few=len(spans.start) < FEWEST_SPANS or n_documents < FEWEST_DOCUMENTS_WITH_CODE,
    )


def _alpha_cells(alpha: Agreement) -> dict[str, object]:
    return {
        "krippendorff_alpha": alpha.value,
        "alpha_low": None if alpha.interval is None else alpha.interval.low,
        "alpha_high": None if alpha.interval is None else alpha.interval.high,
    }


def _reasons(*figures: Agreement) -> str | None:
    """Say why figures are undefined or lack their interval; None when nothing is missing."""
    told = [f"{figure.name}: {figure.reason}" for figure in figures if figure.reason]
    told += [
        f"interval: {figure.interval_reason}" for figure in figures if figure.interval_reason and not figure.reason
    ]
    return "; ".join(told) or None
