"""`qualcode find`: words in the transcripts."""

from __future__ import annotations

import click

from qualcode.cli.options import format_option, opened, project_option
from qualcode.cli.output import counted, print_frame

_EXAMPLE = """\b
Examples
  qualcode find "government home"
  qualcode find "counsel\\w+" --regex --document P04
"""


@click.command(epilog=_EXAMPLE)
@click.argument("words")
@click.option("--regex", is_flag=True, help="WORDS is a regular expression.")
@click.option("--case", is_flag=True, help="Tell upper and lower case apart.")
@click.option("--whole-words", is_flag=True, help="Not inside longer words.")
@click.option("--document", "documents", multiple=True, help="Only this document; may be given several times.")
@format_option
@project_option
def find(
    words: str,
    regex: bool,
    case: bool,
    whole_words: bool,
    documents: tuple[str, ...],
    output_format: str,
    location: str | None,
) -> None:
    """Find words in the transcripts.

    Positions count characters from 0, end excluded. Every script is searched alike.
    """
    import pandas as pd

    with opened(location) as project:
        hits = list(
            project.search.find(words, regex=regex, case=case, whole_words=whole_words, documents=documents or None)
        )
    columns = ["document", "start", "end", "before", "words", "after"]
    rows = [(hit.document, hit.start, hit.end, hit.before, hit.words, hit.after) for hit in hits]
    frame = pd.DataFrame(rows, columns=columns)
    places, holding = counted(len(frame), "place"), counted(frame["document"].nunique(), "document")
    if output_format not in {"csv", "json"}:
        in_place = [f"{hit.before}[{hit.words}]{hit.after}" for hit in hits]
        frame = frame[["document", "start", "end"]].assign(**{"in its place": in_place})
    print_frame(frame, output_format, note=f"{places} in {holding}; positions count characters from 0, end excluded.")
