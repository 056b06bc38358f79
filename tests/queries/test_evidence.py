"""Words for confidence: one table for every face."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from alignments import derive, succession_titles
from queries.evidence import bounds, evidence

WORDS = ["weak", "some", "strong"]


def test_every_method_has_words_for_its_evidence() -> None:
    for method in (*(method.name for method in derive.METHODS), succession_titles.METHOD):
        assert evidence(method, 1.0, asserted=True) == "strong"
        assert evidence(method, 0.0, asserted=True) == "weak"
        assert evidence(method, 1.0, asserted=False) == "weak"


def test_evidence_of_a_succession_is_strong_from_where_nine_in_ten_were_right() -> None:
    assert [evidence("succession", sure, asserted=True) for sure in (0.39, 0.4, 0.59, 0.6)] == [
        "weak",
        "some",
        "some",
        "strong",
    ]


@given(st.sampled_from(sorted(bounds())), st.floats(0, 1), st.floats(0, 1))
def test_more_confidence_is_never_a_weaker_word(method: str, one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert WORDS.index(evidence(method, low)) <= WORDS.index(evidence(method, high))
