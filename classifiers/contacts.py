"""How the sender and the applicants can be reached: postal addresses and e-mail, each with its owner."""

from __future__ import annotations

import re
from collections.abc import Sequence

from classifiers.letter_lines import is_law_firm, organisation_in
from classifiers.name_drafts import Draft, drafts_in
from classifiers.name_spans import find_names
from classifiers.names import is_part_of, name_words, plain, same_name
from classifiers.passages import Part, Reading
from classifiers.postal_addresses import PostalAddress, postal_addresses
from classifiers.records import Contact, FiledBy, Person, Representative
from classifiers.signers import Writers, find_writers

_LIVES = re.compile(
    r"\b(?:wohnhaft|wohnort|wohnsitz|wohnt|wohne|wohnen|wohnend|wh\.|gemeldet|anschrift|adresse|wohnung|lebt|lebe"
    r"|leben|unterkunft|untergebracht|zuhause|addresse?|living|live\s+at|address|habite|demeurant|bei\s+mir|sämtlich"
    r"|alle|beide|zuletzt|unter)\b[^.\n]{0,45}$",
    re.IGNORECASE,
)
_INSTITUTION = re.compile(
    r"\b(?:amtsgericht|verwaltungsgericht|gericht|stadt|kreis|landrat|bürgermeister\w*|behörde|ausländer\w+|bundesamt"
    r"|klinik\w*|praxis|dr\.\s?med|schule|gymnasium|firma|gmbh|arbeitgeber\w*|jugendamt)\b",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


# The labels of a form; and what leads from a label to its entry.
_STREET_LABEL = re.compile(r"\bstra(?:ß|ss)e\s*[,/]?\s*(?:u\.|und)?\s*(?:haus)?n(?:umme)?r\.?\s*:?\s*$", re.IGNORECASE)
_OF_WRITER = re.compile(
    r"\b(?:mein|unser|my|our|ma|notre)e?\s+(?:adresse|anschrift|wohnung|address)\b[^.\n]{0,20}$", re.IGNORECASE
)
# A form with its labels below the entries; the rule between them may be drawn.
_LABEL_BELOW = re.compile(r"[^\n]*\n(?:[-_=\s.]*\n)?\s*(?:adresse|anschrift|wohnort|wohnung)\b", re.IGNORECASE)
# Between a name and the address below it.
_IN_ONE_BLOCK = re.compile(r"[\s,;·|]*(?:\(?(?:\*|geb\.|geboren(?: am)?)?\s*\d[\d. ]{5,10}\)?[\s,;]*)?")
_PLACE_BEFORE = re.compile(r"\b(?:in|aus|nach|zu|bei)\s+$")
_OF_AGENT = re.compile(r"\b(?:bevollm\w+|verein|rechtsanw\w+)\b[^.]{0,60}$", re.IGNORECASE)


def find_contacts(
    reading: Reading,
    persons: Sequence[Person],
    filed_by: FiledBy | None,
    representative: Representative | None = None,
) -> tuple[Contact | None, Contact | None]:
    """How the sender and the applicants can be reached.

    Args:
        reading: The message with passages and papers.
        persons: The applicants.
        filed_by: Who files.
        representative: Who files for them, or None.

    Returns:
        The sender, and the applicants; None where nothing is known. A helper's address is none of the applicants.
    """
    writers = find_writers(reading)
    addresses = list(postal_addresses(reading))
    own = _own_address(addresses, persons, filed_by)
    own_email = _own_email(reading, persons, filed_by, writers)
    first = next((p for p in persons if not p.is_minor and p.name), None) or next((p for p in persons if p.name), None)
    name = (first.name if first else None) or ""
    applicant = Contact(name, own.lines if own else (), own_email) if persons and (own or own_email) else None
    if filed_by is FiledBy.APPLICANT and representative is None:
        sender = _sender_who_applies(writers, applicant, first)
    else:
        sender = _other_sender(reading, addresses, own, writers, representative)
    return sender, applicant


def _own_address(
    addresses: Sequence[PostalAddress], persons: Sequence[Person], filed_by: FiledBy | None
) -> PostalAddress | None:
    """The applicants' address: behind their name or words of dwelling, in the letterhead of their own letter."""
    best, most = None, 1.9
    for address in addresses:
        score = _ownership(address, persons, filed_by)
        if score > most:
            best, most = address, score
    return best


def _ownership(address: PostalAddress, persons: Sequence[Person], filed_by: FiledBy | None) -> float:
    near = address.before[-120:]
    last = _last_named(address.before)
    is_own = last is not None and _is_of_applicants(last, persons)
    if last is not None and filed_by is FiledBy.APPLICANT and _is_in_head(address):
        # Their own letterhead, in another spelling: "Rauf und Sevinj Məmmədov".
        is_own = is_own or any(_is_named(person, last.form.name) for person in persons)
    gap = address.before[last.end :] if last else near
    lives = bool(_LIVES.search(near) or _STREET_LABEL.search(near) or _LABEL_BELOW.match(address.after))
    if not address.in_letter and not (is_own and (lives or _IN_ONE_BLOCK.fullmatch(gap))):
        return 0.0  # a paper tells an address only beside the name
    score = 2.0 * lives
    if is_own:
        score += 2.5
    elif last is not None and len(gap) < 90:
        score -= 2.0
    elif any(_is_named(person, near) for person in persons):
        score += 2.0
    if _OF_WRITER.search(near):
        score += 3.0 if filed_by is FiledBy.APPLICANT else -3.0
    if not (is_own and lives) and (
        organisation_in(near[-70:]) or is_law_firm(near[-70:]) or _INSTITUTION.search(near[-60:])
    ):
        score -= 3.0
    if last is None and filed_by is FiledBy.APPLICANT:
        score += 0.5
    return score + _weight_of_place(address, filed_by)


def _is_of_applicants(named: Draft, persons: Sequence[Person]) -> bool:
    """Whether a name in the text is that of an applicant or of their family ("Familie Osei-Mensah")."""
    if _is_name_of(named.form.name, persons):
        return True
    parts = named.form.name.split("-") if "familie" in named.title else []
    return bool(parts) and all(_is_name_of(part, persons) for part in parts)


def _last_named(text: str) -> Draft | None:
    """Who is named last, in full or with a title; a name behind "in" or "aus" is a place."""
    named = [draft for draft in drafts_in(text) if len(draft.form.name.split()) > 1 or draft.title]
    named = [draft for draft in named if not _PLACE_BEFORE.search(text[: draft.start])]
    return named[-1] if named else None


def _weight_of_place(address: PostalAddress, filed_by: FiledBy | None) -> float:
    """What the part of the letter says: head and signature block are the writer's, a footer nobody's of the family."""
    applies = filed_by is FiledBy.APPLICANT
    part = address.passage.part
    score = 0.0
    if _is_in_head(address):
        score += 1.5 if applies else -1.0
    if part is Part.CLOSING:
        score += 1.0 if applies else -2.0
    if part is Part.FOOTER:
        score -= 3.0
    line_before = address.before.rstrip().rsplit("\n", 1)[-1]
    if address.in_mandate and not _OF_AGENT.search(line_before):
        score += 0.5
    return score


def _is_in_head(address: PostalAddress) -> bool:
    """Whether an address stands at the top of a letter, marked as its head or not."""
    part = address.passage.part
    return part is Part.HEAD or (part is Part.TEXT and address.passage.start == 0 and len(address.before) < 80)


def _is_name_of(name: str, persons: Sequence[Person]) -> bool:
    """Whether a name in the text is that of an applicant: the full one, or a part that fits."""
    known = [n for p in persons for n in (p.name, *p.aliases) if n]
    if len(name.split()) > 1:
        return any(same_name(name, n) or is_part_of(name, n) for n in known)
    return any(is_part_of(name, n) for n in known)


def _is_named(person: Person, text: str) -> bool:
    words = set(plain(text).split())
    return any(
        word in words
        for name in filter(None, (person.name, *person.aliases))
        for word in name_words(name)
        if len(word) > 2
    )


def _own_email(reading: Reading, persons: Sequence[Person], filed_by: FiledBy | None, writers: Writers) -> str | None:
    """The e-mail address of the applicants: one that bears their name, else that of the mail they send themselves."""
    applies = filed_by is FiledBy.APPLICANT
    for passage in reading.letter_passages:
        if passage.part is Part.QUOTED:
            continue
        for match in _EMAIL.finditer(passage.text):
            if (applies or match.group() != writers.sender_address) and _bears_name(match.group(), persons):
                return match.group()
    if applies and writers.sender_address and not _sent_by_somebody_else(writers, persons):
        return writers.sender_address
    return None


def _bears_name(email: str, persons: Sequence[Person]) -> bool:
    local = plain(re.sub(r"[._+-]", " ", email.split("@")[0])).replace(" ", "")
    return any(word in local for p in persons if p.name for word in name_words(p.name) if len(word) > 3)


def _sent_by_somebody_else(writers: Writers, persons: Sequence[Person]) -> bool:
    """Whether the mail comes from one who is no applicant: by its address, its header and the covering mail's names."""
    if _bears_name(writers.sender_address, persons):
        return False
    # What the mailbox calls itself is no name: "quietriver2019".
    sender = [writers.sender_name] if find_names(writers.sender_name) else []
    names = [signer.name for signer in writers.note] or sender
    known = [person for person in persons if person.name]
    return bool(names and known) and not any(_is_named(p, name) for name in names for p in known)


def _sender_who_applies(writers: Writers, applicant: Contact | None, first: Person | None) -> Contact | None:
    email = writers.sender_address or (applicant.email if applicant else None) or None
    name = (first.name if first else None) or writers.sender_name
    if not name and not email:
        return None
    return Contact(name or "", applicant.lines if applicant else (), email)


def _other_sender(
    reading: Reading,
    addresses: Sequence[PostalAddress],
    own: PostalAddress | None,
    writers: Writers,
    representative: Representative | None,
) -> Contact | None:
    """The representative or authority: address of letterhead, signature block or footer that is not the applicants'."""
    name = (representative.name if representative else None) or (
        writers.letter[0].name if writers.letter else writers.sender_name
    )
    left = [a for a in addresses if (own is None or a.lines != own.lines) and not a.in_mandate]
    left += [a for a in addresses if (own is None or a.lines != own.lines) and a.in_mandate]
    framing = [a for a in left if a.passage.part in (Part.HEAD, Part.CLOSING, Part.FOOTER)] or left
    words = {word for word in plain(name or "").split() if len(word) > 3}
    named = [a for a in framing if words & set(plain(a.before).split())]
    chosen = (named or framing)[:1]
    email = writers.sender_address or next(
        (m.group() for line, _ in writers.letterhead if (m := _EMAIL.search(line))), None
    )
    if not name and not email and not chosen:
        return None
    return Contact(name or "", chosen[0].lines if chosen else (), email or None)
