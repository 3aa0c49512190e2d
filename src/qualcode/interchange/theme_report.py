"""The report of themes: one HTML file in which every claim leads to the words, their place and their coders.

The file stands alone: no script, no font, picture or style from elsewhere. The same inputs give the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from qualcode._version import __version__
from qualcode.codebook.codebook import Codebook
from qualcode.interchange.script_runs import script_runs
from qualcode.interchange.theme_report_view import DocumentView, clock, document_views, theme_views
from qualcode.themes.choices import FoundChoice
from qualcode.themes.document import ReadDocument
from qualcode.themes.prevalence import CountRule, ThemePrevalence, finished_codings, theme_prevalence
from qualcode.themes.quotes import EXEMPLAR_RULE, ThemeQuote, exemplars, theme_quotes
from qualcode.themes.scale import DEFAULT_SCALE, PrevalenceScale
from qualcode.themes.theme import ThemeTree, theme_codes

if TYPE_CHECKING:
    import pandas as pd

# A table of themes by participants wider than this is no help on paper.
_MAX_PARTICIPANT_COLUMNS = 30


@dataclass(frozen=True)
class ThemeReport:
    """Everything a report of themes says.

    Attributes:
        study: Name of the study.
        documents: In the order of the report; those nobody has finished are listed and not counted.
        quotes, exemplars: By id of theme; a domain has those of its own codes only.
        built_of: Names of the codes of each theme, by its id.
        codebook: Name and version, as the footer shows them.
        notice: What a reader must know first, for example that the interviews are invented.
        round_name: Round of coding the codings come from; empty for all.
        made_at: A date to print; nothing is printed if empty, so that the same inputs give the same bytes.
    """

    study: str
    tree: ThemeTree
    prevalence: ThemePrevalence
    documents: tuple[ReadDocument, ...]
    quotes: Mapping[str, tuple[ThemeQuote, ...]]
    exemplars: Mapping[str, tuple[ThemeQuote, ...]]
    built_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    codebook: str = ""
    notice: str = ""
    round_name: str = ""
    made_at: str = ""


def make_theme_report(
    study: str,
    tree: ThemeTree,
    codebook: Codebook,
    codings: pd.DataFrame,
    documents: Iterable[ReadDocument],
    *,
    by: CountRule | str = "any",
    coders: Sequence[str] | None = None,
    choices: Iterable[FoundChoice] = (),
    scale: PrevalenceScale = DEFAULT_SCALE,
    exemplars_per_theme: int = 3,
    notice: str = "",
    round_name: str = "",
    made_at: str = "",
) -> ThemeReport:
    """Count and quote for a report; the arguments are those of `theme_prevalence`.

    Args:
        documents: With text and turns, in the order of the report.
        exemplars_per_theme: How many quotations a theme shows; chosen ones are all shown, also when there are more.
    """
    documents, choices = tuple(documents), tuple(choices)
    prevalence = theme_prevalence(
        tree, codebook, codings, documents=documents, by=by, coders=coders, choices=choices, scale=scale
    )
    counted = finished_codings(codings, documents, prevalence.coders)
    quotes = {
        theme.id: theme_quotes(tree, codebook, counted, theme, documents=documents, choices=choices, roll_up=False)
        for theme in tree
    }
    shown = {
        theme.id: exemplars(quotes[theme.id], theme, n=max(exemplars_per_theme, len(theme.quotations)))
        for theme in tree
    }
    return ThemeReport(
        study,
        tree,
        prevalence,
        documents,
        quotes,
        shown,
        {theme.id: tuple(code.name for code in theme_codes(theme, codebook)) for theme in tree},
        f"{codebook.name}, version {codebook.version}" if codebook.version else codebook.name,
        notice,
        round_name,
        made_at,
    )


def write_theme_report(path: Path | str, report: ThemeReport) -> Path:
    """Write the report as one HTML file and give its path."""
    path = Path(path)
    path.write_text(theme_report_html(report), encoding="utf-8", newline="\n")
    return path


def theme_report_html(report: ThemeReport) -> str:
    """Give the report as one HTML page."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    page = Environment(
        loader=PackageLoader("qualcode.interchange"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    assert page.loader is not None
    style = page.loader.get_source(page, "theme_report.css")[0]
    themes = theme_views(report)
    documents = document_views(report, themes)
    people = report.prevalence.people
    return page.get_template("theme_report.html").render(
        report=report,
        themes=themes,
        documents=documents,
        corpus=_corpus(documents),
        details=tuple(dict.fromkeys(name for document in report.documents for name in document.details)),
        anchor_of={document.document.name: document.anchor for document in documents},
        people=people if len(people) <= _MAX_PARTICIPANT_COLUMNS else (),
        exemplar_rule=EXEMPLAR_RULE,
        version=__version__,
        # Our own file, not the researcher's: the one text that is not escaped.
        style=Markup(style),  # noqa: S704
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        runs=script_runs,
    )


def _corpus(documents: Sequence[DocumentView]) -> Mapping[str, Any]:
    """Give the sums below the table of the corpus."""
    durations = [one.document.duration_s for one in documents if one.document.duration_s is not None]
    return {
        "read": sum(bool(one.document.finished_by) for one in documents),
        "turns": sum(len(one.document.turns) for one in documents),
        "words": sum(one.words for one in documents),
        "quotations": sum(len(one.marks) for one in documents),
        "median_duration": clock(median(durations)) if durations else "",
        "range": f"{clock(min(durations))} to {clock(max(durations))}" if durations else "",
        "timed": len(durations),
    }
