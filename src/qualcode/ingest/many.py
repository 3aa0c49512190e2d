"""Read many transcripts, in several processes where that pays, and never more of them in memory than are needed."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import FileUnreadableError, QualcodeError, SourceMissingError, SourceVanishedError
from qualcode.ingest.base import ReadOptions, Source
from qualcode.ingest.read import read_source, read_transcript
from qualcode.text import Transcript

# Measured: below this, starting processes costs more than it saves.
_LEAST_FILES = 16
_LEAST_BYTES = 1_500_000
_MOST_WORKERS = 8
# How many files each process has waiting for it; more would only fill the memory.
_AHEAD = 4


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What became of one file.

    Attributes:
        path: As it was given.
        source: Its bytes; None if they could not be fetched, or are not wanted.
        transcript: What was read, or why it was not.
    """

    path: Path
    source: Source | None
    transcript: Transcript | QualcodeError


def read_many(
    paths: Iterable[Path | str], options: ReadOptions | None = None, *, workers: int | None = None
) -> Iterator[tuple[Path, Transcript | QualcodeError]]:
    """Read transcripts one after the other, in the order given; a file that is refused does not hinder the others.

    Args:
        paths: The files.
        options: How to read them.
        workers: How many processes; 1 for none but this, None to use several where it pays and is safe.
    """
    return ((one.path, one.transcript) for one in _read_all(paths, options, workers, with_source=False))


def read_files(
    paths: Iterable[Path | str], options: ReadOptions | None = None, *, workers: int | None = None
) -> Iterator[ReadFile]:
    """Read transcripts as `read_many` does, and give their bytes as well."""
    return _read_all(paths, options, workers, with_source=True)


def useful_workers(paths: Iterable[Path]) -> int:
    """Give the number of processes that pay for these files: 1 for few or small ones.

    Also 1 where a process cannot be copied safely: on systems other than Linux, and while other threads run. Name a
    number to have them there, from a program whose main module may be imported again.
    """
    files = list(paths)
    if len(files) < _LEAST_FILES or not sys.platform.startswith("linux") or threading.active_count() > 1:
        return 1
    if sum(_size(path) for path in files) < _LEAST_BYTES:
        return 1
    return min(len(os.sched_getaffinity(0)), _MOST_WORKERS)


@dataclass(frozen=True, slots=True)
class _Job:
    """One file to read.

    Attributes:
        was_there: Whether it was there when the files were listed.
        with_source: Whether its bytes are wanted as well.
    """

    path: Path
    was_there: bool
    options: ReadOptions
    with_source: bool


def _read_all(
    paths: Iterable[Path | str], options: ReadOptions | None, workers: int | None, *, with_source: bool
) -> Iterator[ReadFile]:
    files = [Path(path) for path in paths]
    jobs = [_Job(path, path.exists(), options or ReadOptions(), with_source) for path in files]
    wanted = useful_workers(files) if workers is None else max(1, min(workers, len(files)))
    return map(_read, jobs) if wanted < 2 else _read_in_processes(jobs, wanted)


def _read_in_processes(jobs: list[_Job], workers: int) -> Iterator[ReadFile]:
    can_copy = sys.platform.startswith("linux") and threading.active_count() == 1
    context = multiprocessing.get_context("fork" if can_copy else "spawn")
    waiting: deque[tuple[Path, Future[ReadFile]]] = deque()
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        for job in jobs:
            waiting.append((job.path, _submit(pool, job)))
            if len(waiting) >= workers * _AHEAD:
                yield _result(*waiting.popleft())
        while waiting:
            yield _result(*waiting.popleft())


def _submit(pool: ProcessPoolExecutor, job: _Job) -> Future[ReadFile]:
    """Hand a file to the pool; a pool that has broken hands the reason back."""
    try:
        return pool.submit(_read, job)
    except BrokenProcessPool as error:
        failed: Future[ReadFile] = Future()
        failed.set_exception(error)
        return failed


def _result(path: Path, future: Future[ReadFile]) -> ReadFile:
    try:
        return future.result()
    except BrokenProcessPool:
        return ReadFile(
            path, None, FileUnreadableError(path, "the process that read it was ended by the system; read it by itself")
        )


def _read(job: _Job) -> ReadFile:
    kept = None
    try:
        source = read_source(job.path, max_bytes=job.options.max_bytes)
        kept = source if job.with_source else None
        return ReadFile(job.path, kept, read_transcript(source, job.options))
    except SourceMissingError as error:
        return ReadFile(job.path, kept, SourceVanishedError(job.path) if job.was_there else error)
    except QualcodeError as error:
        return ReadFile(job.path, kept, error)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
