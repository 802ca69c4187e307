"""Whose words a content is."""

from __future__ import annotations

import pytest

from sayso.language.quotes import find_quoted
from sayso.records import Span
from sayso.statements.find.form import find_form


def span(text: str, part: str) -> Span:
    start = text.index(part)
    return Span(start=start, end=start + len(part))


@pytest.mark.parametrize(
    ("text", "cue", "content", "form"),
    [
        ("“No ship sailed,” Orla Brandt said.", "said", ["“No ship sailed,”"], "direct"),
        ("Orla Brandt said no ship sailed.", "said", ["no ship sailed"], "indirect"),
        ("Orla Brandt said that “no ship” sailed.", "said", ["that “no ship” sailed"], "mixed"),
        ("“No ship,” Brandt said, “sailed.”", "said", ["“No ship,”", "“sailed.”"], "direct"),
        ("“He denied that ships sailed,” she said.", "denied", ["that ships sailed"], "indirect"),
        # the inner marks quote him, the outer ones her
        ("“He said ‘never again’ and left,” she wrote.", "said", ["‘never again’"], "direct"),
        ("They ‘retook’ the town, the army said.", "said", ["They ‘retook’ the town"], "mixed"),
        ("“No,” he said.", "said", ["“"], "indirect"),
    ],
)
def test_forms(text: str, cue: str, content: list[str], form: str) -> None:
    quoted = [Span(start=q.start, end=q.end) for q in find_quoted(text)]
    assert find_form(text, [span(text, cue)], [span(text, part) for part in content], quoted) == form


def test_a_block_quote_is_direct_for_who_hands_over_to_it_and_not_for_a_cue_inside() -> None:
    text = "Mira Holt said:\n\nThey claim the dam held."
    quote = span(text, "They claim the dam held.")
    assert find_form(text, [span(text, "said")], [quote], [quote]) == "direct"
    assert find_form(text, [span(text, "claim")], [span(text, "the dam held")], [quote]) == "indirect"
