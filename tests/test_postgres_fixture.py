"""The database that other tests stand on: empty, their own, gone afterwards."""

from __future__ import annotations

import os

import pytest

from tests.postgres import fresh_database

psycopg = pytest.importorskip("psycopg")

_seen: list[str] = []


@pytest.mark.parametrize("turn", [1, 2])
def test_every_test_gets_an_empty_database_of_its_own(postgres_url: str, turn: int) -> None:
    with psycopg.connect(postgres_url) as connection:
        tables = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
        connection.execute("CREATE TABLE noticed (word text)")
    assert tables == (0,)
    assert postgres_url not in _seen
    _seen.append(postgres_url)


def test_a_database_is_dropped_though_a_connection_was_left_open(postgres_server: str) -> None:
    with fresh_database(postgres_server) as url:
        left_open = psycopg.connect(url)
    with psycopg.connect(postgres_server) as connection:
        names = connection.execute("SELECT datname FROM pg_database").fetchall()
    left_open.close()
    assert (url.rsplit("/", 1)[1],) not in names


def test_text_goes_in_and_out_unchanged(postgres_url: str) -> None:
    words = "पुनर्वास – “trust” 👩🏽‍🏫 e\u0301"
    with psycopg.connect(postgres_url) as connection:
        connection.execute("CREATE TABLE said (words text)")
        connection.execute("INSERT INTO said VALUES (%s)", [words])
        assert connection.execute("SELECT words FROM said").fetchone() == (words,)


@pytest.mark.skipif("QUALCODE_TEST_POSTGRES" in os.environ, reason="the server is not ours")
def test_the_server_listens_on_the_loopback_address_only(postgres_server: str) -> None:
    with psycopg.connect(postgres_server) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("127.0.0.1",)
