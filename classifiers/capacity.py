"""In what capacity a letter is written: as a lawyer, for an organisation, as guardian, or as oneself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from classifiers.letter_lines import is_law_firm, may_frame, organisation_in
from classifiers.mandate_agents import organisations_named
from classifiers.names import same_name
from classifiers.passages import Part, Reading
from classifiers.records import Evidence, PaperType
from classifiers.signers import Writers

_VOLLMACHT = "Vollmacht"


class Capacity(StrEnum):
    """As what somebody writes."""

    LAWYER = "lawyer"
    GUARDIAN = "guardian"
    ORGANISATION = "organisation"
    SELF = "self"  # for himself or, privately, for somebody else


@dataclass(frozen=True, slots=True)
class Standing:
    """In what capacity the letter is written, and what shows it.

    Attributes:
        capacity: As what.
        organisation: Its name, where the capacity is that of one or where one stands in the letterhead.
        evidence: The places that show it.
        rule: Name of the rule that found it.
    """

    capacity: Capacity
    organisation: str | None = None
    evidence: tuple[Evidence, ...] = ()
    rule: str = ""

    @property
    def is_told_by_vollmacht(self) -> bool:
        """Whether nothing in the letter shows the organisation, only the paper that gives it power."""
        return self.rule == _VOLLMACHT


_LAWYER_SPEAKS = re.compile(
    r"\b(?:mein|unser)(?:e[rnms]?)?\s+(?:\w+\s+)?mandant(?:in|innen|en|schaft)?\b|\banwaltlich\s+versicher"
    r"|\bversicher\w*\s+(?:\w+\s+){0,5}anwaltlich|\bnamens\s+und\s+(?:in|im)\s+(?:vollmacht|auftrag\w*)\s+(?:mein"
    r"|unser|de[sr])"
    r"|\bmandatiert\b|\b(?:de[rs]|die)\s+mandant(?:in|en|schaft)?\b|\bzeige[n]?\s+(?:ich"
    r"|wir)\b[^.]{0,40}\b(?:vertretung|vertrete)|\b(?:ich|wir)\s+bestelle[n]?\s+(?:mich|uns)\b|\b(?:ich\s+verteidige"
    r"|wir\s+verteidigen)\b",
    re.IGNORECASE,
)
_GUARDIAN_SPEAKS = re.compile(
    r"\bals\s+(?:\w+\s+){0,3}(?:amts|berufs|einzel)?(?:vormund|vormünderin|pfleger(?:in)?\s+gemäß"
    r"|ergänzungspfleger(?:in)?)\b|\b(?:bin|wurde)\s+(?:ich\s+)?(?:\w+\s+){0,6}(?:vormund|vormünderin"
    r"|ergänzungspfleger(?:in)?)\b|\bich\s+bin\s+(?:\w+\s+){0,3}(?:vormund|vormünderin)\b"
    r"|\b(?:amts)?vormundschaft\s+(?:für|über|besteht|wird)"
    r"|\bals\s+(?:\w+\s+){0,3}(?:rechtliche[rn]?|gesetzliche[rn]?|bestellte[rn]?"
    r"|gerichtlich\s+bestellte[rn]?)\s+betreuer(?:in)?\b|\b(?:bin"
    r"|wurde)\s+(?:ich\s+)?(?:\w+\s+){0,6}(?:rechtliche[rn]?|gesetzliche[rn]?"
    r"|gerichtlich\s+bestellte[rn]?)\s+betreuer(?:in)?\b"
    r"|\bzu[mr]\s+(?:\w+\s+){0,2}(?:betreuer(?:in)?|vormund|ergänzungspfleger(?:in)?"
    r"|vormünderin)\s+(?:\w+\s+){0,8}bestellt"
    r"|\bbestellt\w*\s+(?:\w+\s+){0,6}zu[mr]\s+(?:\w+\s+){0,2}(?:betreuer(?:in)?|vormund)\b|\bmein(?:em|en"
    r"|es)?\s+mündel[s]?\b|\b(?:rechtliche[rn]?|gesetzliche[rn]?)\s+betreuung\s+(?:für|von|inne)\b|\bals\s+(?:sein"
    r"|ihr|dessen|deren)e?\s+(?:vormund|(?:rechtliche[r]?|gesetzliche[r]?)\s+betreuer(?:in)?)\b",
    re.IGNORECASE,
)
_VOLUNTEER = re.compile(r"\behrenamtlich\w*\s+(?:betreuer|vormund\w*schafts|begleit|helfer)", re.IGNORECASE)
_GUARDIAN_FUNCTION = re.compile(
    r"\b(?:berufsbetreuer(?:in)?|amtsvormund\w*|vormund(?:schaft\w*)?|rechtliche[rn]?\s+betreuer(?:in)?"
    r"|betreuungsbüro|betreuungsverein|gesetzliche[rn]?\s+betreuer(?:in)?|(?:kreis|stadt)?jugendamt|amt\s+für\s+(?:kinder,?\s+)?jugend\w*)\b",
    re.IGNORECASE,
)
_SHORT_LINE = 85
_COLUMN_GAP = re.compile(r"\s{4,}")  # the date or place beside a letterhead stands far right


def find_standing(reading: Reading, writers: Writers) -> Standing:
    """In what capacity the letter is written.

    Args:
        reading: The message.
        writers: Who signs and sends.
    """
    text = "\n".join(
        p.text for p in reading.letter_passages if p.part in (Part.TEXT, Part.SUBJECT, Part.HEAD, Part.CLOSING)
    )
    if not text:
        text = "\n".join(p.text for p in reading.passages)
    lines = _framing_lines(reading, writers)
    guardian = _guardian(reading, writers, text, lines)
    if guardian:
        return guardian
    lawyer = _lawyer(reading, writers, text, lines)
    if lawyer:
        return lawyer
    if _PRIVATELY.search(text):
        return Standing(Capacity.SELF, rule="says that he writes privately")
    organisation = _organisation(writers, lines, text) or _empowered(reading, writers)
    return organisation or Standing(Capacity.SELF, rule="no letterhead, no function")


def _framing_lines(reading: Reading, writers: Writers) -> list[tuple[str, Evidence]]:
    """The lines of letterhead and signature block: what frames a letter."""
    lines = [
        (line, evidence)
        for line, evidence in writers.letterhead
        if len(_COLUMN_GAP.split(line)[0]) <= _SHORT_LINE or re.search(r"\b\d{5}[ ][A-ZÄÖÜ]", line)
    ]
    own = [p for p in reading.letter_passages if p.part in (Part.TEXT, Part.CLOSING, Part.FOOTER, Part.HEAD)]
    passages = [p for p in own if p.part is Part.CLOSING] or own[-1:]
    lines = [(part, evidence) for line, evidence in lines for part in _COLUMN_GAP.split(line) if may_frame(part)]
    for passage in passages:
        matches = list(re.finditer(r"[^\n]+", passage.text))
        if passage.part is not Part.CLOSING:
            matches = matches[-9:]
        for match in matches:
            line = match.group().strip()
            if (
                line
                and may_frame(line)
                and (len(line) <= _SHORT_LINE or re.search(r"\s[|·•]\s|HRB|Tel\.", line))
                and not re.search(r"[a-zäöü]{3,}[.!?]$", line)
            ):
                lines.append((line, passage.evidence(match.start(), match.end())))
    return lines


def _lawyer(reading: Reading, writers: Writers, text: str, lines: list[tuple[str, Evidence]]) -> Standing | None:
    for signer in (*writers.letter, *writers.note):
        if signer.function and is_law_firm(signer.function):
            return Standing(Capacity.LAWYER, None, (signer.evidence,), "function below the letter")
    for line, evidence in lines:
        if is_law_firm(line) and not re.search(
            r"\b(?:sehr\s+geehrte|mein\w*|unser\w*|früher\w*|hat|war|an\s+(?:die|den))\b", line, re.IGNORECASE
        ):
            return Standing(Capacity.LAWYER, None, (evidence,), "letterhead or signature of a law firm")
    if writers.sender_name and is_law_firm(writers.sender_name):
        return Standing(Capacity.LAWYER, None, (), "sender of the mail")
    spoken = _LAWYER_SPEAKS.search(text)
    if spoken and not re.search(r"\b(?:beratungsstelle|caritas|diakonie)\b", text, re.IGNORECASE):
        return Standing(Capacity.LAWYER, None, (), "words that only lawyers use")
    return None


def _guardian(reading: Reading, writers: Writers, text: str, lines: list[tuple[str, Evidence]]) -> Standing | None:
    spoken = _GUARDIAN_SPEAKS.search(text)
    if spoken and not _VOLUNTEER.search(text[max(0, spoken.start() - 40) : spoken.end() + 40]):
        return Standing(Capacity.GUARDIAN, _first_organisation(lines), (), "says so")
    for line, evidence in lines:
        if _GUARDIAN_FUNCTION.search(line) and not _VOLUNTEER.search(line) and len(line) < 60:
            return Standing(Capacity.GUARDIAN, _first_organisation(lines), (evidence,), "function of the writer")
    if _YOUTH_OFFICE.search(writers.sender_name):
        return Standing(Capacity.GUARDIAN, writers.sender_name, (), "sender of the mail")
    certificates = reading.papers_of_type(PaperType.GUARDIANSHIP_CERTIFICATE)
    if certificates and writers.letter:
        page = "\n".join(p.text for paper in certificates for p in reading.passages_of(paper))
        if any(signer.name.split()[-1] in page for signer in writers.letter):
            return Standing(Capacity.GUARDIAN, None, (writers.letter[0].evidence,), "named in the certificate")
    return None


_YOUTH_OFFICE = re.compile(r"jugendamt|vormundschaft", re.IGNORECASE)


def _first_organisation(lines: list[tuple[str, Evidence]]) -> str | None:
    return next((name for line, _ in lines if (name := organisation_in(line))), None)


_PRIVATELY = re.compile(
    r"\bprivat\b[^.!?]{0,20}\bnicht\s+(?:für|im)\b|\bnicht\s+(?:im\s+(?:auftrag|namen)|für)\s+(?:den|die|das|der|des|mein\w*"
    r"|unser\w*)\s+(?:träger|schule|verein|firma|kirche|gemeinde|arbeitgeber)\w*",
    re.IGNORECASE,
)


def _empowered(reading: Reading, writers: Writers) -> Standing | None:
    """The organisation that a Vollmacht names as the one to represent; the business of the signer is himself."""
    for name, evidence in organisations_named(reading):
        if _LEGAL_FORM.search(name) or not any(signer.name.split()[-1] in name for signer in writers.letter):
            return Standing(Capacity.ORGANISATION, name, (evidence,), _VOLLMACHT)
    return None


def _organisation(writers: Writers, lines: list[tuple[str, Evidence]], text: str) -> Standing | None:
    for line, evidence in lines:
        name = organisation_in(line)
        if name and _owner_signs(line, writers):
            continue  # a sole trader is a person; the firm has no legal form of its own
        if name and _is_a_teachers_school(line, writers, text):
            continue
        if name and not _is_addressee(line):
            return Standing(Capacity.ORGANISATION, name, (evidence,), "letterhead or signature")
    if writers.sender_name:
        name = organisation_in(writers.sender_name)
        if name:
            return Standing(Capacity.ORGANISATION, name, (), "sender of the mail")
    said = _INTRODUCED.search(text[:600])
    if said and organisation_in(said.group(1)):
        return Standing(Capacity.ORGANISATION, organisation_in(said.group(1)), (), "says so")
    return None


_INTRODUCED = re.compile(
    r"\b(?:hier\s+schreib(?:t|en)|vorstand|wir\s+sind|wir,|im\s+namen|im\s+auftrag|für|on\s+behalf\s+of)\s+(?:the|der|die|das|den|des|dem|vom"
    r"|von\s+der)?\s*((?:[^,.\n]|(?<=\be)\.|(?<=St)\.){3,60}?(?:e\.\s?V\.|gGmbH|GmbH|gemeinde[^,.\n]{0,40}"
    r"|verein[^,.\n]{0,40}|initiative[^,.\n]{0,40}|Caritas\w*|Diakonie\w*|[^,.\n]{0,30}(?=[,.\n])))",
)
_LEGAL_FORM = re.compile(r"\b(?:e\.?\s?V|g?GmbH|gUG|UG|KG|OHG|GbR|AG|eG|mbB)\b|stiftung|gemeinde", re.IGNORECASE)


def _owner_signs(line: str, writers: Writers) -> bool:
    """Whether a business without legal form is that of the one who signs: "Inh. Theo Tenhumberg"."""
    if _LEGAL_FORM.search(line) or not writers.letter:
        return False
    owner = re.search(r"\b(?:Inh(?:aber(?:in)?)?\b\.?:?\s*)(.+)", line)
    head = " ".join(text for text, _ in writers.letterhead[:3])
    owner = owner or re.search(r"\b(?:Inh(?:aber(?:in)?)?\b\.?:?\s*)(.+)", head)
    return bool(owner and any(signer.name.split()[-1] in owner.group(1) for signer in writers.letter))


_SCHOOL = re.compile(r"\w*(?:schule|gymnasium|kolleg)\b", re.IGNORECASE)
_HEAD_OF_SCHOOL = re.compile(
    r"\b(?:schulleit\w+|\w*rektor(?:in)?|direktor(?:in)?|oberstudiendirektor\w*)\b", re.IGNORECASE
)


def _is_a_teachers_school(line: str, writers: Writers, text: str) -> bool:
    """Whether a school below a mail is where the one works who sends it from a mailbox of his own."""
    own = any(same_name(signer.name, writers.sender_name) for signer in writers.letter)
    is_head = any(line in head or head in line for head, _ in writers.letterhead)
    return bool(own and not is_head and _SCHOOL.search(line) and not _HEAD_OF_SCHOOL.search(text[-300:]))


def _is_addressee(line: str) -> bool:
    return bool(re.search(r"h(?:ä|ae|a)rtefall|ministerium|kommission|\ban\s+(?:die|das|den)\b", line, re.IGNORECASE))
