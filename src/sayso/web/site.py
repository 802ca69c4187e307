"""What every page needs: the ledger, the pages being read, the templates.

In: a request. Out: `Site`, and `show_page`, which fills a template. Templates escape whatever they are given; only
what `charts` and `views` made as `Markup` stands as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from typing import Any

from fastapi import Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from sayso.export import FORMATS
from sayso.ledger.ledger import Ledger
from sayso.web.downloads import Downloads
from sayso.web.reading_jobs import ReadingJobs
from sayso.web.security import Rules
from sayso.web.wording import FILTERS


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What the pages of one server work with. `menu` is (address, name) of the pages in the head of each."""

    ledger: Ledger
    jobs: ReadingJobs
    rules: Rules
    menu: tuple[tuple[str, str], ...]
    downloads: Downloads = field(default_factory=Downloads)


def site_of(request: Request) -> Site:
    """Return the site that a request is made to."""
    site: Site = request.app.state.site
    return site


def show_page(
    request: Request, template: str, values: Mapping[str, Any] | None = None, *, status: int = 200
) -> HTMLResponse:
    """Return a filled template, which extends `base.html` and may count on `site`, `path` and `version` too."""
    given = {"site": site_of(request), "path": request.url.path, "version": version("sayso"), "refresh": None}
    return HTMLResponse(templates().get_template(template).render(given | dict(values or {})), status)


@cache
def templates() -> Environment:
    """Return the templates."""
    made = Environment(
        loader=PackageLoader("sayso.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: Mapping[str, Callable[..., Any]] = FILTERS
    made.filters.update(filters)
    made.globals["formats"] = FORMATS
    return made
