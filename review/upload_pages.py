"""Upload: a clerk adds a file by hand; it goes the same way as all others, by the journal."""

from __future__ import annotations

from starlette.responses import Response

from parsers.limits import ParseLimits
from parsers.records import Channel, RawMessage
from review.calls import Call, go, show
from review.errors import BadInput
from storage.audit import write_down
from storage.blobs import store_blob
from storage.database import transaction
from storage.messages import register_message

_ENDINGS = {
    Channel.EMAIL: (".eml",),
    Channel.FAX: (".tif", ".tiff", ".pdf"),
    Channel.POST: (".pdf", ".tif", ".tiff"),
}


def show_upload(call: Call) -> Response:
    """Show the form."""
    return show(call, "upload.html", "Datei hochladen", endings=_ENDINGS)


def upload(call: Call) -> Response:
    """Take a file in: its bytes are stored before the journal says that there is a message."""
    name, content = call.files.get("datei", ("", b""))
    if not content:
        raise BadInput("Bitte eine Datei auswählen, die nicht leer ist.")
    if len(content) > ParseLimits().message_bytes:
        raise BadInput("Die Datei ist zu groß.")
    channel = _channel(call.form.get("weg", ""))
    name = " ".join(name.replace("\\", "/").rsplit("/", 1)[-1].split())[-150:]
    if not name.lower().endswith(_ENDINGS[channel]):
        raise BadInput("Diese Art von Datei passt nicht zum gewählten Weg.")
    raw = RawMessage(channel, name, call.office.now(), content)
    sha256 = store_blob(call.office.settings.storage.blobs, content)
    with transaction(call.office.sessions) as session:
        entry = register_message(session, raw, f"{name}#{sha256}", sha256, raw.collected_at)
        if entry.is_new:
            write_down(session, "message_uploaded", None, channel, who=call.who.name, message_id=entry.message_id)
    return go("/posteingangsbuch", "hochgeladen" if entry.is_new else "bekannt")


def _channel(text: str) -> Channel:
    try:
        return Channel(text)
    except ValueError:
        raise BadInput("Bitte angeben, auf welchem Weg der Brief kam.") from None
