"""What a Vollmacht makes of a name in it: who gives it, who gets it, for whom it counts as well."""

from __future__ import annotations

import re

from classifiers.name_contexts import WINDOW, Sign, flat

_PRINCIPAL = re.compile(
    r"(?:\b(?:ich|wir|mich|uns|mir|meine\s+person|i|je|the\s+undersigned|unterzeichne\w+)\s*,?\s*(?:die|der|frau|herr"
    r"|unterzeichne\w+|eheleute|name:?|,)*\s*|\b(?:wird|werden)?\s*(?:hiermit\s+)?(?:von|durch)\s+(?:mir|uns|den|der"
    r"|dem)?\s*,?\s*(?:herrn|frau|eheleuten?|ehepaar|familie|unterzeichne\w+)?\s*"
    r"|(?:vollmachtgeber|auftraggeber|mandant)(?:in|innen|en)?\s*:?\s*|\b(?:in\s+(?:sachen|der\s+\w*sache"
    r"|der\s+\w*angelegenheit)\s*:?|interessenvertretung\s+(?:de[sr]|von)|vertretung\s+(?:de[sr]|von)"
    r"|vollmacht\s+(?:de[sr]|von))\s+(?:herrn|frau|eheleuten?|familie)?\s*)$",
    re.IGNORECASE,
)
_GIVES = re.compile(
    r"\bhiermit\s+(?:bevollmächtigt|ermächtigt|beauftragt|erteilt)\s+(?:herr\s|frau\s)?\s*$", re.IGNORECASE
)
_AGENT = re.compile(
    r"\b(?:bevollm(?:ä|a|ae)chtig\w*|erm(?:ä|a)chtig\w*|beauftrag\w*|berechtig\w*|erteil\w*|geb(?:e|en)|erlaub\w*"
    r"|gestatt\w*|vollmacht\s+(?:für|an)|vertrauensperson|will|möchte|zu(?:m|r)\s+vertret\w+|authori[sz]e\w*|dass"
    r"|damit)(?:\s+(?!mich\b|uns\b|von\b|mir\b|durch\b)[^\W\d]+){0,5},?\s*$",
    re.IGNORECASE,
)
_AGENT_AFTER = re.compile(
    r"^[^.?!]{0,140}\b(?:darf|dürfen|soll|kann|ist\s+(?:hiermit\s+)?(?:berechtigt|bevollmächtigt|ermächtigt|befugt)"
    r"|wird\s+(?:hiermit\s+)?(?:bevollmächtigt|ermächtigt|beauftragt|vollmacht|von|in)|vertritt|zu\s+vertreten)\b",
    re.IGNORECASE,
)
_PRINCIPAL_AFTER = re.compile(
    r"^(?:(?!\b(?:wird|werden|ist|sind|hiermit)\b)[^.?!]){0,140}\b(?:bevollmächtigt|ermächtigt|beauftragt|erteilt"
    r"|gibt)\b(?!\s*(?:worden|wird|werden|ist|,|\.))",
    re.IGNORECASE,
)
_TO_MY = re.compile(
    r"\b(?:bevollm\w+|erm(?:ä|a)chtig\w*|beauftrag\w*|erteil\w*|gebe|will|möchte|darf|dass|daß|erlaube"
    r"|gestatte)\s+(?:ich\s+)?(?:hiermit\s+)?,?\s*(?:dass\s+|daß\s+)?mein\w*\s+\w+\s*,?\s*$|(?:^"
    r"|[\n.!?]\s*)meine?\s+(?:tochter|sohn|schwester|bruder|frau|mann|ehefrau|ehemann|freundin|freund|nachbarin"
    r"|nachbar|tante|onkel|cousine?)\s*,?\s*$",
    re.IGNORECASE,
)


# "Hiermit bevollmächtige ich, Ada Osei, geb. 1.2.1990, Herrn X": behind the principals the next title is the agent's.
_BEHIND_PRINCIPAL = re.compile(
    r"\b(?:bevollm\w+|erm(?:ä|a)chtig\w*|beauftrag\w*|erteil\w*|gebe[n]?)\s+(?:hiermit\s+)?(?:ich|wir)\b[^;]*,[^;]*,\s*"
    r"(?:den\s+|die\s+)?(?:herrn?|frau|rechtsanw\w+|ra(?:in)?\b\.?)(?:\s+(?:herrn?|frau|rechtsanw\w+|dr\.))*\s*$",
    re.IGNORECASE,
)


# "eigenhändig, Führung der Hand durch Sohn Hamid", "übersetzt von der Tochter Mina"
_HELPS_TO_SIGN = re.compile(
    r"\b(?:durch|übersetzt\s+von|vorgelesen\s+von)\s+(?:\w+\s+){0,2}(?:sohn|tochter|bruder|schwester)\s+$",
    re.IGNORECASE,
)
_DOTS = re.compile(r"\b(?:geb|\d{1,2})\.")  # they end no sentence


def mandate_signs(text: str, start: int, end: int, signs: set[Sign]) -> set[Sign]:
    """What a Vollmacht makes of a name in it: who gives it, who gets it, for whom it counts as well.

    Args:
        text: The passage.
        start: First character of the name.
        end: One past the last one.
        signs: What `signs_of` found.
    """
    before = flat(text[max(0, start - WINDOW) : start], keep_breaks=False)
    after = flat(text[end : end + 180], keep_breaks=False)
    if re.search(r"\bgez\.\s*$", before):
        return {Sign.PRINCIPAL}
    if Sign.OFFICE in signs and not (Sign.BORN in signs or Sign.SELF in signs):
        return {Sign.AGENT}
    if _TO_MY.search(before) or _BEHIND_PRINCIPAL.search(
        flat(text[max(0, start - 2 * WINDOW) : start], keep_breaks=False)
    ):
        return {Sign.AGENT}
    if _HELPS_TO_SIGN.search(before):
        return set()
    if Sign.CHILD in signs:
        return {Sign.COVERED, Sign.CHILD}
    if (
        Sign.SELF in signs
        or _GIVES.search(before)
        or _PRINCIPAL.search(before)
        or _PRINCIPAL_AFTER.match(_DOTS.sub(" ", after))
        or _stands_as_signature(text, start, end)
    ):
        return {Sign.PRINCIPAL}
    if Sign.OF_WRITER in signs or _AGENT.search(before):
        return {Sign.AGENT}
    if _AGENT_AFTER.match(after) and Sign.BORN not in signs:
        return {Sign.AGENT}
    return set()


def _stands_as_signature(text: str, start: int, end: int) -> bool:
    """Whether a name stands alone on its line in the lower part of a Vollmacht."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    around = text[line_start:start] + text[end : line_end if line_end >= 0 else len(text)]
    bare = re.sub(r"\W|\d|unterschrift|gez|geb(?:oren)?(?:\s?am)?", "", around, flags=re.IGNORECASE)
    return start > len(text) * 0.55 and len(bare) <= 3
