"""Hand every reader thousands of broken files and see that each leads to a transcript or to one of our sentences.

    python -m tests.fuzz.ingest_fuzz 2000                 # that many files for each reader
    python -m tests.fuzz.ingest_fuzz 500 docx rtf         # for some of them

The good files of the contract suite are broken by chance, with a fixed seed: bytes changed, cut out, doubled, cut off;
inside archives the parts are broken, and the archive is made anew. Reported are errors that are none of ours, crashes,
files that take longer than 5 seconds, and readers that need more than 500 MB.
"""

from __future__ import annotations

import io
import multiprocessing
import random
import resource
import sys
import time
import traceback
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection

from qualcode.errors import QualcodeError
from qualcode.ingest import READERS, Source, read_transcript, reader
from qualcode.ingest.base import ReadOptions
from tests.ingest.files import GOOD
from tests.ingest.rich import RICH

SEED = 20_240_601
LONGEST_S = 5.0
MOST_BYTES = 500_000_000
_HANGS_S = 60
_TELLING = (
    b"\0", b"\xff", b"\n", b"\r", b"<", b">", b"&", b"{", b"}", b"\\", b":", b"]]>", b"<!--", b"-1", b"999999999",
    b"\\u-9999999999 ", b"\\bin99 ", b"\\'", b"\\cell ", b"\\row ", b"{\\footnote ", b"%PDF-", b"endobj", b"<table>",
    b"</w:p>", b"\xef\xbb\xbf",
)  # fmt: skip


@dataclass
class Report:
    """What became of the files of one reader.

    Attributes:
        read, refused: How many were read, and how many refused with a sentence.
        faults: What must not happen, in a few words, with the number of the file.
        slowest_s: The longest that one file took.
        most_bytes: The most memory in use.
    """

    name: str
    read: int = 0
    refused: int = 0
    faults: list[str] = field(default_factory=list)
    slowest_s: float = 0.0
    most_bytes: int = 0


def broken_files(name: str, count: int, seed: int = SEED) -> Iterator[bytes]:
    """Give broken files of one format; the same ones every time."""
    good = samples(name)
    for number in range(count):
        chance = random.Random(f"{seed} {name} {number}")
        data = chance.choice(good)
        yield _break_archive(data, chance) if data.startswith(b"PK") and chance.random() < 0.8 else _break(data, chance)


def samples(name: str) -> list[bytes]:
    """Give good files of one format: the short one of the contract suite, and longer or richer ones."""
    data = GOOD[name]
    if name in RICH:
        return [data, RICH[name], RICH[name]]
    if name in ("txt", "csv"):
        return [data, data * 40, data.decode().encode("utf-16"), data.decode().encode("cp1252")]
    return [data]


def try_files(name: str, count: int) -> Report:
    """Read broken files in a process of its own, so that a crash ends only that."""
    report = Report(name)
    first = 0
    while first < count:
        ours, theirs = multiprocessing.Pipe()
        process = multiprocessing.Process(target=_read_all, args=(name, first, count, theirs))
        process.start()
        theirs.close()
        first = _gather(report, ours, first)
        if process.is_alive() and first < count:
            process.kill()
        process.join()
        if first < count:
            report.faults.append(f"file {first}: no answer (exit code {process.exitcode})")
            first += 1
    if report.most_bytes > MOST_BYTES:
        report.faults.append(f"{report.most_bytes / 1e6:.0f} MB in use")
    return report


def try_file(name: str, data: bytes) -> str:
    """Read one file; give "read", "refused", or the end of what went wrong."""
    try:
        read_transcript(Source(f"P01.{name}", data), _OPTIONS[len(data) % len(_OPTIONS)])
    except QualcodeError as error:
        return "refused" if str(error).startswith(f"P01.{name} ") and "\n" not in str(error) else f"says {error}"
    except Exception:
        return traceback.format_exc(limit=-3).replace("\n", " | ")
    return "read"


_OPTIONS = (ReadOptions(), ReadOptions(drop_running_heads=True, join_wraps=True))


def _read_all(name: str, first: int, count: int, answers: Connection) -> None:
    reader(name)
    for number, data in enumerate(broken_files(name, count)):
        if number < first:
            continue
        begun = time.perf_counter()
        outcome = try_file(name, data)
        took_s = time.perf_counter() - begun
        most_bytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        answers.send((number, outcome, took_s, most_bytes))
    answers.close()


def _gather(report: Report, answers: Connection, first: int) -> int:
    """Take the answers while they come; give the number of the file after the last answer."""
    while answers.poll(_HANGS_S):
        try:
            number, outcome, took_s, most_bytes = answers.recv()
        except EOFError:
            break
        first = number + 1
        report.slowest_s = max(report.slowest_s, took_s)
        report.most_bytes = max(report.most_bytes, most_bytes)
        report.read += outcome == "read"
        report.refused += outcome == "refused"
        if outcome not in ("read", "refused"):
            report.faults.append(f"file {number}: {outcome}")
        if took_s > LONGEST_S:
            report.faults.append(f"file {number}: {took_s:.1f} s")
    return first


def _break(data: bytes, chance: random.Random) -> bytes:
    broken = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        place = chance.randrange(len(broken) + 1)
        length = chance.choice((1, 2, 8, 64))
        how = chance.randrange(6)
        if how == 0 and place < len(broken):
            broken[place] = chance.randrange(256)
        elif how == 1:
            del broken[place : place + length]
        elif how == 2:
            broken[place:place] = broken[place : place + length * 4]
        elif how == 3:
            broken[place:place] = chance.choice(_TELLING)
        elif how == 4:
            other = chance.randrange(len(broken) + 1)
            broken[place : place + length] = broken[other : other + length]
        elif chance.random() < 0.3:
            del broken[place:]
        else:
            broken[place:place] = broken[place : place + length] * chance.choice((3, 50, 500))
    return bytes(broken)


def _break_archive(data: bytes, chance: random.Random) -> bytes:
    """Break a part of an archive, or lose, double or rename one, and pack it anew."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts = [(name, file.read(name)) for name in file.namelist()]
    place = chance.randrange(len(parts))
    name, content = parts[place]
    how = chance.randrange(8)
    if how == 0:
        del parts[place]
    elif how == 1:
        parts[place] = (name + "x", content)
    else:
        parts[place] = (name, _break(content, chance))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts:
            file.writestr(name, content)
    return buffer.getvalue()


def main(arguments: Sequence[str]) -> int:
    """Try the readers that are named, or all; the exit code is 1 if anything went wrong."""
    count = int(arguments[0]) if arguments else 200
    worst = 0
    for name in arguments[1:] or READERS:
        begun = time.perf_counter()
        report = try_files(name, count)
        took_s = time.perf_counter() - begun
        print(
            f"{name:5} {count} files: {report.read} read, {report.refused} refused, {len(report.faults)} faults; "
            f"slowest {report.slowest_s:.2f} s, {report.most_bytes / 1e6:.0f} MB, {took_s:.0f} s in all"
        )
        for fault in report.faults[:20]:
            print(f"      {fault}")
        worst = max(worst, bool(report.faults))
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
