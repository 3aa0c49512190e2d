"""The whole method on the sample study: `qualcode demo`."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measuring import Figure, time_in_turn
from benchmarks.programs import start_python
from benchmarks.runner import Result
from benchmarks.size import FULL, Size

_RUNS = 3
_IMPORTS = "import sqlalchemy, pandas, scipy.stats, spacy, docx, jinja2, rich"


def run(folder: Path, size: Size) -> Result:
    """Measure the demo."""
    runs = 1 if size.runs < FULL.runs else _RUNS

    def demo() -> None:
        with TemporaryDirectory(dir=folder) as made:
            start_python("-m", "qualcode", "demo", str(Path(made) / "study"))

    demo_timing, imports = time_in_turn(demo, lambda: start_python("-c", _IMPORTS), runs=runs, warm_up=runs > 1)
    figure = Figure(
        "`qualcode demo`: 13 interviews, two coders, report",
        demo_timing,
        target_s=20.0,
        yardstick="importing the libraries it uses",
        yardstick_timing=imports,
    )
    return Result("The sample study", (figure,))
