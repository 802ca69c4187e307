"""Know by its words what is not the article: menus, share bars, adverts, credits, lists of other stories.

In: the text of one passage. Out: whether it is furniture, a credit, a caption, a byline, or opens a list of related
stories. Every pattern must cover the whole passage and be short, since an article may well say "share this".
"""

from __future__ import annotations

import re

from sayso.pages.layout.person_names import is_name

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SHARE = frozenset((
    "share", "tweet", "print", "email", "e-mail", "mail", "facebook", "twitter", "x", "whatsapp",
    "linkedin", "reddit", "pinterest", "telegram", "instagram", "messenger", "flipboard", "pocket",
    "google", "copy", "link", "save", "bookmark", "gift", "pin", "comment", "comments", "like",
    "likes", "shares", "this", "article", "story", "page", "post", "via", "on", "to", "by", "with",
    "a", "friend", "more", "options", "toggle", "sharing", "tumblr", "mastodon", "bluesky",
    "threads", "sms",
))  # fmt: skip
_SHARE_CORE = frozenset((
    "share", "tweet", "print", "email", "e-mail", "facebook", "twitter", "whatsapp", "linkedin",
    "reddit", "pinterest", "telegram", "bookmark",
))  # fmt: skip
_MENU = frozenset((
    "home", "news", "world", "politics", "business", "sport", "sports", "opinion", "opinions",
    "culture", "arts", "entertainment", "lifestyle", "life", "style", "tech", "technology",
    "science", "health", "weather", "travel", "video", "videos", "photos", "podcasts", "live",
    "local", "national", "international", "us", "uk", "europe", "africa", "asia", "money", "economy",
    "markets", "education", "environment", "climate", "magazine", "subscribe", "login", "log",
    "sign", "in", "up", "out", "register", "menu", "search", "about", "contact", "help", "my",
    "account", "newsletters", "jobs", "shop", "games", "puzzles", "obituaries", "classifieds",
    "e-paper", "archive", "latest", "more", "sections", "all", "topics", "features", "letters",
    "editorial", "and",
))  # fmt: skip
_FURNITURE = re.compile(
    r"(?:advert(?:isement|ising|s)?|ad|sponsored(?:\s+(?:content|by\b.*))?|promoted(?:\s+content)?"
    r"|paid\s+content"
    r"|(?:story|article|post)\s+continues\s+(?:below|after)\b.*|(?:continue|keep)\s+reading\b.{0,60}"
    r"|scroll\s+(?:down\s+)?(?:to|for)\b.{0,40}|skip\s+(?:to|past|advert)\b.{0,60}|back\s+to\s+top"
    r"|(?:main\s+)?menu|search"
    r"|(?:share|tweet|print|save|e-?mail)\s+(?:this|it|via|on|with|the)\b.{0,60}"
    r"|(?:follow|like|find|join)\s+us\b.{0,80}|follow\s+@?\w+\s+on\s+\w+"
    r"|(?:sign\s+up|subscribe|register)\b(?!.*\b(?:said|says|told)\b).{0,160}"
    r"|get\s+(?:the|our|all|breaking|more|unlimited)\b.{0,120}\b(?:newsletter|inbox|e-?mail|alerts?|app"
    r"|access|briefing)\b.{0,60}"
    r"|(?:enter\s+)?your\s+e-?mail(?:\s+address)?\b.{0,60}|thank\s+you\s+for\s+(?:subscribing"
    r"|signing\s+up)\b.{0,60}"
    r"|(?:our|daily|weekly|morning|free)\s+newsletters?\b.{0,60}|newsletter(?:\s+sign-?up)?s?"
    r"|(?:we|this\s+(?:site|website|page))\s+uses?\s+cookies\b.{0,240}|by\s+(?:continuing|using"
    r"|clicking)\b.{0,60}\b"
    r"(?:you|cookies|agree|consent)\b.{0,160}|(?:accept|reject|manage)\s+(?:all\s+)?(?:cookies?|preferences"
    r"|settings)\b.{0,40}"
    r"|cookie\s+(?:policy|settings|notice|preferences)\b.{0,40}|(?:accept|reject)\s+all"
    r"|(?:©|\(c\)\s|copyright\b).{0,200}|.{0,120}\ball\s+rights\s+reserved\b.{0,80}"
    r"|(?:privacy|cookie)\s+(?:policy|notice|statement)\b.{0,80}|terms\s+(?:of|and|&)\s+\w+\b.{0,80}"
    r"|(?:tags?|topics?|filed\s+under|categor(?:y|ies)|keywords?|labels?|posted\s+in"
    r"|published\s+in)\s*:\s.{1,200}(?<![.!?])"
    r"|\d+\s*(?:-|–)?\s*min(?:ute)?s?(?:\s+(?:read|to\s+read))\b.{0,20}|(?:reading"
    r"|read)\s+time\s*:?\s*\d+.{0,20}"
    r"|(?:listen|listen\s+to\s+(?:this\s+)?(?:article|story))\b.{0,30}|(?:download|get|open\s+in)\s+(?:the"
    r"|our)\s+app\b.{0,60}"
    r"|(?:support|donate\s+to)\s+(?:our|us|independent)\b.{0,120}|become\s+a\s+(?:member|subscriber"
    r"|supporter)\b.{0,80}"
    r"|already\s+(?:a\s+)?(?:member|subscriber|registered|have\s+an\s+account)\b.{0,60}"
    r"|log\s?in(?:\s+or\s+.{0,40})?"
    r"|sign\s+in\b.{0,40}|my\s+account|click\s+here\b.{0,100}|click\s+to\s.{0,60}|play\s+video"
    r"|watch\s+(?:live|now)|loading\W*"
    r"|(?:leave|post|add|write)\s+a\s+(?:comment|reply|response)\b.{0,40}|(?:\d+|no|view|show|see"
    r"|read)\s+comments?(?:\s*\(\d+\))?"
    r"|comments?(?:\s*\(\d+\))?|\d+\s+(?:shares?|likes?|views?|reactions?)|(?:previous|next)\s+(?:article"
    r"|story|post|page)\b.{0,120}"
    r"|report\s+(?:an?\s+)?(?:error|typo|correction|this)\b.{0,60}|see\s+all\b.{0,40}|contact\s+us"
    r"|about\s+(?:us|the\s+author)"
    r"|font\s+size\W.{0,20}|translate\b.{0,30}|site\s+map|image|photos?|video|gallery|toggle\s.{0,30}"
    r"|close)\W*",
    re.IGNORECASE | re.DOTALL,
)
_RELATED_HEADING = re.compile(
    r"(?:related(?:\s+(?:stories|articles|content|links?|news|coverage|posts?|topics|reading|items))?"
    r"|read\s+(?:more|also|next)"
    r"|more\s+on\s+this(?:\s+(?:story|topic))?|see\s+also|also\s+(?:read|see|on\b.{0,30}|in\b.{0,30})"
    r"|further\s+reading"
    r"|(?:you\s+)?(?:may|might)\s+(?:also\s+)?(?:like|be\s+interested\s+in)|you\s+(?:may|might)\s+also\s+like"
    r"|recommended(?:\s+(?:for\s+you|stories|reading|articles))?|most\s+(?:read|popular|viewed|shared"
    r"|commented)(?:\s+.{0,30})?"
    r"|trending(?:\s+(?:now|stories))?|popular(?:\s+(?:now|posts|stories))?|top\s+stories|latest\s+(?:news"
    r"|stories|headlines)"
    r"|editor['’]?s['’]?\s+(?:picks?|choice)|don['’]t\s+miss|what\s+to\s+read\s+next|up\s+next"
    r"|more\s+(?:stories|news|headlines)"
    r"|more\s+(?:from|in)\s+.{1,40}|(?:other|similar)\s+(?:stories|articles|posts)|in\s+(?:depth|pictures)"
    r"|elsewhere\s+on\s.{1,40}"
    r"|lesen\s+sie\s+auch|mehr\s+zum\s+thema|à\s+lire\s+aussi|lire\s+aussi|leer\s+más"
    r"|noticias\s+relacionadas|leggi\s+anche)\s*[:：]?",
    re.IGNORECASE,
)
_RELATED_INLINE = re.compile(
    r"(?:related(?:\s+(?:story|article|coverage|news))?|read\s+(?:more|also|next)|see\s+also|also\s+read|more"
    r"|recommended|lire\s+aussi|lesen\s+sie\s+auch)\s*(?:[:：|»>]|\s[-–—])\s*\S.{3,160}(?<![.])",
    re.IGNORECASE,
)
_AGENCY = (
    r"(?:AP|AFP|EPA|Reuters|REUTERS|Getty(?:\s+Images)?|Shutterstock|Wikimedia(?:\s+Commons)?|Flickr|Unsplash|PA|dpa"
    r"|Alamy|iStock)"
)
_PICTURE = (
    r"(?:photo(?:graph)?s?|image|picture|pictures|video|graphic|map|illustration|chart|cover|header|featured\s+image)"
)
_CREDIT = re.compile(
    rf"[(\[]?(?:(?:main|lead|file|top|banner)\s+)?{_PICTURE}\s*(?:credits?|courtesy|copyright|source"
    rf"|by)?\s*(?:[:|©]|by\b|courtesy\b).{{1,160}}"
    rf"|[(\[]?{_PICTURE}\s+(?:of|from|shows?)\s.{{1,220}}\b(?:via|by|courtesy(?:\s+of)?|credit:?"
    rf"|©)\s.{{1,100}}(?<![.!?])"
    rf"|[(\[]?(?:credits?|image\s+source|picture\s+credit|source)\s*:\s*.{{1,120}}(?<![.!?])"
    rf"|(?:©\s*)?[(\[]?(?:{_PICTURE}\s*[:/]?\s*)?(?:[\w.'’ -]{{1,50}}\s*[/|,]\s*)?{_AGENCY}(?:\s*[/"
    rf"|,–-]\s*[\w.'’ -]{{1,50}}|\s+Photo.{{0,40}})?[)\]]?"
    rf"|[(\[]?{_PICTURE}\s+(?:via|courtesy\s+of)\s.{{1,100}}",
    re.IGNORECASE | re.DOTALL,
)
_CAPTION = re.compile(
    r"(?:image|photo|media)\s+caption\b|(?:caption|file\s+photo|pictured(?:\s+(?:above|below|left|right))?"
    r"|above)\s*:\s"
    r"|file\s+[-–—]\s|pictured\s*,?\s+(?:above|below|left|right)\b",
    re.IGNORECASE,
)
_CREDIT_AT_END = re.compile(
    rf"[.\s(\[](?:{_PICTURE}\s*(?:credit|by)?\s*[:/]|credit\s*:|©|AP\s+Photo\s*/"
    rf"|\({_AGENCY})\s*[\w.'’/&, -]{{0,60}}[)\]]?\Z",
    re.IGNORECASE,
)
_PERSON = r"[^\W\d_][\w.'’-]*(?:\s+(?:[^\W\d_][\w.'’-]*|&)){0,5}"
_BYLINE = re.compile(
    rf"(?:(?:written|words|story|text|report|reported|posted|published|analysis|opinion|review"
    rf"|interview)\s+)?by:?\s+(?P<name>{_PERSON})"
    rf"(?:(?:\s*,\s*|\s+and\s+|\s*[|•·/–—-]\s*|\s+in\s+|\s+for\s+|\s+on\s+|\s*\n\s*).{{0,120}})?(?<![.!?:;])"
    rf"|(?:report(?:ing|ed)|editing|writing|additional\s+reporting|compiled|edited)\s+by\s.{{2,160}}"
    rf"|(?:from|by)\s+(?:our|a)\s+(?:own\s+)?(?:staff|correspondent|reporter)\S*(?:\s.{{0,40}})?"
    rf"|staff\s+(?:writer|reporter|report)s?"
    rf"|(?P<writer>{_PERSON})\s*[,|•·–—-]\s*(?:\w+\s+){{0,3}}(?:staff|senior|chief|political|foreign"
    rf"|news)?\s*(?:writer|correspondent|reporter|editor|columnist)s?\b.{{0,60}}(?<![.!?])",
    re.DOTALL | re.IGNORECASE,
)


def is_furniture(text: str) -> bool:
    """Say whether a passage is a menu, a share bar, an advert or the like."""
    words = [word.lower() for word in _WORD.findall(text)]
    if not words:
        return True
    if len(text) > 400 or len(words) > 45:
        return False
    return _is_bar(words) or _FURNITURE.fullmatch(text) is not None


def _is_bar(words: list[str]) -> bool:
    bare = [word for word in words if not word.isdigit()]
    if not bare:
        return False
    share = all(word in _SHARE for word in bare) and any(word in _SHARE_CORE for word in bare)
    return share or (len(bare) > 2 and all(word in _MENU for word in bare))


def is_menu_entry(text: str) -> bool:
    """Say whether a passage could be an entry of a menu: up to three words without an end."""
    return len(text.split()) <= 3 and len(text) <= 30 and text[-1] not in '.!?:;"”'


def is_breadcrumb(text: str) -> bool:
    """Say whether a passage is a path or a row of links: "Home > World > Coast"."""
    parts = re.split(r"\s*[>»›|•·/]\s+|\s{2,}|\t", text)
    return len(parts) > 2 and len(text) <= 160 and all(0 < len(part.split()) <= 4 for part in parts)


def opens_related(text: str) -> bool:
    """Say whether a passage heads a list of other stories."""
    return len(text) <= 70 and _RELATED_HEADING.fullmatch(text) is not None


def is_related(text: str) -> bool:
    """Say whether a passage is a link to another story by its own words."""
    return len(text) <= 200 and _RELATED_INLINE.fullmatch(text) is not None


def is_credit(text: str) -> bool:
    """Say whether a passage names who made a picture, and nothing else."""
    return len(text) <= 300 and _CREDIT.fullmatch(text) is not None


def is_caption(text: str) -> bool:
    """Say whether a passage describes a picture: it says so, or ends in the picture's credit."""
    if len(text) > 450:
        return False
    return _CAPTION.match(text) is not None or _CREDIT_AT_END.search(text, max(0, len(text) - 90)) is not None


def is_byline(text: str) -> bool:
    """Say whether a passage names who wrote the article."""
    if len(text) > 200 or len(text.split()) > 25:
        return False
    match = _BYLINE.fullmatch(text)
    if match is None:
        return False
    first = (match["name"] or match["writer"] or "Staff").split()[:2]
    return all(word[0].isupper() for word in first)


def is_bare_byline(text: str) -> bool:
    """Say whether a line under a headline is a writer's name and no more."""
    people = re.split(r",\s+|\s+and\s+", text.removeprefix("By ").removeprefix("by "))
    return all(len(person.split()) in {2, 3, 4} and is_name(person) for person in people) and not text.isupper()
