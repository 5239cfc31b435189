from __future__ import annotations

import re
import uuid
from html.parser import HTMLParser

import pytest

from review.app import ROUTES, create_app
from storage.status import StaffRole

HOSTILE = '"><script src=/static/page.js></script><img src=x onerror=alert(1)>{{7*7}}\u202e\x00'


@pytest.fixture
def filled(desk):
    return {
        "message": desk.file(),
        "hostile": desk.file(
            f"{HOSTILE}.tif", text=f"{HOSTILE} Vollmacht {HOSTILE}", main_text=HOSTILE, file_numbers=(HOSTILE,)
        ),
        "parked": desk.park(f"{HOSTILE}.eml", HOSTILE.encode() * 5),
    }


class Tags(HTMLParser):
    """What a browser would take for tags."""

    def __init__(self):
        super().__init__()
        self.scripts, self.attributes = [], set()

    def handle_starttag(self, tag, attrs):
        self.attributes |= {name for name, _ in attrs}
        if tag == "script":
            self.scripts.append(dict(attrs).get("src"))


def all_addresses(one, filled):
    """Every page that links lead to, and every GET route with ids that are there and that are not."""
    known = {"/", "/anmelden", *(path for method, path, _, _ in ROUTES if method == "GET" and "{" not in path)}
    known |= {f"/eingang/{one}" for one in filled.values()}
    todo, seen = sorted(known), set()
    while todo:
        path = todo.pop()
        if path in seen or len(seen) > 150:
            continue
        seen.add(path)
        answer = one.get(path)
        yield path, answer
        if answer.headers.get("content-type", "").startswith("text/html"):
            for link in re.findall(r'(?:href|src)="(/[^"#]*)', answer.text):
                todo.append(link.replace("&amp;", "&"))


def test_no_page_that_a_link_leads_to_fails_or_is_missing(visitor, filled):
    count = 0
    for path, answer in all_addresses(visitor("lead@amt"), filled):
        count += 1
        # An e-mail and a file that is none have no picture.
        assert answer.status_code in {200, 303}, (path, answer.status_code)
    assert count > 40


def test_hostile_words_stay_text(visitor, filled):
    for path, answer in all_addresses(visitor("lead@amt"), filled):
        if answer.headers.get("content-type", "").startswith("text/html"):
            tags = Tags()
            tags.feed(answer.text)
            assert tags.scripts == ["/static/page.js"], path
            assert not {name for name in tags.attributes if name == "style" or name.startswith("on")}, path
            assert 'lang="de"' in answer.text


NONSENSE = ("", "x", "-1", "0", "9" * 30, str(uuid.UUID(int=7)), "%00", "..%2f..%2fetc", "ä" * 300)


@pytest.mark.parametrize(("method", "path", "role"), [(m, p, r) for m, p, r, _ in ROUTES], ids=lambda v: str(v))
def test_no_route_fails_whatever_it_is_sent(visitor, filled, method, path, role):
    one = visitor("admin@amt")
    for number, nonsense in enumerate(NONSENSE):
        place = str(filled["message"]) if number % 3 == 0 else nonsense or "x"
        address = re.sub(r"\{\w+:int\}", "7", path).replace("{id}", place)
        if method == "GET":
            names = ("seite", "dok", "blatt", "stelle", "merkmal", "weg", "wer", "zeige", "gesagt", "behoerde")
            answer = one.client.get(address, params=dict.fromkeys(names, nonsense))
        else:
            page = f"/eingang/{filled['message']}"
            names = ("field", "value", "akte", "abschrift", "dok", "blatt", "auswahl", "weg", "suche", "grund", "notiz")
            answer = one.post(address, page, **dict.fromkeys(names, nonsense))
        assert answer.status_code < 500, (address, nonsense)
        if path == "/abmelden":
            one = visitor("admin@amt")


def test_only_who_may_is_let_in(visitor, filled):
    one = visitor("reader@amt")
    for method, path, role, _ in ROUTES:
        if role is StaffRole.READER:
            continue
        address = path.replace("{id}", str(filled["message"]))
        answer = one.get(address) if method == "GET" else one.post(address)
        assert answer.status_code == 403, address


def test_an_app_can_be_made_twice_on_one_home(settings, app):
    assert create_app(settings)
