from uuid import UUID

from qualcode.text import named_id, new_id


def test_the_same_thing_gets_the_same_id_on_every_machine() -> None:
    # The number itself: projects that exist already must go on matching.
    assert named_id("coder", "ana") == "80b8cac4-fab6-5971-aa83-e9c7d062833f"
    assert named_id("coder", "ana") != named_id("codebook", "ana")
    assert named_id("code", "a", "b") != named_id("code", "ab")


def test_new_ids_are_uuids_that_nobody_else_has() -> None:
    ids = {new_id() for _ in range(100)}
    assert len(ids) == 100
    assert all(str(UUID(made)) == made for made in ids)
