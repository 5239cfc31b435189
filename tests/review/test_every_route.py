"""Every route, as each role, with values that no browser would send: an answer in German, never a fault.

What schemathesis does from a description of an interface is done here from the pages' own forms: each field of each
form is sent hostile values, one at a time and all at once, and each query and each place of an address as well.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import cycle
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from parsers.records import Channel
from review.access import COOKIE
from review.app import ROUTES, create_app
from review.settings import ReviewSettings
from storage.accounts import keep_account, sign_in
from storage.address_book import import_addresses, read_addresses
from storage.database import transaction
from storage.status import StaffRole

BASE = "http://testserver"
PASSWORD = "ein langes Kennwort"
HOSTILE = (
    "",
    " ",
    "\x00",
    "a\x00b\x1f\x7f",
    "-1",
    "0",
    "9" * 30,
    "2147483648",
    "٣",
    "²",
    "NaN",
    "1e309",
    "'; DROP TABLE cases; --",
    '"><script>x</script>',
    "{{ 7 * 7 }}",
    "%s%n%d",
    "../../etc/passwd",
    "x" * 70_000,
    "\u202e\ud83d\ude00\u0600".encode("utf-16", "surrogatepass").decode("utf-16"),
    "2026-02-30",
    "0000-00-00",
    "9999-12-31",
    str(uuid.UUID(int=0)),
    "ja nein vielleicht",
    "a\r\nSet-Cookie: b=c",
)
IN_ADDRESSES = (
    "%00",
    "%ED%A0%80",
    "%FF",
    "..%2f..",
    "0",
    "-1",
    "9" * 30,
    "x" * 3000,
    "%F0%9F%98%80",
    "'",
    str(uuid.uuid4()),
)
_ANY = re.compile(r"\{\w+(:int)?\}")
QUERIES = ("seite", "dok", "blatt", "stelle", "zeige", "merkmal", "weg", "wer", "behoerde", "gesagt")


@dataclass
class Form:
    """A form of a page, as it would be sent."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)


class Forms(HTMLParser):
    """Reads the forms that are sent by POST."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = given.get("method") == "post"
            if self._inside:
                self.found.append(Form(given["action"]))
        elif self._inside and tag in ("input", "select", "textarea", "button") and "name" in given:
            self.found[-1].fields.setdefault(given["name"], given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False


class Prober:
    """Somebody of one role who sends what no browser would."""

    def __init__(self, client: TestClient, role: StaffRole | None, token: str) -> None:
        self.client, self.role, self.sent = client, role, 0
        client.cookies.clear()
        if token:
            client.cookies.set(COOKIE, token)

    def check(self, method: str, address: str, data: dict[str, str] | None = None) -> int:
        # A fault of the program is raised here, with its place, instead of becoming a page.
        answer = self.client.request(method, address, data=data, headers={"Origin": BASE}, follow_redirects=False)
        self.sent += 1
        assert answer.status_code < 500, (self.role, method, address[:200])
        assert "content-security-policy" in answer.headers
        assert "b" not in self.client.cookies
        if answer.headers.get("content-type", "").startswith("text/html"):
            assert '<html lang="de">' in answer.text
            assert "<script>x" not in answer.text
        return answer.status_code

    def forms(self, pages: list[str]) -> Iterator[Form]:
        seen = set()
        for page in pages:
            reader = Forms()
            reader.feed(self.client.get(page).text)
            for form in reader.found:
                shape = (form.action, tuple(form.fields), form.fields.get("field"))
                if shape not in seen and form.action != "/abmelden":
                    seen.add(shape)
                    yield form

    def probe(self, form: Form, page: str, values: Iterator[str]) -> None:
        """Each field alone, the others as the page gave them; then all at once."""
        names = [name for name in form.fields if name not in ("token", "version", "field")]
        if self.role in (StaffRole.LEAD, StaffRole.ADMIN):
            for name in names:
                self.send(form, page, {name: next(values)})
            self.send(form, page, {name: next(values) for name in names})
        self.send(form, page, {name: next(values) for name in (*names, "version", "field")})

    def send(self, form: Form, page: str, bent: dict[str, str]) -> None:
        if self.check("POST", form.action, form.fields | bent) == 303:
            # It was taken: the versions moved on, and a stale one would hide what is behind.
            fresh = {one.action: one for one in self.forms([page])}
            if form.action in fresh and "version" in form.fields:
                form.fields["version"] = fresh[form.action].fields["version"]


@dataclass
class Place:
    """Pages with something on them."""

    client: TestClient
    tokens: dict[StaffRole, str]
    pages: list[str]
    ids: dict[str, str]


@pytest.fixture
def place(own_database, desk_of) -> Iterator[Place]:
    url = own_database.database_url
    settings = ReviewSettings(home=own_database.home, database_url=url)
    app = create_app(settings)
    office = app.state.office
    desk = desk_of(office.sessions, settings)
    fax, mail, parked = desk.file(), desk.file("brief.eml", channel=Channel.EMAIL), desk.park()
    book = "code;name;zeile1;zeile2;zeile3;email;quelle;stand\n05315000;Köln;Weg 1;50667 Köln;;;Amt;2026-01-07\n"
    tokens = {}
    with transaction(office.sessions) as session:
        import_addresses(session, read_addresses(book), "test")
        for role in StaffRole:
            keep_account(session, f"{role}@amt", role, PASSWORD, "test")
            tokens[role] = str(sign_in(session, f"{role}@amt", PASSWORD, office.now()))
    with TestClient(app, base_url=BASE) as client:
        client.cookies.set(COOKIE, tokens[StaffRole.ADMIN])
        case = re.search(r"/akten/([0-9a-f-]{36})", client.get(f"/eingang/{fax}").text)[1]
        letter = re.search(r"/briefe/([0-9a-f-]{36})", client.get("/ausgang").text)[1]
        ids = {"eingang": str(fax), "akten": case, "briefe": letter, "adressbuch": "05315000"}
        paths = [path for method, path, *_ in ROUTES if method == "GET" and "{" not in path]
        pages = [*paths, *(f"/{name}/{row}" for name, row in ids.items()), f"/eingang/{mail}", f"/eingang/{parked}"]
        yield Place(client, tokens, pages, ids)


@pytest.mark.timeout(600)
def test_no_value_makes_a_fault(place):
    values = cycle(HOSTILE)
    for role, token in [(None, ""), *place.tokens.items()]:
        prober = Prober(place.client, role, token)
        for page in place.pages:
            for form in prober.forms([page]):
                prober.probe(form, page, values)
            query = urlencode({name: next(values)[:2000] for name in QUERIES})
            prober.check("GET", f"{page}?{query}")
        for method, path, *_ in ROUTES:
            if "{" in path:
                for odd in IN_ADDRESSES if role is StaffRole.LEAD else IN_ADDRESSES[:1]:
                    prober.check(method, _ANY.sub(odd, path))
                    prober.check(method, _ANY.sub(odd, _with_id(place, path)))
        prober.check("POST", "/anmelden", {"name": next(values), "kennwort": next(values)})
        assert prober.sent > 50


def test_what_is_no_form_at_all_is_refused(place):
    place.client.cookies.set(COOKIE, place.tokens[StaffRole.LEAD])
    bodies = [
        (b"", "application/x-www-form-urlencoded"),
        (b"\xff\xfe=%%%", "application/x-www-form-urlencoded"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"--x", "multipart/form-data"),
        (b"{}", "application/json"),
        (b"token=" + b"&a=b" * 2000, "application/x-www-form-urlencoded"),
        (b"x", b"\xff/\xff"),
    ]
    for method, path, *_ in ROUTES:
        if method == "POST":
            for body, kind in bodies:
                headers = {"Origin": BASE, "Content-Type": kind}
                answer = place.client.post(_with_id(place, path), content=body, headers=headers, follow_redirects=False)
                assert answer.status_code in (400, 403), (path, kind, answer.status_code)
    for other in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "UNSINN"):
        for page in place.pages:
            assert place.client.request(other, page).status_code in (404, 405), (other, page)


def _with_id(place: Place, path: str) -> str:
    """The address of a row that there is."""
    return re.sub(r"\{(id|code)\}", place.ids.get(path.split("/")[1], ""), path)
