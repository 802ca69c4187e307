"""On whose word: fills kind, naming, entity and affiliation of every statement's source.

In: a document and its statements with their spans, parents before the statements nested in them. Out: the same
statements, `source_kind`, `naming`, `entity` and `affiliation` set. Names are joined inside the document only; nothing
is looked up but the curated tables, and what the text does not tell stays "unknown" or None.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain

from sayso.records import Comment, Document, Statement
from sayso.statements.identify.descriptions import person_beside
from sayso.statements.identify.doubt import Doubt, decide
from sayso.statements.identify.figures import speaks_for_body
from sayso.statements.identify.first_person import NO_BODY, Issuer
from sayso.statements.identify.noun_bounds import antecedent
from sayso.statements.identify.nouns.phrase import Phrase
from sayso.statements.identify.nouns.tokens import word_set
from sayso.statements.identify.pronouns import (
    FIRST,
    FIRST_PLURAL,
    HE,
    IT,
    RELATIVE,
    SHE,
    THEY,
    YOU,
    Pronoun,
    Spoken,
    refer,
)  # fmt: skip
from sayso.statements.identify.reference import Reader
from sayso.statements.identify.text import Text, read_text
from sayso.statements.identify.voice import Voice, voice_of_figure, voice_of_paper, voice_of_phrase

STATEMENT_NOUNS = ("statement", "announcement", "release", "tweet", "post", "letter", "speech", "remarks")
SHOWING = word_set("showing")
OWNED = frozenset(("group", "person", "people"))
TURN_LETTERS = frozenset(("Q", "A"))  # of an interview: they name nobody
LONGEST_HEADLINE = 2_000  # characters
COUNTED = frozenset(("both", "two", "all"))


def resolve_sources(document: Document, statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Return the statements with kind, naming, entity and affiliation of their sources."""
    return Sources(document, statements).resolve()


class Sources:
    """The voices of one document's statements, found in the order of the text."""

    def __init__(self, document: Document, statements: Sequence[Statement], reader: Reader | None = None) -> None:
        self.document = document
        self.text: Text = read_text(document.text)
        self.statements = statements
        self.by_id = {statement.id: statement for statement in statements}
        self.voices: dict[str, Voice] = {}  # by statement id
        self.spoken: list[Spoken] = []
        self._speaking: list[Statement] = []  # those before, by the text itself and with a name
        self._issuing: list[Statement] = []  # of these, by a statement, a release, a letter
        self._comments: dict[str | None, Comment] = {comment.id: comment for comment in document.comments}
        self.introduced: dict[str | None, Voice] = {}
        self.issuer = Issuer(document, self.text)
        self.reader = reader
        self.doubts: dict[str, Doubt] = {}  # by statement id

    def resolve(self) -> tuple[Statement, ...]:
        """Fill all statements."""
        for statement in self.statements:
            self.voices[statement.id] = voice = self._introduced(statement, self.voice_of(statement))
            self._note(statement, voice)
        for statement in self.statements:
            self.voices[statement.id] = self._second_look(statement, self.voices[statement.id])
        if self.reader is not None:
            self.doubts = dict(decide(self.text, self.statements, self.voices, self.reader))
            self.voices.update({name: doubt.voice for name, doubt in self.doubts.items()})
        return tuple(
            _fill(statement, self.voices[statement.id], self.doubts.get(statement.id)) for statement in self.statements
        )

    def _introduced(self, statement: Statement, voice: Voice) -> Voice:
        """Give a person whom the text never describes the body that spoke just before in the same paragraph."""
        if voice.entity in self.introduced:
            return self.introduced[voice.entity]
        last = self.spoken[-1] if self.spoken else None
        if last is None or voice.naming != "named" or voice.kind != "unknown" or statement.parent is not None:
            return voice
        between = self.document.text[self.text.words[last.word].start : statement.start]
        if last.voice.naming != "body" or last.voice.kind in NO_BODY or "\n\n" in between:
            return voice
        figure = next(iter(self.text.cast.called(voice.entity)), None)
        if figure is None or figure.at[0] < last.word or figure.kind != "unknown":
            return voice
        known = replace(voice, kind=last.voice.kind, affiliation=voice.affiliation or last.voice.entity)
        self.introduced[figure.name] = known
        return known

    def pieces_of(self, statement: Statement) -> tuple[int, int]:
        """Return the pieces of a statement's source, an empty range if it has none."""
        if not statement.source:
            return (0, 0)
        return self.text.range_of(statement.source[0].start, statement.source[-1].end)

    def voice_of(self, statement: Statement) -> Voice:
        """Return the voice of a statement's source."""
        start, end = self.pieces_of(statement)
        if start == end:
            return self._beside(statement) if not statement.cue else Voice()
        if self._is_turn_letter(statement):
            return Voice(kind="news_media" if self.text.pieces[start].text == "Q" else "unknown", naming="unnamed")
        word = self.text.pieces[start].text.casefold()
        if word in ("these", "those") and self._opens_relative(end):
            return Voice(kind="public", naming="unnamed", words=(self.text.pieces[start].start,) * 2)
        if self._is_first_person(word, start, end):
            return self._our_body(start, end) or self._first_person(statement, plural=word in FIRST_PLURAL)
        told = self._voice_of_pronoun(statement, word, start) if end == start + 1 else None
        return told or self._voice_of_words(statement, start, end)

    def _is_first_person(self, word: str, start: int, end: int) -> bool:
        """Tell whether "I", "our side" or the like speaks; "my wife" is another, and "US" a country."""
        if self.text.pieces[start].text == "US" or word not in FIRST | FIRST_PLURAL:
            return False
        phrase = self.text.phrase(start, end)
        return phrase.head is None or phrase.sort not in ("person", "people")

    def _our_body(self, start: int, end: int) -> Voice | None:
        """Return the body of "our committee", where the text names one; None where no body's noun is said."""
        phrase = self.text.phrase(start, end)
        if phrase.head is None or phrase.sort != "group" or end == start + 1:
            return None
        figure = self.text.cast.body_called(phrase.head, phrase.head.start)
        return voice_of_figure(figure) if figure is not None else voice_of_phrase(self.text, phrase)

    def _voice_of_pronoun(self, statement: Statement, word: str, start: int) -> Voice | None:
        """Return the voice of a pronoun of the third or second person, or of a relative one."""
        if word in RELATIVE:
            found = antecedent(self.text, self.text.pieces[start].start)
            return voice_of_phrase(self.text, self.text.phrase(*found)) if found else self._vague(start, start + 1)
        if word in HE | SHE | IT | THEY | YOU:
            found_for = None if word in YOU else self._third_person(statement, word, start)
            return found_for or self._vague(start, start + 1)
        return None

    def _beside(self, statement: Statement) -> Voice:
        """Return the voice of a quotation that stands beside a sentence about one person."""
        figure = person_beside(self.text, statement.content[0].start)
        return voice_of_figure(figure) if figure is not None else Voice()

    def _is_turn_letter(self, statement: Statement) -> bool:
        letter = self.document.quote(statement.source[0]) in TURN_LETTERS
        return letter and bool(statement.cue) and self.document.quote(statement.cue[0]) in (":", ".")

    def _opens_relative(self, end: int) -> bool:
        return end < len(self.text.pieces) and self.text.pieces[end].text == "who"

    def _voice_of_words(self, statement: Statement, start: int, end: int) -> Voice:
        """Return the voice of a noun phrase, its own pronouns ("his office") and "the statement" resolved."""
        phrase = self.text.phrase(start, end)
        if phrase.determiner in HE | SHE | frozenset(("its", "their")) and phrase.head is not None:
            owned = self._owned_by_pronoun(statement, phrase)
            if owned is not None:
                return owned
        if self.text.pieces[start].text.casefold() in COUNTED and phrase.sort == "people" and phrase.name is None:
            pair = self._pair_before(start)
            if pair is not None:
                return pair
        if phrase.sort == "utterance" and not phrase.owner:
            if self._shows(statement):
                return voice_of_paper(self.text, phrase)
            voice = voice_of_phrase(self.text, phrase)
            return voice if voice.naming != "unnamed" else self._issuer_before(statement) or voice
        return voice_of_phrase(self.text, phrase)

    def _shows(self, statement: Statement) -> bool:
        """Tell whether a paper shows something, rather than speaking for who wrote it."""
        cue = {word.casefold() for span in statement.cue for word in self.document.quote(span).split()}
        return bool(cue & SHOWING)

    def _vague(self, start: int, end: int) -> Voice:
        """Return the voice of a pronoun that stands for nobody we found."""
        return Voice(naming="unnamed", words=(self.text.pieces[start].start, self.text.pieces[end - 1].end))

    def _outer(self, statement: Statement) -> Statement | None:
        return self.by_id.get(statement.parent) if statement.parent else None

    def _first_person(self, statement: Statement, *, plural: bool) -> Voice:
        """Return who says I or we: the speaker of the words around, the reader, or who issued the page."""
        if statement.layer == "comment" and statement.parent is None:
            return self.issuer.reader(statement.comment)
        outer = self._outer(statement) or self._around(statement)
        while outer is not None and not outer.source:
            outer = self._outer(outer)
        voice = self.voices.get(outer.id) if outer is not None else None
        if voice is None and self.spoken and self._quoted(statement):
            voice = self.spoken[-1].voice
        if voice is None:
            return self.issuer.issuer(plural=plural)
        return self._of_us(voice, outer) if plural else voice

    def _of_us(self, voice: Voice, outer: Statement | None) -> Voice:
        """Return for whom somebody says "we": a spokesperson for the body, others only where their words name it."""
        if voice.naming != "named":
            return self.issuer.body_behind(voice)
        if any(map(speaks_for_body, self.text.cast.called(voice.entity))):
            return self.issuer.body_behind(voice)
        body = voice.affiliation
        words = " ".join(self.document.quote(span) for span in outer.content) if outer is not None else ""
        return Voice(kind=voice.kind, naming="body", entity=body) if body is not None and body in words else voice

    def _around(self, statement: Statement) -> Statement | None:
        """Return the earlier statement whose content runs over a source that nobody nested in it."""
        place = statement.source[0]
        piece, _ = self.text.range_of(place.start, place.end)
        for other in self._covering.get(piece, ()):
            if other.id in self.voices and any(span.holds(place) for span in other.content):
                return other
        return None

    @cached_property
    def _covering(self) -> dict[int, list[Statement]]:
        """The statements by the pieces that their contents cover."""
        covering: dict[int, list[Statement]] = {}
        for statement in self.statements:
            for at in {at for span in statement.content for at in range(*self.text.range_of(span.start, span.end))}:
                covering.setdefault(at, []).append(statement)
        return covering

    def _quoted(self, statement: Statement) -> bool:
        """Tell whether a source stands between quotation marks in its paragraph."""
        at = statement.source[0].start
        return self.text.is_quoted(self.text.paragraph(at), at)

    def _third_person(self, statement: Statement, pronoun: str, start: int) -> Voice | None:
        """Return whom he, she, it or they stand for."""
        outer = self._outer(statement)
        word = self.text.pieces[start].start
        voice = self.voices.get(outer.id) if outer is not None else None
        if outer is not None and voice is not None and voice.entity is not None:
            indirect = not self._inside_quote(outer, statement)
            if indirect and self._may_be(voice, pronoun) and not self._another_before(outer, statement, voice):
                return voice
        return refer(
            self.text, Pronoun(text=pronoun, word=word), self.spoken, barred=voice, floor=self._floor(statement)
        )

    def _another_before(self, outer: Statement, inner: Statement, voice: Voice) -> bool:
        """Tell whether the retold words name another person before a pronoun in them."""
        first, _ = self.text.range_of(outer.content[0].start, outer.content[0].end)
        last, _ = self.pieces_of(inner)
        start, end = (self.text.pieces[at].start for at in (first, last))
        return self.text.cast.people.another(start, end, voice.entity)

    def _floor(self, statement: Statement) -> int:
        """Return the first word of the comment a statement stands in, 0 in the article."""
        comment = self._comments.get(statement.comment)
        if comment is None or comment.start is None:
            return 0
        first, _ = self.text.range_of(comment.start, comment.start + 1)
        return self.text.pieces[first].start

    def _may_be(self, voice: Voice, pronoun: str) -> bool:
        """Tell whether a speaker whose words are retold may be meant by a pronoun in them."""
        if pronoun in IT or pronoun in THEY:
            return voice.naming == "body"
        gender = next((figure.gender for figure in self.text.cast.called(voice.entity)), "")
        return voice.naming == "named" and gender != ("f" if pronoun in HE else "m")

    def _inside_quote(self, outer: Statement, inner: Statement) -> bool:
        """Tell whether a nested source stands between quotation marks of the outer content."""
        if outer.form == "direct":
            return True
        return self.text.is_quoted(outer.content[0].start, inner.source[0].start)

    def _owned_by_pronoun(self, statement: Statement, phrase: Phrase) -> Voice | None:
        """Return the voice of "his father", "its spokesman", "their office"."""
        head, pronoun = phrase.head, phrase.determiner
        if head is None or pronoun is None:
            return None
        owner = self._third_person(statement, pronoun, phrase.start)
        if owner is None or owner.entity is None:
            return None
        figure = next(iter(self.text.cast.called(owner.entity)), None)
        noun = head.text.casefold()
        if noun in ("father", "mother") and figure is not None and figure.parents:
            return voice_of_figure(figure.parents[0])
        if phrase.name is not None or phrase.sort not in OWNED:
            return owner if phrase.sort == "utterance" and phrase.name is None else None
        if noun in ("office", "team") and owner.naming == "named":
            return Voice(kind=owner.kind, naming="body", entity=f"{noun.capitalize()} of {owner.entity}")
        voice = voice_of_phrase(self.text, phrase)
        return replace(voice, kind=owner.kind if voice.kind == "unknown" else voice.kind)

    def _pair_before(self, start: int) -> Voice | None:
        """Return the two bodies that "both nations" takes up: the last two named before it."""
        pair = self.text.cast.bodies.last_two(self.text.pieces[start].start)
        return replace(voice_of_figure(pair[0]), entity=f"{pair[0].name}; {pair[1].name}") if pair else None

    def _issuer_before(self, statement: Statement) -> Voice | None:
        """Return who made the statement that "the statement" takes up: who last spoke by one, or who last spoke."""
        for earlier in (self._issuing, self._speaking):
            last = next((each for each in reversed(earlier) if each.start < statement.start), None)
            if last is not None:
                return self.voices[last.id]
        return None

    def _note(self, statement: Statement, voice: Voice) -> None:
        """Keep what later statements look back at: who has spoken, and who has by a statement."""
        start, _ = self.pieces_of(statement)
        if not statement.source or statement.parent is not None:
            return
        if voice.naming != "none":
            self.spoken.append(Spoken(word=self.text.pieces[start].start, voice=voice))
        if voice.entity is not None:
            self._speaking.append(statement)
            end = statement.cue[-1].end + 60 if statement.cue else statement.start + 120
            around = self.document.text[statement.source[0].start : end]
            if any(noun in around for noun in STATEMENT_NOUNS):
                self._issuing.append(statement)

    def _second_look(self, statement: Statement, voice: Voice) -> Voice:
        """Settle what only later statements tell: a headline's "Army spokesman", a repeated cue without its source."""
        if not statement.source:
            return self._repeated(statement) or voice
        if voice.entity is None and self._in_headline(statement):
            return self._named_later(statement, voice) or voice
        return voice

    def _in_headline(self, statement: Statement) -> bool:
        return statement.parent is None and statement.start < self._headline_end

    @cached_property
    def _headline_end(self) -> int:
        """Where the headline ends; what stands at the top without being marked as one is none if it is long."""
        first = next((block for block in self.document.blocks if block.role == "headline"), None)
        end = first.end if first else self.document.text.find("\n\n")
        return min(end, LONGEST_HEADLINE)

    def _named_later(self, statement: Statement, voice: Voice) -> Voice | None:
        """Return the first named speaker after the headline whose office or body is the headline's."""
        start, end = self.pieces_of(statement)
        phrase = self.text.phrase(start, end)
        if phrase.sort != "person" or phrase.determiner in ("a", "an") or phrase.head is None:
            return None
        noun = phrase.head.text.casefold()
        holder = self.text.cast.first_holder(noun)
        if holder is not None:
            return voice_of_figure(holder)
        for other in self.statements:
            later = self.voices[other.id]
            if later.naming != "named" or other.start <= statement.start or other.parent:
                continue
            same_body = voice.affiliation is not None and later.affiliation == voice.affiliation
            return later if same_body or later.kind == voice.kind else None
        return None

    def _repeated(self, statement: Statement) -> Voice | None:
        """Return the speaker of the same cue word nearby, where the text plainly tells who holds a statement.

        That is a headline without a speaker over a lead that names one, or a cue used again in its own sentence.
        """
        stem = self._stem(statement)
        if stem is None:
            return None
        headline = self._in_headline(statement)
        alike = self._alike[statement.parent, stem]
        for other in chain.from_iterable(alike.values()) if headline else alike[self._sentence(statement)]:
            if other is statement:
                continue
            voice = self.voices[other.id]
            sentence = self._sentence(other) == self._sentence(statement) and other.start < statement.start
            if voice.entity is not None and (sentence or headline):
                return voice
        return None

    @cached_property
    def _alike(self) -> dict[tuple[str | None, str | None], dict[int, list[Statement]]]:
        """The statements by what they are nested in and the stem of their cue, then by sentence."""
        alike: dict[tuple[str | None, str | None], dict[int, list[Statement]]] = {}
        for statement in self.statements:
            sentences = alike.setdefault((statement.parent, self._stem(statement)), {})
            sentences.setdefault(self._sentence(statement), []).append(statement)
        return alike

    def _stem(self, statement: Statement) -> str | None:
        start, end = self._cue_range(statement)
        words = [p.text.casefold() for p in self.text.pieces[start:end] if p.text[:1].isalpha()]
        words = [word for word in words if len(word) > 3]
        return words[0][:5] if words else None

    def _sentence(self, statement: Statement) -> int:
        start, _ = self._cue_range(statement)
        return self.text.words[self.text.pieces[start].start].sentence

    def _cue_range(self, statement: Statement) -> tuple[int, int]:
        if not statement.cue:
            return (0, 0)
        return self.text.range_of(statement.cue[0].start, statement.cue[-1].end)


def _fill(statement: Statement, voice: Voice, doubt: Doubt | None) -> Statement:
    named = voice.naming in ("named", "body")
    return replace(
        statement,
        identity_confidence=doubt.chance if doubt else None,
        candidates=doubt.candidates if doubt else (),
        source_kind=voice.kind,
        naming=voice.naming,
        entity=voice.entity if named else None,
        affiliation=voice.affiliation if voice.affiliation != voice.entity else None,
    )
