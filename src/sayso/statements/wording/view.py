"""A statement as words: what the tables of the lexicon are held against.

In: a document's tokens and a statement. Out: a `View`: indices of the words of source, cue and content, and
the conditions that a row of cues.tsv may set (`CONDITIONS`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from sayso.records import Span, Statement
from sayso.statements.wording.phrases import irregular_past, word_set
from sayso.statements.wording.tokens import Tokens

LOOK_AHEAD = 12  # words of content that a cue may reach into ("asked | to leave")
HEAD = 20  # words of content that conditions look at
QUOTES = frozenset("\"“”„«»'‘’`")
_RELATIVE = frozenset(("which", "that", "who", "whom", "whose"))
_FIRST_PERSON = frozenset(("i", "we", "our", "my", "let", "us"))
_SPEAKERS = frozenset(("i", "we", "he", "she", "it", "they", "our", "my", "its"))
_FIRST_WORDS = QUOTES | {"that", "and", "but", "so", ":", ",", "(", "[", "yes", "well", "also"}


@dataclass(frozen=True, eq=False)
class View:
    """Indices into `tokens` of a statement's parts; `line` is its cue with the content's first words."""

    tokens: Tokens
    source: tuple[int, ...]
    cue: tuple[int, ...]
    content: tuple[int, ...]
    line: tuple[str, ...]

    def words(self, indices: Sequence[int]) -> tuple[str, ...]:
        """Return the words at indices."""
        words = self.tokens.words
        return words[indices.start : indices.stop] if isinstance(indices, range) else tuple([words[i] for i in indices])

    def word_before(self, index: int) -> str:
        """Return the word before one of the text, or nothing."""
        return self.tokens.words[index - 1] if index > 0 else ""

    def word_after(self, index: int) -> str:
        """Return the word after one of the text, or nothing."""
        return self.tokens.words[index + 1] if index + 1 < len(self.tokens.words) else ""

    @cached_property
    def parts(self) -> tuple[int, ...]:
        """Return the words of source, cue and content, in order."""
        return tuple(sorted({*self.source, *self.cue, *self.content}))

    @cached_property
    def head(self) -> tuple[str, ...]:
        """Return the content's first words, without quotation marks and "that"."""
        return skip_opening(self.words(self.content[:HEAD]))

    @property
    def is_direct(self) -> bool:
        """Tell whether the content begins with a quotation mark, so that its "he" is somebody else."""
        return bool(self.content) and self.tokens.words[self.content[0]] in QUOTES

    @property
    def source_head(self) -> tuple[int, ...]:
        """Return the words of the source up to its first preposition, relative clause or comma."""
        words = self.words(self.source)
        end = next((i for i, word in enumerate(words) if i and word in word_set("postmodifiers")), len(words))
        return self.source[:end]

    @property
    def antecedent(self) -> range:
        """Return the words that a relative pronoun as source looks back to; empty for any other source."""
        if len(self.source) != 1 or self.tokens.words[self.source[0]] not in _RELATIVE:
            return range(0)
        sentence = self.tokens.sentence_words(self.tokens.starts[self.source[0]])
        return range(max(sentence.start, self.source[0] - 10), self.source[0])


def view_statement(tokens: Tokens, statement: Statement) -> View:
    """Return a statement as words. The last are kept: more than one stage asks for each."""
    return _view(tokens, statement.source, statement.cue, statement.content)


@lru_cache(maxsize=512)
def _view(tokens: Tokens, source: tuple[Span, ...], cue: tuple[Span, ...], content: tuple[Span, ...]) -> View:
    cue_at, content_at = tokens.under(cue), tokens.under(content)
    after = [i for i in content_at if cue_at and i > cue_at[0]]
    line = tuple(tokens.words[i] for i in (*cue_at, *after[:LOOK_AHEAD]))
    return View(tokens, tokens.under(source), cue_at, content_at, line)


def skip_opening(words: Sequence[str]) -> tuple[str, ...]:
    """Return words from the first that is no quotation mark, "that" or "and"."""
    return tuple(words[next((i for i, word in enumerate(words) if word not in _FIRST_WORDS), len(words)) :])


def speaks_of_source(view: View, clause: Sequence[str]) -> bool:
    """Tell whether the subject of a clause is the source: a pronoun, or the source's own name again."""
    if not clause:
        return False
    if view.is_direct:
        return clause[0] in _FIRST_PERSON
    if clause[0] in _SPEAKERS:
        return clause[0] != "it" or not set(view.words(view.source)) & {"he", "she", "i"}
    subject = clause[1] if clause[0] == "the" and len(clause) > 1 else clause[0]
    return len(subject) > 3 and subject in view.words(view.source)


def is_verb(words: Sequence[str], at: int) -> bool:
    """Tell whether a word looks a finite verb: an auxiliary, or a past form that follows no article."""
    word = words[at]
    if word in word_set("finite"):
        return True
    past = word in irregular_past() or (word.endswith("ed") and len(word) > 4)
    return past and not (at and words[at - 1] in word_set("determiners"))


def _is_future(view: View, end: int) -> bool:
    head = view.head
    return head[:1] == ("to",) or bool(word_set("future").intersection(head)) or "going to" in " ".join(head)


def _is_infinitive(view: View, end: int) -> bool:
    head = view.line[len(view.cue) :]
    if "to" not in head[:8] or head[0] in QUOTES:
        return False
    return word_set("finite").isdisjoint(head[: head.index("to")])


def _is_passive(view: View, end: int) -> bool:
    words = view.words(view.cue)
    participles = [i for i, w in enumerate(words) if w.endswith("ed") or w in irregular_past()]
    if view.source or not participles or "by" in words:
        return False
    before = words[: participles[-1]]
    return bool(word_set("be").intersection(before))


def _is_subjunctive(view: View, end: int) -> bool:
    head = view.words(view.content[:LOOK_AHEAD])
    at = head.index("be") if "be" in head else 0
    return at > 0 and head[at - 1] != "to" and not word_set("modal").intersection(head[:at])


def _is_paper(view: View, end: int) -> bool:
    words = view.words((*view.source, *view.antecedent))
    return bool((word_set("papers") | word_set("pictures")).intersection(words))


def _is_nobody(view: View, end: int) -> bool:
    return not view.source or not word_set("outlets").isdisjoint(view.words(view.source))


def _is_reply(view: View, end: int) -> bool:
    words = view.words(view.content[: HEAD + LOOK_AHEAD])
    pairs = pairwise(words)
    own = any(first in _SPEAKERS and second in word_set("future") for first, second in pairs)
    return own and skip_opening(words)[:1] in (("if",), ("unless",))


def _is_past(view: View, end: int) -> bool:
    return bool(word_set("past").intersection(view.head[:LOOK_AHEAD]))


def _starts_in_ing(view: View, end: int) -> bool:
    return bool(view.head) and view.head[0].endswith("ing") and len(view.head[0]) > 4


# Each takes the view and the index in `view.line` after the cue phrase.
CONDITIONS: Mapping[str, Callable[[View, int], bool]] = {
    "future": _is_future,  # the content lies ahead: "will", "would", "to …"
    "past": _is_past,  # the content has happened: "was", "had", "has"
    "self": lambda view, end: speaks_of_source(view, view.head),  # the source is the content's subject
    "to": _is_infinitive,  # the content is an infinitive, with or without its subject
    "that": lambda view, end: view.words(view.content[:1]) == ("that",),
    "ing": _starts_in_ing,  # the content begins with an -ing form
    "subjunctive": _is_subjunctive,  # "that the fleet be sent"
    "passive": _is_passive,  # "is said to": nobody is named who says so
    "paper": _is_paper,  # the source is a document, a study, a picture
    "sourceless": lambda view, end: not view.source,
    "nobody": _is_nobody,  # no body is named: none at all, or "media", "news sources"
    "inside": lambda view, end: end <= len(view.cue),  # the phrase does not reach into the content
    "reply": _is_reply,  # "if you shoot, we will …"
    "then": lambda view, end: end < len(view.cue),  # more cue words follow
}


def holds(condition: str, view: View, end: int) -> bool:
    """Tell whether a condition of cues.tsv holds. Raises KeyError for one that nobody knows.

    `has:@name` asks for a word of that list among the cue words after the phrase and the content's first.
    """
    if condition.startswith("!"):
        return not holds(condition[1:], view, end)
    if condition.startswith("has:@"):
        rest = (*view.words(view.cue[end:]), *view.words(view.content[:HEAD]))
        return not word_set(condition[5:]).isdisjoint(rest)
    return CONDITIONS[condition](view, end)
