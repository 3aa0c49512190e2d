"""A PostgreSQL server for the suite: the one of QUALCODE_TEST_POSTGRES, or a throw-away one started here.

A test that asks for `postgres_url` gets an empty database of its own and is marked `postgres`, so that
`pytest -m "not postgres"` leaves it out. Where there is no server it is skipped with the reason; with
QUALCODE_REQUIRE_POSTGRES=1 it fails instead.

The throw-away server listens on the loopback address only, trusts who comes from there, keeps nothing, and
ends with the suite, even when that is killed. Its collation is a linguistic one (ICU, en-US) like that of
most real servers, so that code which relies on the byte order of SQLite is found out.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit, urlunsplit

import pytest

# Read before any test changes the environment.
_GIVEN_URL = os.environ.get("QUALCODE_TEST_POSTGRES", "")
_REQUIRED = os.environ.get("QUALCODE_REQUIRE_POSTGRES", "") not in ("", "0")

_SERVER_USER = "postgres"  # Debian's; PostgreSQL refuses to run as root
_START_TIMEOUT_S = 60
_STOP_TIMEOUT_S = 30

# The shell stops the server when its standard input closes, which also happens when the suite is killed.
_UNTIL_INPUT_CLOSES = """
exec 3<&0 </dev/null
"$@" 3<&- &
server=$!
(read -r _ <&3; kill -INT $server) 2>/dev/null &
exec 3<&-
wait $server
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that ask for a database by name; others mark themselves."""
    for item in items:
        if "postgres_server" in getattr(item, "fixturenames", ()):
            item.add_marker("postgres")


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """Give the URL of an empty database, which is dropped after the test, whoever is still connected."""
    with fresh_database(postgres_server) as url:
        yield url


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Give the URL of a database on a server where databases may be made: `postgresql://user@host:port/name`."""
    try:
        import psycopg
    except ImportError:
        _without_server('psycopg is not installed (pip install "qualcode[postgres]")')
    if _GIVEN_URL:
        url = re.sub(r"^postgres(ql)?(\+\w+)?://", "postgresql://", _GIVEN_URL)
        try:
            psycopg.connect(url, connect_timeout=10).close()
        except psycopg.OperationalError as error:
            _without_server(f"the server of QUALCODE_TEST_POSTGRES does not answer: {error}")
        yield url
        return

    programs = _find_programs()
    if programs is None:
        _without_server(
            "there are no PostgreSQL server programs here. "
            "On Debian: apt-get install postgresql; or name a server in QUALCODE_TEST_POSTGRES."
        )
    owner = _server_owner()
    # The server's own user must reach the folder, which is not so for a temporary folder inside root's home.
    folder = Path(tempfile.mkdtemp(prefix="qualcode-postgres-", dir="/tmp" if owner else None))
    if owner:
        shutil.chown(folder, owner, owner)
    try:
        yield from _run_server(programs, folder, owner)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def fresh_database(server_url: str) -> Iterator[str]:
    """Make a database for a while and give its URL."""
    import psycopg

    name = f"qualcode_test_{uuid.uuid4().hex}"
    with psycopg.connect(server_url, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    try:
        yield urlunsplit(urlsplit(server_url)._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(server_url, autocommit=True) as admin:
            admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _without_server(reason: str) -> NoReturn:
    if _REQUIRED:
        pytest.fail(f"QUALCODE_REQUIRE_POSTGRES is set, but {reason}", pytrace=False)
    pytest.skip(reason)


def _find_programs() -> Path | None:
    """Give the folder of `initdb` and `postgres`: Debian's newest, else the one on the PATH."""
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if folders:
        return max(folders, key=_version)
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def _version(programs: Path) -> int:
    asked = [str(programs / "postgres"), "--version"]
    number = re.search(r"\d+", subprocess.run(asked, capture_output=True, text=True, check=True, cwd="/").stdout)
    return int(number.group()) if number else 0


def _server_owner() -> str | None:
    """Give the user to run the server as; None for the one who runs the suite."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None
    import pwd

    try:
        return pwd.getpwnam(_SERVER_USER).pw_name
    except KeyError:
        _without_server(f'PostgreSQL does not run as root, and there is no user "{_SERVER_USER}"')


def _as_owner(owner: str | None) -> dict[str, Any]:
    return {"user": owner, "group": owner, "extra_groups": []} if owner else {}


def _run_server(programs: Path, folder: Path, owner: str | None) -> Iterator[str]:
    data = folder / "data"
    _make_cluster(programs, data, owner)
    log = folder / "log"
    for _ in range(3):  # another program may take the port between our asking and the server's
        port = _free_port()
        url = f"postgresql://{_SERVER_USER}@127.0.0.1:{port}/postgres"
        server = _start(programs, data, port, log, owner)
        try:
            if _answers(url, server):
                yield url
                return
        finally:
            _stop(server, data)
    said = log.read_text(errors="replace")[-2000:]
    pytest.fail(f"PostgreSQL did not start; the end of its log:\n{said}", pytrace=False)


def _make_cluster(programs: Path, data: Path, owner: str | None) -> None:
    collation = ["--locale=C"]
    if _version(programs) >= 15:
        collation += ["--locale-provider=icu", "--icu-locale=en-US"]
    options = [
        f"--pgdata={data}",
        f"--username={_SERVER_USER}",
        "--auth=trust",
        "--encoding=UTF8",
        "--no-sync",
    ]
    made = subprocess.run(
        [programs / "initdb", *options, *collation],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
        **_as_owner(owner),
    )
    if made.returncode:
        pytest.fail(f"initdb failed:\n{made.stdout}{made.stderr}", pytrace=False)


def _start(programs: Path, data: Path, port: int, log: Path, owner: str | None) -> subprocess.Popen[bytes]:
    options = {
        "listen_addresses": "127.0.0.1",
        "port": port,
        "unix_socket_directories": "",
        "max_connections": 40,
        "shared_buffers": "32MB",
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
    }
    settings = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
    with log.open("ab") as out:
        return subprocess.Popen(
            ["/bin/sh", "-c", _UNTIL_INPUT_CLOSES, "sh", programs / "postgres", "-D", data, *settings],
            stdin=subprocess.PIPE,
            stdout=out,
            stderr=out,
            cwd="/",
            start_new_session=True,
            **_as_owner(owner),
        )


def _answers(url: str, server: subprocess.Popen[bytes]) -> bool:
    import psycopg

    end = time.monotonic() + _START_TIMEOUT_S
    while server.poll() is None and time.monotonic() < end:
        try:
            psycopg.connect(url, connect_timeout=5).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return True
    return False


def _stop(server: subprocess.Popen[bytes], data: Path) -> None:
    assert server.stdin is not None
    server.stdin.close()
    try:
        server.wait(_STOP_TIMEOUT_S)
    except subprocess.TimeoutExpired:  # a process forked from the suite may hold the other end of the input
        pid = int((data / "postmaster.pid").read_text().splitlines()[0])
        os.kill(pid, signal.SIGQUIT)
        server.wait(_STOP_TIMEOUT_S)


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])
