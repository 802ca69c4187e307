"""However spans lie over each other, the pieces are the text, and each is covered by what lies over it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sayso.records import Repair, Segment, Span, Statement
from sayso.web.views.marking import PARTS, Marking
from tests.factory import make_document

TEXT = "Title\n\n" + "abcdefghij" * 6
DOCUMENT = make_document(TEXT)


@st.composite
def _spans(draw: st.DrawFn) -> tuple[Span, ...]:
    """Return spans of one part: in order, apart, and none too."""
    edges = sorted(draw(st.sets(st.integers(0, len(TEXT)), max_size=6)))
    return tuple(Span(start=a, end=b) for a, b in zip(edges[::2], edges[1::2], strict=False))


@st.composite
def _statements(draw: st.DrawFn) -> dict[str, Statement]:
    numbers = draw(st.lists(st.sampled_from(["1", "1.1", "1.1.1", "2", "2.1", "3"]), unique=True))
    return {
        number: Statement(
            document_id=DOCUMENT.id,
            source=draw(_spans()),
            cue=draw(_spans()),
            content=draw(_spans()),
            form="indirect",
            source_kind=draw(st.sampled_from(["government", "ngo", None])),
        )
        for number in numbers
    }


@given(_statements(), st.integers(0, len(TEXT)), st.integers(0, len(TEXT)))
def test_pieces_are_the_text_under_its_marks(numbered: dict[str, Statement], one: int, other: int) -> None:
    start, end = min(one, other), max(one, other)
    at = start
    ended = []
    for piece in Marking(DOCUMENT, numbered).pieces(start, end):
        covering = {(cover.number, cover.part) for cover in piece.covers}
        for place in range(at, at + len(piece.text)):
            assert covering == {
                (number, part)
                for number, statement in numbered.items()
                for part in PARTS
                if any(span.start <= place < span.end for span in getattr(statement, part))
            }
        depths = [cover.depth for cover in piece.covers]
        assert depths == sorted(depths)
        at += len(piece.text)
        ended += [(number, at) for number in piece.ends]
    assert at == end
    told = ((n, s.content or s.cue or s.source) for n, s in numbered.items())
    assert sorted(ended) == sorted((n, spans[0].end) for n, spans in told if spans and start < spans[0].end <= end)


def test_the_original_stands_once_however_a_repair_is_cut() -> None:
    text = "Title\n\nIt’s over"
    offsets = (
        Segment(text_start=0, text_end=9, page_start=0, page_end=9),
        Segment(text_start=9, text_end=10, page_start=9, page_end=12),
        Segment(text_start=10, text_end=16, page_start=12, page_end=18),
    )
    repair = Repair(start=9, end=12, original="â€™", repaired="’", kind="mojibake")
    document = make_document(text, offsets=offsets, repairs=(repair,))
    whole = Statement(
        document_id=document.id,
        source=(),
        cue=(Span(start=7, end=9),),
        content=(Span(start=9, end=16),),
        form="indirect",
    )
    shown = Marking(document, {"1": whole}, original=True).pieces(7, 16)
    assert "".join(piece.text for piece in shown) == "Itâ€™s over"
    assert "".join(piece.text for piece in Marking(document, {"1": whole}).pieces(7, 16)) == "It’s over"
