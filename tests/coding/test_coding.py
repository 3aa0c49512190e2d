from qualcode.coding import Coder, Reading, Round, make_coder
from qualcode.text import named_id


def test_a_coder_is_the_same_on_two_computers_whatever_the_case_of_the_name() -> None:
    assert make_coder(" Ana  Lima ") == Coder(named_id("coder", "ana lima"), "Ana  Lima")
    assert make_coder("ANA LIMA", "2024-01-01").id == make_coder("ana lima").id
    assert make_coder("Zoe\u0308").id == make_coder("Zoë").id


def test_a_round_takes_codings_until_it_is_closed() -> None:
    assert Round("r", "first").is_open
    assert not Round("r", "first", closed_at="2024-01-01T00:00:00Z").is_open


def test_a_document_begun_is_not_a_document_finished() -> None:
    assert not Reading("ana", "P01", "r", position=900).finished
    assert Reading("ana", "P01", "r", finished_at="2024-01-01T00:00:00Z").finished
