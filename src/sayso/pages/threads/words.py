"""The words that the makers of pages give the parts of a comment thread, in the languages we met.

In: an element. Out: the words of its class, id and schema.org names. Data, and one function: a new site's word is
added here and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\d_A-Z]+")
_NAMED_IN = ("class", "id", "itemprop", "property", "data-testid", "data-test", "data-qa", "data-component", "data-type", "role")

THREAD = frozenset("""comment comments commentlist commentary cmt cmts commentaire commentaires kommentar kommentare kommentarer
kommentti kommentit komment kommentek comentario comentarios comentari comentaris commento commenti komentarz komentarze
komentar komentare komentare komentari yorum yorumlar coment leserbrief leserbriefe leserpost leserkommentar leserkommentare
reactie reacties reaktion reaktionen lukijakommentit disqus talkback talkbacks forum foren posting postings respons responses
response discussion diskussion debate hozzaszolas hozzaszolasok debat ugc livefyre coral spotim spcv viafoura hyvor fbcomment
remark42 isso utterances commento giscus replies reviews opinie meinung meinungen usercomment usercomments commentthread
jcomments komento commentitem commentbody commentcard commentblock commentcontent commentmeta commentbox
kommentarliste kommentarblock opiniones lettre""".split())  # fmt: skip
# The same for a single one.
ITEM = frozenset("""comment kommentar kommentti commentaire comentario comentari commento komentarz komentar leserbrief reactie
yorum posting reply response message coment cmt lesermeinung bijdrage leserkommentar usercomment hozzaszolas""".split())  # fmt: skip
NAME_STRONG = frozenset("""fn username nickname displayname commenter authorname commentator screenname nick pseudo
benutzer benutzername nutzer nutzername nutzername commentauthor authornickname realname fullname""".split())  # fmt: skip
NAME = frozenset("""author autor auteur autore auteurs user member poster verfasser creator owner writer kirjoittaja
forfatter byuser naam name nom nombre nome navn imie utente usuario utilisateur brugernavn""".split())  # fmt: skip
NAME_WEAK = frozenset("vcard by byline who from info profile person account header headline heading title cite sender".split())
TIME = frozenset("""date time timestamp datum datetime posted published created ago dato fecha temps hora heure zeit
createdat publishdate datecreated datepublished postdate commentdate commenttime timeago when relativetime zeitpunkt
dateposted timesince submitted metadata commentmetadata data tanggal paivays tid pvm""".split())  # fmt: skip
TEXT = frozenset("""content text texte body message msg inhalt bodytext contenttext richtext markup commentbody
commenttext commentcontent testo texto tekst teksti innhold contenu contenido contenuto postbody richcontent
commentmessage beitrag markdown usertext description""".split())  # fmt: skip
CONTROL = frozenset("""reply respond like likes liked dislike vote votes voting upvote downvote report reporting share sharing
edit delete toolbar flag flagged avatar gravatar permalink actions action rating ratings score moderation tools button
buttons controls control like badge badges hidden melden antworten beantworten repondre responder rispondi svara
options menu dropdown social reactions karma counter count pagination nav navigation signin login register says spam
collapse toggle expand hide readmore thumb thumbs recommend recommendations ban award signature sig""".split())  # fmt: skip
HOLDS_MORE = frozenset("children replies thread nested child sub subcomments answers antworten respuestas".split())
FOREIGN = frozenset("""pingback pingbacks trackback trackbacks recentcomments recent latest popular related teaser teasers
sidebar form respond promo advert advertisement newsletter breadcrumb""".split())  # fmt: skip
LIVE = frozenset("live liveblog ticker liveticker timeline update updates keyevent changelog event events".split())
EMBEDDED = frozenset("tweet twitter instagram tiktok bluesky mastodon embed embeds oembed".split())
NO_COMMENT = frozenset(("pingback", "pingbacks", "trackback", "trackbacks", "webmention"))


# Pages run these words together with others ("leserforumliste", "usercommentlist", "commentTimestamp").
_THREAD_STEM = re.compile("comment|kommentar|coment|commenti|leserbrief|leserforum|leserpost|disqus|talkback")
_TIME_STEM = re.compile("timestamp|datetime|timeago")


def words(element: HtmlElement) -> frozenset[str]:
    """Return the lower-case words of the names an element bears."""
    return frozenset(_split(element))


def _split(element: HtmlElement) -> Iterator[str]:
    if "-" in element.tag:  # an element the site made itself tells by its own name
        yield from element.tag.split("-")
    for attribute in _NAMED_IN:
        for name in (element.get(attribute) or "").split():
            name = name.removeprefix("text-")  # how it looks ("text-sm"), in the style sheets half the web uses
            parts = [part.lower() for part in _WORD.findall(name)]
            yield from parts
            yield from ("comments" for part in parts if part not in THREAD and _THREAD_STEM.search(part))
            yield from ("timestamp" for part in parts if _TIME_STEM.search(part))
            # "user-name", "userName" and "username" are one word to us.
            yield from (one + two for one, two in zip(parts, parts[1:], strict=False))
