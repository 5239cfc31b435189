"""One intake: the pages as they came, what was found in them and where; pictures and originals."""

from __future__ import annotations

import re
from urllib.parse import quote

from starlette.responses import Response

from parsers.limits import ParseLimits
from parsers.page_images import document_bytes
from parsers.records import RawMessage, TextSource
from review import fields, words
from review.calls import Call, show
from review.item_view import item_view, leaf_view
from storage.audit import write_down
from storage.blobs import load_blob
from storage.errors import UnknownRow
from storage.messages import StoredMessage, load_parsed, stored_message
from storage.status import MessageState
from storage.tables import PageRow

_ODD = re.compile(r"[^\w.-]+")


def show_item(call: Call) -> Response:
    """Show one intake."""
    query = call.request.query_params
    with call.noting() as session:
        view = item_view(session, call.id())
        write_down(
            session, "item_read", None, None, who=call.who.name, message_id=view.stored.message_id, case_id=view.case_id
        )
    leaf = leaf_view(view, call.number("dok", 0), call.number("blatt"), query.get("stelle", ""))
    now = call.office.now()
    is_claimed = view.review.claimed_until is not None and view.review.claimed_until > now
    kind = words.word(view.filed.decision.kind) if view.filed else "Geparkt"
    return show(
        call,
        "item.html",
        f"{kind}: Eingang {view.stored.entry_number or ''}".rstrip(),
        view=view,
        leaf=leaf,
        focus=query.get("stelle", ""),
        holder=view.review.claimed_by if is_claimed else None,
        is_parked=view.stored.state is MessageState.PARKED,
        options=fields.options,
        raw=_raw_text(call, view.stored) if view.filed is None else "",
    )


def show_picture(call: Call) -> Response:
    """Give the picture of a page."""
    document, page = call.place("document"), call.place("page")
    with call.reading() as session:
        stored = stored_message(session, call.id())
        row = session.get(PageRow, (stored.message_id, document, page))
        source = row.source if row else TextSource.NONE
    picture = call.office.painter.page(stored.sha256, document, page, source, lambda: _raw(call, stored))
    if picture is None:
        raise UnknownRow("there is no picture of this page")
    return Response(picture, media_type="image/png", headers={"Cache-Control": "private, max-age=600"})


def give_original(call: Call) -> Response:
    """Give the bytes as they came, to be kept as a file: never shown by the browser."""
    with call.noting() as session:
        stored = stored_message(session, call.id())
        write_down(session, "original_taken", None, None, who=call.who.name, message_id=stored.message_id)
    document = call.request.query_params.get("dok", "")
    raw = _raw(call, stored)
    if not document.isdecimal() or len(document) > 6:
        return as_download(raw.content, stored.source_name)
    content = document_bytes(raw, int(document), ParseLimits())
    if content is None:
        raise UnknownRow("there is no such document")
    with call.reading() as session:
        parsed = load_parsed(session, stored.message_id)
    return as_download(content, next(one.name for one in parsed.documents if one.index == int(document)))


def as_download(content: bytes, name: str) -> Response:
    """Answer with a file that no browser opens by itself."""
    plain = _ODD.sub("_", name.rsplit("/", 1)[-1])[-100:] or "original"
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(plain)}",
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    return Response(content, media_type="application/octet-stream", headers=headers)


def _raw(call: Call, stored: StoredMessage) -> RawMessage:
    content = load_blob(call.office.settings.storage.blobs, stored.sha256)
    return RawMessage(stored.channel, stored.source_name, stored.collected_at, content)


def _raw_text(call: Call, stored: StoredMessage) -> str:
    """The beginning of a message that could not be judged, as text."""
    content = load_blob(call.office.settings.storage.blobs, stored.sha256)[:20_000]
    return "".join(char if char.isprintable() or char in "\n\t" else "·" for char in content.decode("utf-8", "replace"))
