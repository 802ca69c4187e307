"""`sayso judge`: what a person says of a statement.

In: the id of a statement, a kind, labels. Out: a judgement in the ledger; on standard output what it says.
"""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.app import ByOption, JoinOption, JsonOption, LedgerOption, app
from sayso.cli.ledgers import opened
from sayso.cli.terminal import put_line, say

if TYPE_CHECKING:
    from sayso.ledger.ledger import Ledger
    from sayso.records import Judgement

Labels = dict[str, str | bool | None]


class Kind(StrEnum):
    """What is said of it."""

    confirm = "confirm"
    correct = "correct"
    reject = "reject"


def _label(help_text: str) -> typer.models.OptionInfo:
    return typer.Option(metavar="VALUE", help=help_text)  # type: ignore[no-any-return]


@app.command()
def judge(
    kind: Annotated[Kind, typer.Argument(metavar="KIND", help="confirm, correct or reject.")],
    statement: Annotated[str, typer.Argument(metavar="STATEMENT", help="The id of a statement, or its first digits.")],
    by: ByOption = None,
    entity: Annotated[str | None, _label("Who it is; '' takes a wrong name away.")] = None,
    naming: Annotated[str | None, _label("named, body, unnamed or none.")] = None,
    source_kind: Annotated[str | None, typer.Option("--kind", metavar="VALUE", help="government, expert…")] = None,
    affiliation: Annotated[str | None, _label("The body a person speaks for; '' for none.")] = None,
    origin: Annotated[str | None, _label("Where it comes from, if it is not as the chain tells.")] = None,
    act: Annotated[str | None, _label("What the source does: accuse, deny…")] = None,
    negated: Annotated[bool | None, typer.Option("--negated/--not-negated", help="Whether the act is denied.")] = None,
    stance: Annotated[str | None, _label("How the text treats it.")] = None,
    factuality: Annotated[str | None, _label("How sure the source is: CT+, PS-…")] = None,
    form: Annotated[str | None, _label("direct, mixed or indirect.")] = None,
    note: Annotated[str | None, typer.Option(metavar="WORDS", help="A remark that is kept with it.")] = None,
    join: JoinOption = False,
    json: JsonOption = False,
    ledger: LedgerOption = None,
) -> None:
    """Say that a statement is right, how it should be, or that the page does not say so.

    It wins over the machine, in every later reading too, and nothing is deleted: judge again to take it back. A
    corrected name goes where the same hand stands on the page: into chain and origin. Which other statements speak of
    the same person tells `sayso same-entity`. Parts are corrected in the browser (`sayso serve`).

    \b
      sayso judge confirm st_91bc --by "Ana Ruz"
      sayso judge correct st_91bc --by "Ana Ruz" --entity "Ilse Korvan" --naming named
      sayso judge correct st_91bc --by "Ana Ruz" --act deny --note "the cue denies"
      sayso judge reject st_91bc --by "Ana Ruz"
    """
    given = {
        "entity": entity,
        "naming": naming,
        "source_kind": source_kind,
        "affiliation": affiliation,
        "origin": origin,
        "act": act,
        "negated": negated,
        "stance": stance,
        "factuality": factuality,
        "form": form,
    }
    labels: Labels = {name: value if value != "" else None for name, value in given.items() if value is not None}
    if labels and kind is not Kind.correct:
        raise typer.BadParameter(f"labels are given to correct a statement, not to {kind} it")
    if kind is Kind.correct and not labels:
        raise typer.BadParameter("say what is to be corrected: --entity, --act …; to say that all is right, confirm")
    with opened(ledger, create=False) as store:
        made = _judge(store, kind, statement, named(by), labels, note, join=join)
        if json:
            from sayso.export.json.corrections import judgement_to_json

            put_line(judgement_to_json(made))
        else:
            print(f"{made.id}  {kind}  {statement}")
        if "entity" in labels:
            _tell_others(store, made)


def named(by: str | None) -> str:
    """Return who judges. Raises BadParameter where nobody is named."""
    if by is None or not by.strip():
        raise typer.BadParameter("say who judges: --by NAME, or SAYSO_BY")
    return by


def _judge(
    store: Ledger, kind: Kind, given: str, by: str, labels: Labels, note: str | None, *, join: bool
) -> Judgement:
    from sayso.ledger import judge_statement

    hit = store.statement(given)
    made = judge_statement(
        store.reading(hit.reading_id),
        hit.statement,
        kind.value,
        by=by,
        at=datetime.now(UTC),
        labels=labels or None,
        note=note,
    )
    return store.judge(made, join=join)


def _tell_others(store: Ledger, made: Judgement) -> None:
    """Say on standard error how many statements speak of the same person or body, if any."""
    from sayso.errors import BadJudgement

    try:
        same = store.same_entity(made.id, limit=0)
    except BadJudgement:  # it gives nobody another name
        return
    if same.count:
        say(f"{same.count} more of {same.was or 'these words'} that nobody judged: `sayso same-entity {made.id}`")
