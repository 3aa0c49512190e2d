"""`qualcode agree`: how far coders agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from qualcode.cli.open_rounds import warn_of_open_rounds
from qualcode.cli.options import codebook_option, format_option, opened, project_option, round_option
from qualcode.cli.output import figure, print_frame, say

if TYPE_CHECKING:
    from qualcode.agreement import Agreement, AgreementReport
    from qualcode.agreement.report import CodeAgreement
    from qualcode.project.agreement import ProjectAgreement

_EXAMPLE = """\b
Examples
  qualcode agree
  qualcode agree --unit sentence --roll-up --code "Client needs" --code Challenges
  qualcode agree --round main --format csv > agreement.csv
"""
UNITS = ["character", "token", "sentence", "turn", "paragraph", "document"]
_FEW = " *"
_MANY = 3


@click.command(epilog=_EXAMPLE)
@click.option("--unit", type=click.Choice(UNITS), default="character", show_default=True, help="What is compared.")
@click.option(
    "--rule",
    type=click.Choice(["any", "majority", "whole"]),
    default="any",
    show_default=True,
    help="When a unit counts as coded: any of it is, at least half, or all of it.",
)
@click.option("--coder", "coders", multiple=True, help="Compare these; may be given several times. Without it: all.")
@click.option("--code", "codes", multiple=True, help="Only this code; may be given several times.")
@click.option("--document", "documents", multiple=True, help="Only this document; may be given several times.")
@click.option("--roll-up", is_flag=True, help="A code counts the codings of the codes below it.")
@click.option(
    "--level", type=click.FloatRange(0.5, 0.999), default=0.95, show_default=True, help="Level of the intervals."
)
@click.option("--used", is_flag=True, help="Leave out codes that nobody used.")
@round_option
@codebook_option
@format_option
@project_option
def agree(output_format: str, location: str | None, used: bool, **choices: Any) -> None:
    """Compute how far coders agree, with intervals.

    Only documents that both coders have finished are compared: text they left uncoded is a decision, text they did not
    read is none. Intervals leave out one document at a time, for documents, not characters, are what was sampled.
    """
    lists = {name: list(choices.pop(name)) or None for name in ("coders", "codes", "documents")}
    if lists["coders"] and len(set(lists["coders"])) < 2:
        raise click.UsageError("Agreement takes two coders: give --coder at least twice, or leave it out for all.")
    with opened(location) as project:
        warn_of_open_rounds(project, choices["round_name"])
        agreement = project.agreement(**lists, **choices)
    if not lists["codes"]:
        _check_codebook_was_shared(agreement)
    print_agreement(agreement, output_format, used_only=used)


def _check_codebook_was_shared(agreement: ProjectAgreement) -> None:
    """Refuse codes that nobody gave, and warn of those that only one coder worked with."""
    report = agreement.report
    used_by = [coder for coder in report.coders if any(code.spans[coder] for code in report.codes)]
    where = f'codebook {agreement.codebook} in round "{agreement.round}"'
    if not used_by:
        raise click.UsageError(
            f"Nobody gave a code of {where}. Choose another round with --round, or another codebook with --codebook."
        )
    if len(used_by) == 1 and len(report.codes) > 1:
        say(
            f"Only {used_by[0]} gave codes of {where}: if the others coded with lists of their own, these figures say "
            "nothing about agreement."
        )


def print_agreement(agreement: ProjectAgreement, output_format: str, *, used_only: bool = False) -> None:
    """Print the figures with what they rest on."""
    import pandas as pd

    report = agreement.report
    shown = [code for code in report.codes if not used_only or _is_used(code)]
    if output_format in {"csv", "json"}:
        frame = agreement.frame()
        # The first row is the one for all codes together.
        keep = [0, *(at for at, code in enumerate(report.codes, start=1) if code in shown)]
        print_frame(frame.iloc[keep], output_format, note="\n".join(agreement.basis))
        return
    rows = [_overall_row(report), *(_row(report, code) for code in shown)]
    frame = pd.DataFrame(rows).dropna(axis="columns", how="all").fillna("")
    note = "\n".join([*agreement.basis, _columns_explained(report), *_remarks(shown)])
    figures = [*report.coders, "documents", "share of text", "interval", "alpha", "positive", "percent", "kappa"]
    print_frame(
        frame, output_format, note=note, spare=["positive", "share of text", "kappa", "percent"], figures=figures
    )


def _is_used(code: CodeAgreement) -> bool:
    return any(code.spans.values())


def _overall_row(report: AgreementReport) -> dict[str, object]:
    from qualcode.agreement.report import OVERALL

    blank = dict.fromkeys(report.coders, "")
    return {"code": OVERALL, **blank, "documents": len(report.documents), **_alpha(report.overall)}


def _row(report: AgreementReport, code: CodeAgreement) -> dict[str, object]:
    return {
        "code": f"{code.code}{_FEW if code.too_few else ''}",
        **{coder: str(code.spans[coder]) for coder in report.coders},
        "documents": code.n_documents,
        **_alpha(code.alpha),
        "positive": _figure(code.positive),
        "share of text": None if code.share_of_text is None else f"{code.share_of_text:.1%}",
        "kappa": _figure(code.kappa),
        "percent": None if code.percent.value is None else f"{code.percent.value:.1%}",
    }


def _alpha(alpha: Agreement) -> dict[str, str]:
    between = alpha.interval
    return {
        "interval": "none" if between is None else f"{figure(between.low, 2)} to {figure(between.high, 2)}",
        "alpha": "undefined" if alpha.value is None else figure(alpha.value, 3),
    }


def _figure(agreement: Agreement) -> str | None:
    return None if agreement.value is None else figure(agreement.value, 2)


def _columns_explained(report: AgreementReport) -> str:
    coders = ", ".join(report.coders)
    return (
        f"Columns. {coders}: passages marked by each, overlapping ones merged. documents: in how many somebody gave "
        "the code. interval, alpha: Krippendorff's alpha of code against no code (1 perfect, 0 as by chance, below 0 "
        "worse). positive: of the text that a coder coded, the share that the other coded too, both taken together. "
        "share of text: characters coded of those read, all coders together. kappa: Cohen's. percent: units on which "
        "the coders did the same; most are left uncoded by all, so it is high for every rare code."
    )


def _remarks(codes: Iterable[CodeAgreement]) -> list[str]:
    """Say which figures are none, and why; codes with the same reason share a sentence."""
    from qualcode.agreement.report import FEWEST_DOCUMENTS_WITH_CODE, FEWEST_SPANS

    codes = list(codes)
    told: dict[str, list[str]] = defaultdict(list)
    for code in codes:
        if code.alpha.value is None:
            told[f"alpha is undefined, {code.alpha.reason}"].append(code.code)
        elif code.alpha.interval is None:
            told[f"no interval, {code.alpha.interval_reason}"].append(code.code)
    few = [
        f"* Too few to judge: fewer than {FEWEST_SPANS} passages of all coders together, or in fewer than "
        f"{FEWEST_DOCUMENTS_WITH_CODE} documents."
    ]
    return [
        *(few if any(code.too_few for code in codes) else []),
        *(f"{_listed(names)}: {why}." for why, names in told.items()),
    ]


def _listed(names: list[str]) -> str:
    if len(names) <= _MANY + 1:
        return ", ".join(names)
    return f"{', '.join(names[:_MANY])} and {len(names) - _MANY} more"
