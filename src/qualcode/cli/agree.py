"""`qualcode agree`: how far coders agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from qualcode.cli.options import codebook_option, format_option, opened, project_option, round_option
from qualcode.cli.output import print_frame

if TYPE_CHECKING:
    import pandas as pd

    from qualcode.project.agreement import ProjectAgreement

_EXAMPLE = """\b
Examples
  qualcode agree
  qualcode agree --unit sentence --roll-up --code "Client needs" --code Challenges
  qualcode agree --round pilot --format csv > agreement.csv
"""
UNITS = ["character", "token", "sentence", "turn", "paragraph", "document"]


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
    with opened(location) as project:
        agreement = project.agreement(**lists, **choices)
    print_agreement(agreement, output_format, used_only=used)


def print_agreement(agreement: ProjectAgreement, output_format: str, *, used_only: bool = False) -> None:
    """Print the figures with what they rest on."""
    frame = agreement.frame()
    if used_only:
        spans = [column for column in frame.columns if column.startswith("spans_")]
        frame = frame[frame[spans].isna().all(axis=1) | (frame[spans].fillna(0).sum(axis=1) > 0)]
    if output_format in {"table", "markdown"}:
        frame = _for_reading(frame)
    print_frame(frame, output_format, note="\n".join(agreement.basis))


def _for_reading(frame: pd.DataFrame) -> pd.DataFrame:
    """Give the columns a person reads, interval before point."""
    import pandas as pd

    rows = [_row({str(name): value for name, value in row.items()}) for row in frame.to_dict("records")]
    return pd.DataFrame(rows)


def _row(row: dict[str, Any]) -> dict[str, Any]:
    spans = {name.removeprefix("spans_"): value for name, value in row.items() if name.startswith("spans_")}
    alpha, low, high = row["krippendorff_alpha"], row["alpha_low"], row["alpha_high"]
    interval = "" if low is None else f"{low:.2f} to {high:.2f}"
    return {
        "code": row["code"],
        **{coder: "" if count is None else f"{count:g}" for coder, count in spans.items()},
        "documents": row["documents"],
        "share of text": _percent(row["share_of_text"]),
        "interval": interval or "none",
        "alpha": "undefined" if alpha is None else f"{alpha:.3f}",
        "positive": _two(row["positive_agreement"]),
        "percent": _percent(row["percent_agreement"]),
        "kappa": _two(row["cohen_kappa"]),
        "remark": _remark(row),
    }


def _remark(row: dict[str, Any]) -> str:
    if row["krippendorff_alpha"] is None:
        return str(row["reason"] or "").split(";")[0]
    if row["too_few_to_judge"]:
        return "too few to judge"
    return "" if row["alpha_low"] is not None else "no interval"


def _two(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _percent(value: float | None) -> str:
    return "" if value is None else f"{value:.1%}"
