"""Time things, beside a named yardstick that is timed in the same run, and show the figures as a table."""

from __future__ import annotations

import gc
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of several runs of one thing."""

    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    @property
    def least(self) -> float:
        return min(self.seconds)


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table.

    Attributes:
        subject: What was done.
        timing: How long it took.
        target_s: How long it may take at most, in seconds; None where nothing was promised.
        target_times: How many times the yardstick it may take at most.
        yardstick: What it is compared with, in words.
        yardstick_timing: How long that took, in the same run.
    """

    subject: str
    timing: Timing
    target_s: float | None = None
    target_times: float | None = None
    yardstick: str = ""
    yardstick_timing: Timing | None = None

    @property
    def times_the_yardstick(self) -> float | None:
        """How many times as long as the yardstick it took; medians are compared."""
        return None if self.yardstick_timing is None else self.timing.median / self.yardstick_timing.median

    @property
    def misses(self) -> bool:
        """Whether it took longer than it may."""
        too_long = self.target_s is not None and self.timing.median > self.target_s
        times = self.times_the_yardstick
        return too_long or (self.target_times is not None and times is not None and times > self.target_times)


def time_it(do: Callable[[], object], *, runs: int, warm_up: bool = True) -> Timing:
    """Time something several times, after one run that does not count, so that files and modules are warm."""
    return time_in_turn(do, runs=runs, warm_up=warm_up)[0]


def time_in_turn(*things: Callable[[], object], runs: int, warm_up: bool = True) -> list[Timing]:
    """Time several things by turns, so that whatever else the machine does falls on all of them alike."""
    if warm_up:
        for do in things:
            do()
    gc.collect()
    rounds = [[_seconds(do) for do in things] for _ in range(runs)]
    return [Timing(seconds) for seconds in zip(*rounds, strict=True)]


def time_each(steps: Iterable[Callable[[], object]]) -> Timing:
    """Time several things that are each done once."""
    gc.collect()
    return Timing(tuple(_seconds(do) for do in steps))


def machine() -> str:
    """Name the machine by what matters for speed, never by its name."""
    return f"{os.cpu_count()} cores, {_processor()}, {platform.system()}, Python {platform.python_version()}"


def markdown(figures: Sequence[Figure]) -> str:
    """Show figures as a Markdown table."""
    lines = [
        "| what | median | least | target | yardstick | its median | ratio |",
        "|---|---:|---:|---:|---|---:|---:|",
    ]
    for figure in figures:
        ratio = figure.times_the_yardstick
        cells = (
            figure.subject,
            shown(figure.timing.median),
            shown(figure.timing.least),
            _target(figure),
            figure.yardstick,
            "" if figure.yardstick_timing is None else shown(figure.yardstick_timing.median),
            "" if ratio is None else f"{ratio:.1f}" if ratio < 100 else f"{ratio:.0f}",
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def shown(seconds: float) -> str:
    """Show a length of time with a fitting unit."""
    if seconds >= 1:
        return f"{seconds:.1f} s" if seconds < 100 else f"{seconds:.0f} s"
    milliseconds = seconds * 1000
    return f"{milliseconds:.0f} ms" if milliseconds >= 20 else f"{milliseconds:.2g} ms"


def say(message: str) -> None:
    """Tell how it goes, beside the results."""
    print(message, file=sys.stderr, flush=True)


def _target(figure: Figure) -> str:
    parts = []
    if figure.target_s is not None:
        parts.append(f"{figure.target_s:g} s" if figure.target_s >= 1 else f"{figure.target_s * 1000:g} ms")
    if figure.target_times is not None:
        parts.append(f"{figure.target_times:g} times")
    if not parts:
        return ""
    return f"{' or '.join(parts)}{' (missed)' if figure.misses else ''}"


def _seconds(do: Callable[[], object]) -> float:
    start = time.perf_counter()
    do()
    return time.perf_counter() - start


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, "") or platform.processor() or platform.machine()
