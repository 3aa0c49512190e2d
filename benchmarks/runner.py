"""What every benchmark is given and gives: a folder and a size in, figures and remarks out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.measuring import Figure, machine, markdown
from benchmarks.size import Size


@dataclass(frozen=True, slots=True)
class Result:
    """The figures of one subject.

    Attributes:
        remarks: What to say beside the table, one sentence each.
    """

    title: str
    figures: tuple[Figure, ...]
    remarks: tuple[str, ...] = field(default=())

    def markdown(self) -> str:
        """Show it as a section with a table."""
        remarks = "".join(f"\n{remark}" for remark in self.remarks)
        return f"### {self.title}\n\n{markdown(self.figures)}\n" + (f"{remarks}\n" if remarks else "")


Benchmark = Callable[[Path, Size], Result]


def report(results: list[Result], *, quick: bool) -> str:
    """Show all results, with the machine and whether the figures are those of the full size."""
    head = f"Measured on {machine()}."
    if quick:
        head += " A quick run on small material: it shows that everything works, not how fast large projects are."
    return "\n".join([head, "", *(result.markdown() for result in results)])
