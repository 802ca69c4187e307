"""How times are written on the pages we met, as patterns: months, days, clocks and "ago" in some twenty languages.

In: nothing. Out: `MOMENT` (one written time), `LEAD` and `TRAIL` (what stands around it and is no part of it). Data:
a new language is a few more words here.
"""

from __future__ import annotations

import re

_MONTHS = """jan ene gen feb fév fev mar mär mrt maa apr avr abr mai may maj mag mei jun juin giu jul juil lug aug août aout ago sep set
oct okt ott out nov dec dez déc dic des sty lut kwi cze lip sie wrz paź lis gru led úno břez dub květ kvě čer srp zář říj pros янв
фев мар апр мая май июн июл авг сен окт ноя дек січ лют бер квіт трав черв лип серп вер жовт лист груд oca şub nis haz tem ağu eyl
eki kas tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu ιαν φεβ μαρ απρ μαΐ μαϊ ιουν ιουλ αυγ σεπ οκτ νοε δεκ
szept ápr máj jún júl ian iul iun noi""".split()  # fmt: skip
_DAYS = """mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday mo di mi do fr sa so
montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag lun mar mer jeu ven sam dim lundi mardi mercredi jeudi vendredi
samedi dimanche mié jue vie sáb dom lunes martes miércoles jueves viernes sábado domingo gio sab lunedì martedì mercoledì giovedì
venerdì sabato domenica seg ter qua qui sex segunda-feira terça-feira quarta-feira quinta-feira sexta-feira ma wo vr za zo maandag
dinsdag woensdag donderdag vrijdag zaterdag zondag pon wt śr śro czw pt pią sob nie niedziela poniedziałek wtorek środa czwartek
piątek sobota man tir ons tor fre lør søn mån tis lör sön mandag tirsdag onsdag torsdag fredag lørdag søndag måndag tisdag lördag
söndag пн вт ср чт пт сб вс""".split()  # fmt: skip
_UNITS = """sec min hour hr day week month year yr sekund stund tag woche monat jahr heure jour semaine mois an minut hora dia día semana
mes año ano giorn settiman ora ore uur dag maand jaar uke vecka vecko år timm time måned månad godz dni dzień tyg mies lat rok saat gün
hafta ay yıl минут час дн день недел месяц год лет mo s m h d w y""".split()  # fmt: skip
_SHORT_UNITS = r"(?:[smhdwy]|mo)\b"


def _any(names: list[str]) -> str:
    return "(?:" + "|".join(re.escape(name) for name in sorted(set(names), key=lambda name: (-len(name), name))) + ")"


_MONTH = rf"{_any(_MONTHS)}[^\W\d_]{{0,8}}\.?"
_WEEKDAY = rf"(?:{_any(_DAYS)}\b\.?,?\s+(?:den\s+|the\s+|le\s+)?)"
_NUMBER = r"(?:\d+|an?|one|einem|einer|un|une|una|en|ett)"
_UNIT = rf"(?:{_SHORT_UNITS}|{_any([unit for unit in _UNITS if len(unit) > 1])}[^\W\d_]{{0,6}})\.?"
_YEAR = r"(?:(?:19|20)\d\d|['’]\d\d)"
_SHORT_YEAR = r"(?:\d{4}|\d\d)"
_NUMERIC = (
    r"(?:\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}\.\s?\d{1,2}\.\s?" + _SHORT_YEAR + r"|\d{1,2}/\d{1,2}/" + _SHORT_YEAR
    + r"|\d{1,2}-\d{1,2}-" + _SHORT_YEAR + r")(?!\d)"
)  # fmt: skip
_EASTERN = r"\d{4}\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]"
_DAY = r"\d{1,2}(?:st|nd|rd|th|er|\.|º|ª|-го)?"
_WORDED = (
    rf"(?:{_DAY}\s*(?:de\s+|of\s+|-)?{_MONTH},?(?:\s*(?:de\s+|del\s+|-)?{_YEAR})?|{_MONTH}\s+{_DAY}(?:,?\s+{_YEAR}|(?!\s?(?:{_MONTH}|{_UNIT}\b))))"
)
_DATE = rf"(?:{_NUMERIC}|{_EASTERN}|{_WORDED})"
_ZONE = r"(?:\s?(?:utc|gmt|cest|cet|est|edt|pst|pdt|z)\b)?(?:\s?[+-]\d\d:?\d\d)?"
_CLOCK = (
    r"(?:\d{1,2}\s?[:.h]\s?\d\d(?::\d\d)?(?:\.\d+)?(?!\d)(?:\s?[ap]\.?m\b\.?)?(?:\s?(?:uhr|hrs|klo))?" + _ZONE
    + r"|\d{1,2}\s?[ap]\.?m\b\.?)"
)  # fmt: skip
_BETWEEN = r"at|um|à|a\s+las|a\s+la|às|as|alle|ore|om|kl\.?|klo|klokken|o|o\s+godz\.?|v|в|t|@|de|on|le"
_JOIN = rf"\s*[,|/·•–—-]?\s*(?:(?:{_BETWEEN})(?![^\W\d_])|(?<=\d)t(?=\d))?\s*[,-]?\s*"
_AGO = (
    rf"(?:(?:about|almost|over|etwa|ca\.?)\s+)?{_NUMBER}\s*\+?\s?{_UNIT}(?:\s?,?\s?\d+\s?{_UNIT})?"
    r"\s+(?:ago|atrás|fa|geleden|sedan|siden|sitten|temu|önce|назад|earlier|πριν)"
)
_BEFORE = rf"(?:vor|hace|há|il\s+y\s+a|för|for|před|acum|πριν)\s+{_NUMBER}\s+{_UNIT}(?:\s+sedan|\s+siden)?"
_NEAR = _any("""today yesterday heute gestern hier aujourd'hui aujourd’hui ayer hoy ieri oggi ontem hoje igår idag vandaag gisteren
wczoraj dzisiaj вчера сегодня""".split())  # fmt: skip
MOMENT = re.compile(
    rf"(?<!\w)(?:{_WEEKDAY}?{_DATE}(?:{_JOIN}{_CLOCK})?|{_CLOCK}{_JOIN}{_WEEKDAY}?{_DATE}|{_AGO}|{_BEFORE}"
    rf"|{_NEAR}(?:{_JOIN}{_CLOCK})?|just now|gerade eben)(?![^\W_])",
    re.IGNORECASE,
)
_LEADING = """posted published written added submitted veröffentlicht geschrieben publié publicado inviato commented said on am le el il op
den dnia the at um date datum skrev les data""".split()  # fmt: skip
LEAD = re.compile(rf"^(?:[\s|/·•,;:#(\[–—-]+|{_any(_LEADING)}(?=[\s:])\s*)+", re.IGNORECASE)
TRAIL = re.compile(r"[\s|/·•,;:)\]#–—-]+$")
