"""Papers and pages that could not be read: each becomes a flag, none is passed over in silence."""

from __future__ import annotations

from classifiers.passages import Reading
from classifiers.records import Finding
from parsers.records import Document, Problem

_WHY = {
    Problem.EMPTY: "die Datei ist leer",
    Problem.DAMAGED: "die Datei ist beschädigt",
    Problem.ENCRYPTED: "die Datei ist verschlüsselt oder mit einem Kennwort geschützt",
    Problem.UNSUPPORTED: "diese Art von Datei wird nicht gelesen",
    Problem.TOO_LARGE: "die Datei ist zu groß",
    Problem.TOO_SLOW: "das Lesen dauerte zu lange",
    Problem.ILLEGIBLE: "Handschrift, oder zu schlecht für die Texterkennung",
}


def find_unreadable(reading: Reading) -> tuple[Finding, ...]:
    """What could not be read: one finding "unreadable" per document with its name, why, and which pages."""
    documents = reading.message.documents
    # A mail may have papers and no word of its own; one without either has lost both.
    told = [d for d in documents if not (d.is_body and d.problem is Problem.EMPTY and len(documents) > 1)]
    found = (_unreadable(document) for document in told)
    return tuple(finding for finding in found if finding is not None)


def _unreadable(document: Document) -> Finding | None:
    pages = [page for page in document.pages if page.problem is not None]
    if document.problem is not None:
        return Finding("unreadable", document.name, (), 1.0, "problem", f"{document.name}: {_WHY[document.problem]}.")
    if not pages:
        return None
    numbers = ", ".join(str(page.number) for page in pages)
    why = _WHY[pages[0].problem] if pages[0].problem else ""
    return Finding("unreadable", document.name, (), 0.9, "pages", f"{document.name}, Seite {numbers}: {why}.")
