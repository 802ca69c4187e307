"""The options that choose statements, the same for every command that does.

In: options as typed. Out: a `Query`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from sayso.ledger import Query

WordsFilter = Annotated[list[str] | None, typer.Argument(metavar="WORDS", help="Quote a phrase: '\"state agency\"'.")]
SourceFilter = Annotated[str | None, typer.Option(metavar="WORDS", help="Who says it.")]
OutletFilter = Annotated[str | None, typer.Option(metavar="WORDS", help="Who publishes it.")]
OriginFilter = Annotated[str | None, typer.Option(metavar="WORDS", help="Whom it comes from, first of all.")]
FormFilter = Annotated[str | None, typer.Option(metavar="FORM", help="direct, mixed or indirect.")]
ActFilter = Annotated[str | None, typer.Option(metavar="ACT", help="What the source does: accuse, admit, deny…")]
DeniesFilter = Annotated[bool, typer.Option("--denies", help="What denies, by its act or by what it says.")]
KindFilter = Annotated[str | None, typer.Option(metavar="KIND", help="Who speaks: government, state_media…")]
NamingFilter = Annotated[str | None, typer.Option(metavar="NAMING", help="named, body, unnamed or none.")]
StanceFilter = Annotated[
    str | None, typer.Option(metavar="STANCE", help="How the text treats it: distanced, undercut…")
]
ConfidenceFilter = Annotated[float | None, typer.Option(min=0, max=1, metavar="P", help="Leave out what is less sure.")]
CommentsFilter = Annotated[bool, typer.Option("--comments", help="What stands in readers' comments, too.")]


def make_query(
    words: list[str] | None,
    *,
    form: str | None,
    act: str | None,
    denies: bool,
    kind: str | None,
    naming: str | None,
    stance: str | None,
    status: str | None = None,
    **others: Any,
) -> Query:
    """Return the query that options ask for; `others` are fields of it as they are. Raises BadParameter."""
    from sayso.ledger import Query

    return Query(
        words=" ".join(words) if words else None,
        form=_one_of("form", form, "--form"),
        act=_one_of("act", act, "--act"),
        denies=denies or None,
        kind=_one_of("source_kind", kind, "--kind"),
        naming=_one_of("naming", naming, "--naming"),
        stance=_one_of("stance", stance, "--stance"),
        status=_one_of("status", status, "--status"),  # type: ignore[arg-type]
        **others,
    )


def _one_of(label: str, given: str | None, option: str) -> str | None:
    """Return the value of a label as it was given. Raises BadParameter with the values that there are."""
    from sayso.labels import VALUES

    if given is None or given in VALUES[label]:
        return given
    raise typer.BadParameter(f"{option} {given}: give one of {', '.join(VALUES[label])}")
