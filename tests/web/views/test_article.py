"""An article as it is shown: what belongs to readers stands with the readers."""

from __future__ import annotations

from dataclasses import replace

from sayso.web.views.article import view_article
from tests.factory import THREAD, make_reading, make_statement, make_statements, make_thread


def test_what_was_rejected_in_a_comment_stands_with_the_comments() -> None:
    document = make_thread()
    denial, paper = make_statements(document)
    word = THREAD.split()[0]
    remark = make_statement(document, "", word, THREAD, layer="comment", comment="c1", status="rejected")
    reading = make_reading(document, statements=(replace(denial, status="rejected"), paper, remark))
    article = view_article(reading, document, text="repaired", judgements={})
    assert [card.statement.layer for card in article.rejected] == ["article"]
    assert [card.statement.layer for card in article.remarks_rejected] == ["comment"]
