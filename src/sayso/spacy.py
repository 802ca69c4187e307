"""A spaCy component: `nlp.add_pipe("sayso")` finds the statements of every document that goes through.

In: a `Doc` of any pipeline; `spacy.blank("en")` will do. Out: the same `Doc`. Its text is taken as article text, unless
the setting `plain` is off: then headlines, bylines and readers' comments are told apart as in a text file.

`doc._.statements` is a list of mappings, as JSON format 1 has a statement, whose `start` and `end` count characters of
`doc.text`. `doc.spans["sayso"]` holds their parts, labelled `SOURCE`, `CUE` and `CONTENT`; `doc.spans["sayso_source"]`,
`["sayso_cue"]` and `["sayso_content"]` each part alone, labelled with kind, act and form. A span's `id_` is that of its
statement. spaCy's spans are of whole tokens: a part that begins or ends within one takes all of it.

Needs the extra `spacy`, which makes the component known to spaCy by itself; else import this module.
"""

from __future__ import annotations

from typing import Any

from sayso.errors import MissingExtra
from sayso.export.json.page import statement_object
from sayso.reading import ReadingSettings, check_settings, read_page
from sayso.records import Page

try:
    from spacy.language import Language
    from spacy.tokens import Doc, Span
except ImportError as error:
    raise MissingExtra("The component needs spaCy: pip install 'sayso[spacy]'") from error

_LABELS = {"source": "source_kind", "cue": "act", "content": "form"}


class StatementFinder:
    """The component."""

    def __init__(self, settings: ReadingSettings) -> None:
        self._settings = settings

    def __call__(self, doc: Doc) -> Doc:
        """Put the statements of a document in it; one without words has none."""
        doc._.statements = find_in(doc.text, self._settings)
        for part, label in _LABELS.items():
            labelled = [(span, told) for told in doc._.statements for span in told[part] if span["start"] is not None]
            doc.spans[f"sayso_{part}"] = [_span(doc, span, told[label] or "", told["id"]) for span, told in labelled]
        parts = ((part, span) for part in _LABELS for span in doc.spans[f"sayso_{part}"])
        doc.spans["sayso"] = [Span(doc, s.start, s.end, label=part.upper(), span_id=s.id_) for part, s in parts]
        return doc


def find_in(text: str, settings: ReadingSettings) -> list[dict[str, Any]]:
    """Return the statements of a text as mappings, with offsets into it."""
    mark = len(text) - len(text.removeprefix("\ufeff"))  # at the head of bytes it is no character of theirs
    data = text[mark:].encode("utf-8", "replace")
    reading = read_page(Page(data=data, charset="utf-8"), settings=settings)
    if reading.document is None:
        return []
    told = [statement_object(reading.document, statement) for statement in reading.statements]
    return [_shifted(each, mark) for each in told] if mark else told


def make_finder(nlp: Language, name: str, plain: bool, min_confidence: float | None) -> StatementFinder:
    """Make the component, as spaCy does from its settings. Raises SettingsError."""
    check_settings()
    return StatementFinder(ReadingSettings(plain=plain, min_confidence=min_confidence))


def _span(doc: Doc, place: dict[str, Any], label: str, given_id: str) -> Span:
    return doc.char_span(place["start"], place["end"], label=label, span_id=given_id, alignment_mode="expand")


def _shifted(told: Any, by: int) -> Any:
    """Return a mapping with all places in it moved."""
    if isinstance(told, list):
        return [_shifted(each, by) for each in told]
    if not isinstance(told, dict):
        return told
    moved = {key: _shifted(value, by) for key, value in told.items()}
    places = {key: told[key] + by for key in ("start", "end") if isinstance(told.get(key), int)}
    return moved | places


Doc.set_extension("statements", default=[], force=True)
Language.factory(
    "sayso",
    default_config={"plain": True, "min_confidence": None},
    assigns=["doc._.statements", "doc.spans"],
    func=make_finder,
)
