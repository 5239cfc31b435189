"""What a single line of a letter is: an organisation's, a law firm's, a fax machine's, an address."""

from __future__ import annotations

import re

# Legal forms, churches, welfare, schools, trades and clubs; law firms are told apart below.
_ORGANISATION = re.compile(
    r"\b[eE]\.?\s?V\.?(?=\W|$)|\b(?:g?GmbH|mbH|gUG|UG|KG|OHG|GbR|eG|mbB)\b|\b\w*Stiftung\b|\bCaritas\w*"
    r"|\b[A-Za-z]*[Cc]aritasverband\w*|\bDiakoni\w*|\bAWO\b|\bArbeiterwohlfahrt|\bDRK\b|\bRotes\s+Kreuz"
    r"|\bParitätisch\w*|\bMalteser\b|\bJohanniter\b|\bSk[FM]\b|\bSKFM\b"
    r"|\bIN\s+VIA\b|\bKolping(?!str|platz|weg|allee)\w*|\b\w*[Ff]lüchtlings(?:rat|hilfe|beratung|initiative|netzwerk"
    r"|paten|arbeit|dienst|berat\w*)\w*|\bAsyl(?:kreis|arbeitskreis|café|beratung)\w*|\b\w*(?:[Kk]irchen"
    r"|[Pp]farr|[Ss]tudierenden|[Ss]tudenten|[Hh]ochschul|[Ff]rei)gemeinde\w*|\b(?:Church|Fellowship|Ministries)\b|\bPfarrei\w*|\bPfarramt\b|\bPfarrverband\b|\bKirchenkreis\w*|\bKirchspiel\b|\bMoschee\w*"
    r"|\bGemeinde\s+(?:St\.|Sankt|Christ|Jesus|Heilig)\w*"
    r"|\b\w*(?:[Bb]eratungsstelle|[Mm]igrationsberatung|[Mm]igrationsdienst|[Ss]ozialdienst|[Ss]ozialberatung"
    r"|[Ff]achdienst|[Ff]luchtpunkt)\w*|\b\w*(?:[Hh]elfer|[Ff]reundes|[Aa]rbeits|[Uu]nterstützer|[Gg]ebets)kreis\w*"
    r"|\b\w*[Ii]nitiative\b|\b\w*[Nn]etzwerk\b|\bBündnis\b|\b[\w-]*[Vv]erein\b|\b\w*[Gg]ruppe\b(?!\s*:)"
    r"|\b(?:Städtische\w*\s+)?(?:\w*(?:[Gg]esamt|[Rr]eal|[Hh]aupt|[Gg]rund|[Ff]örder|[Ss]ekundar|[Bb]erufs"
    r"|[Vv]olkshoch)schule|\w*[Gg]ymnasium|\w*[Bb]erufskolleg|\w*[Ww]eiterbildungskolleg|Kita|Kindertagesstätte"
    r"|\w*[Ff]amilienzentrum|\w*[Jj]ugendhilfe|\w*[Jj]ugendzentrum|Universität|\w*[Hh]ochschule|\w*[Kk]lini(?:k|kum)"
    r"|\w*[Kk]rankenhaus|\w*[Pp]flege(?:heim|dienst|zentrum)|\w*[Ss]enioren(?:heim|haus|zentrum|stift)"
    r"|\w*[Aa]ltenheim|\w*stift)\b"
    r"|\b(?:Klasse|Jahrgangsstufe)\s+\d{1,2}\s?\w?\b|\b\w*(?:[Rr]estaurant|[Bb]äckerei|[Bb]ackstube|[Mm]etzgerei"
    r"|[Gg]ärtnerei|[Bb]auernhof|[Gg]emüsehof|[Ss]pargelhof|[Oo]bsthof|[Bb]iohof|[Rr]eiterhof|[Ll]andwirtschaft|[Gg]artenbau|[Tt]ischlerei|[Ss]chreinerei|[Ss]chlosserei|[Aa]utohaus|[Kk]fz-\w+|[Mm]alerbetrieb"
    r"|[Dd]achdeckerei|[Bb]auunternehm\w+|[Ss]pedition|[Ll]ogistik|[Hh]eizungsbau|[Ee]lektrotechnik"
    r"|[Gg]ebäudereinigung|[Hh]andwerksbetrieb|[Mm]etallbau|[Ww]erkstätten?)\b|\bFirma\b|\bFa\.|&\s(?:Sohn|Söhne|Co"
    r"|Partner)\b"
    r"|\b(?:TSV|SV|FC|TuS|VfL|VfB|SC|TV|SSV|BV|DJK|ASV|SpVgg)\s+\w+|\b\w*[Ss]portverein\w*|\b\w*[Tt]urnverein\w*"
    r"|\bGewerkschaft\b|\bver\.di\b|\bOrtsverband\b|\bNachbarschaft\w*|\bLebenshilfe\b|\bFrauenhaus\b|\bGurdwara\b"
    r"|\b(?:Kreis|Stadt)?[Jj]ugendamt\b|\bLaw\s+Clinic\b|\b(?:Deutsch-)?\w*[Kk]ulturverein\b|\bTelefonseelsorge\b|\bKinderheim\b|\b\w*[Ww]ohngruppe\b"
    r"|\bTafel\b|\bKonvent\b|\bKloster\b|\bOrden\b",
)
_LAW_FIRM = re.compile(
    r"\bkanzlei\b|\badvoca(?:at|ten|tes?|ts?)\b|\battorneys?\b|\bsolicitors?\b|\bbarrister\b|\blaw\s+(?:firm"
    r"|office)s?\b|\bavocate?s?\b|\b\w*anwaltskanzlei\b|\brechtsanw(?:a|ä|ae)lt\w*|\brechtsanw\w*|\banwaltsb(?:ü"
    r"|ue)ro\b|\bfachanw\w*|\bsozietät\b|\bpartnerschaft(?:sgesellschaft)?\s+mbb|\bstrafverteidig\w*|(?:^"
    r"|[\s,(])RA(?:in|e|inn?en)?(?=[\s.,)]|$)|\badvokat\w*|\banw(?:a|ä)lt(?:e|in|innen|skanzlei)?\b",
    re.IGNORECASE,
)


# "ehrenamtliche Betreuerin im Arbeitskreis Asyl": somebody tells what he does there, he does not write for it.
_VOLUNTEERS = re.compile(r"\W*(?:ich\s+bin\s+)?ehrenamtlich\w*\s+\w+\s+(?:im|in|beim|bei|der|des|für)\b", re.IGNORECASE)


def organisation_in(line: str) -> str | None:
    """The name of an organisation that a line gives, or None; law firms are none."""
    if _LAW_FIRM.search(line) or re.match(r"\W*mit\s.*gr[uü](?:ß|ss)", line, re.IGNORECASE):
        return None
    line = re.sub(r"(?<=[^\W\d_])1(?=[^\W\d_])", "l", line)  # OCR's "F1üchtlingsrat"
    matches = filter(None, (_ORGANISATION.search(line), _ORGANISATION.search(_in_small_letters(line))))
    match = min(matches, key=lambda found: found.start(), default=None)
    if not match or _VOLUNTEERS.match(line) or _NO_NAME.match(line):
        return None
    segments = [m for m in re.finditer(r"(?:(?!\s[-–·•|*:]\s|\s{3,}|[|·•;\t]|,\s).)+", line)]
    segment = next((m for m in segments if m.start() <= match.start() < m.end()), None)
    name = segment.group() if segment else line
    return _trimmed_organisation(name)


def _in_small_letters(line: str) -> str:
    """The words of a line that are all capitals, with the first one only; as long as the line."""
    return re.sub(r"[A-ZÄÖÜ]{5,}", lambda m: m.group().capitalize(), line)


def _trimmed_organisation(name: str) -> str | None:
    """The name without what leads to it ("Für", "i. A.", "der Verein") and behind it."""
    name = re.sub(r"^(?:[\W_]+|\S{0,2}[\]|)}>»®©]\s+)+", "", name)
    name = re.sub(
        r"^(?:(?:für|i\.\s?a\.|im\s+auftrag(?:\s+(?:von|des|der))?|ihre?|eure?|von|an|den|die|der|dem|das|unser\w*"
r"|verein(?=\s+[A-ZÄÖÜ])|firma|fa\.|absender:?|von:|bei|beim|vom)\s+)+",
        "", name, flags=re.IGNORECASE,
    )  # fmt: skip
    name = re.sub(r"\s*(?:,|\(|Tel|Fon|Inh\b|Inhaber|HRB|vertreten|handelnd).*$", "", name).strip(" .,;:-–·")
    if re.search(r"\b[eE]\.?\s?V$", name):
        name += "."
    words = name.split()
    has_capital = any(word[:1].isupper() for word in words)
    return name if 1 <= len(words) <= 12 and has_capital and len(name) > 3 else None


def is_law_firm(line: str) -> bool:
    """Whether a line is that of a lawyer or law firm."""
    return bool(_LAW_FIRM.search(line)) and not _ANSWERED_NO.search(line)


_NO_NAME = re.compile(r"\W*(?:ich|wir|er|sie|vorlage|vordruck|formular|muster|quelle)[:\s]", re.IGNORECASE)
_ANSWERED_NO = re.compile(r"[.:_\s]\s*(?:nein|kein\w*|entfällt|ohne)\W*$", re.IGNORECASE)  # "Anwalt: nein" in a form
_ENCLOSED = re.compile(r"\W*(?:anlagen?|anl\.|beilagen?|beigefügt|beigelegt|anbei|enclosures?)\b", re.IGNORECASE)
_FAX_HEADER = re.compile(
    r"\d{1,2}[:.]\d{2}.*(?:\b(?:S|P|Seite|Page|Nr|Blatt|Bl)\b\.?\s*:?\s*\d|\d/\d|\bfax\b|\d{6,})"
    r"|^\W*(?:[a-z]{3}\.?\s+\d{1,2}|\d{1,2}[./-]\d{1,2}[./-])\s?\d{2,4}\b.*\bfax\b\D{0,4}\d{5,}",
    re.IGNORECASE,
)


def is_fax_header(line: str) -> bool:
    """Whether a line is what a fax machine prints above a page: time, number, page."""
    return bool(_FAX_HEADER.search(line))


def may_frame(line: str) -> bool:
    """Whether a line above or below a name may tell who somebody is; addresses and lists do not."""
    return not (_ENCLOSED.match(line) or _DWELLING.match(line) or _ADDRESS.search(line) or is_fax_header(line))


_ADDRESS = re.compile(
    r"^\W*[^\d,]{3,40}(?:str\.|straße|strasse|weg|platz|gasse|allee|ring)\s*\d{1,4}\s?[a-z]?\W*$", re.IGNORECASE
)
_DWELLING = re.compile(r"\W*(?:aufenthalt(?:sort)?|wohnhaft|wohnung|unterkunft|derzeit|z\.\s?zt\.)\b", re.IGNORECASE)
