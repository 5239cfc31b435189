"""The queue: what waits for a person, filtered, searched, taken and given back."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from starlette.responses import Response

from classifiers.records import FlagKind
from parsers.records import Channel
from review.calls import Call, go, show
from storage.accounts import keep_search, staff
from storage.database import transaction
from storage.review_queue import NOBODY, Filter, claim, queue, release_claim

MemberT = TypeVar("MemberT", bound=StrEnum)


def show_queue(call: Call) -> Response:
    """Show a page of the queue."""
    query = call.request.query_params
    wanted = Filter(
        flag=_member(FlagKind, query.get("merkmal")),
        channel=_member(Channel, query.get("weg")),
        authority=query.get("behoerde") or None,
        clerk=query.get("wer") or None,
        search=call.who.search,
        parked_only=query.get("zeige") == "geparkt",
        with_settled=query.get("zeige") == "alle",
    )
    page = call.number("seite")
    with call.noting() as session:
        found = queue(session, wanted, page, call.office.now())
        names = staff(session)
    page = min(page, found.pages)
    kept = {name: query[name] for name in ("merkmal", "weg", "behoerde", "wer", "zeige") if query.get(name)}
    return show(
        call,
        "queue.html",
        "Eingänge zur Prüfung" if page == 1 else f"Eingänge zur Prüfung, Seite {page}",
        found=found,
        wanted=wanted,
        page=page,
        staff=names,
        nobody=NOBODY,
        kept=kept,
        address=lambda **changes: _address(kept, changes),
    )


def search(call: Call) -> Response:
    """Look for something: kept with the sign-in, for a name must not stand in an address."""
    with transaction(call.office.sessions) as session:
        keep_search(session, call.who, "" if "leeren" in call.form else call.form.get("suche", "")[:200])
    return go("/eingang?zeige=alle" if call.form.get("alle") else "/eingang")


def take(call: Call) -> Response:
    """Take an item."""
    with transaction(call.office.sessions) as session:
        claim(session, call.id(), call.who.name, call.office.now())
    return go(f"/eingang/{call.id()}", "uebernommen")


def give_back(call: Call) -> Response:
    """Give an item back."""
    with transaction(call.office.sessions) as session:
        release_claim(session, call.id(), call.who.name)
    return go("/eingang", "zurueckgegeben")


def _member(members: type[MemberT], text: str | None) -> MemberT | None:
    try:
        return members(text) if text else None
    except ValueError:
        return None


def _address(kept: Mapping[str, str], changes: Mapping[str, str | int]) -> str:
    """The address of this list with other filters; an empty value takes a filter away."""
    query = {name: str(value) for name, value in {**kept, **changes}.items() if value}
    return f"/eingang?{urlencode(query)}" if query else "/eingang"
