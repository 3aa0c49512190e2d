from hypothesis import given
from hypothesis import strategies as st

from qualcode.interchange.script_runs import ScriptRun, script_runs


def test_devanagari_inside_english_is_tagged_with_its_script() -> None:
    assert script_runs("It is बस दिल घबराता है, just that.") == (
        ScriptRun("It is "),
        ScriptRun("बस दिल घबराता है", "und-Deva"),
        ScriptRun(", just that."),
    )


def test_the_script_of_the_language_itself_is_not_tagged() -> None:
    assert script_runs("बस दिल", "hi-IN") == (ScriptRun("बस दिल"),)


@given(st.text(st.sampled_from("ab ,'हिंदी\u200dاردوবা")))
def test_the_runs_are_the_text(text: str) -> None:
    assert "".join(run.text for run in script_runs(text)) == text
