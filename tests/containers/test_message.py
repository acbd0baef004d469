"""E-mail messages: the text as it reads, attachments with their names, nothing of the encoding."""

from __future__ import annotations

from email.message import EmailMessage
from io import BytesIO

import pytest

from pipeline.containers.message import members
from pipeline.errors import UnreadableFile


def read(content: bytes) -> dict[str, bytes]:
    return {each.name: b"" if each.refused else each.open().read() for each in members(BytesIO(content))}


def test_base64_is_decoded_and_the_charset_respected() -> None:
    head = b"Subject: x\nMIME-Version: 1.0\nContent-Type: text/plain; charset=%s\nContent-Transfer-Encoding: base64\n\n"
    assert read(head % b"utf-8" + b"Q2hpIGLhu5k=\n")["message.txt"].decode("utf-8-sig") == "Chi bộ"
    assert read(head % b"utf-16-le" + b"QwBoAGkA\n")["message.txt"].decode("utf-8-sig") == "Chi"
    assert "Chi b" in read(head % b"x-unknown" + b"Q2hpIGLhu5k=\n")["message.txt"].decode("utf-8-sig")


def test_attachments_have_their_names_and_the_text_comes_once() -> None:
    inner = EmailMessage()
    inner["Subject"] = "trong"
    inner.set_content("Thư trong.")
    message = EmailMessage()
    message["Subject"] = "ngoài"
    message.set_content("Chữ thường.")
    message.add_alternative("<p>Chữ thường.</p>", subtype="html")
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="Chỉ thị 08.pdf")
    message.add_attachment(b"ghi", maintype="text", subtype="plain", filename="../ghi.txt")
    message.add_attachment(inner)
    message.add_attachment(b"x", maintype="application", subtype="ms-tnef", filename="winmail.dat")
    found = read(bytes(message))
    assert list(found) == ["message.html", "Chỉ thị 08.pdf", "ghi.txt", "message.eml", "winmail.dat"]
    assert found["Chỉ thị 08.pdf"] == b"%PDF-"
    assert "Thư trong." in read(found["message.eml"])["message.txt"].decode("utf-8-sig")
    (tnef,) = [each for each in members(BytesIO(bytes(message))) if each.refused]
    assert "winmail.dat" in str(tnef.refused)


def test_names_in_raw_utf8_and_missing_names() -> None:
    head = b"Subject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
    parts = (
        '--b\nContent-Type: application/pdf\nContent-Disposition: attachment; filename="Kế hoạch.pdf"\n\n1\n'.encode(),
        b"--b\nContent-Type: application/pdf\n\n2\n--b--\n",
    )
    assert list(read(head + b"".join(parts))) == ["Kế hoạch.pdf", "file.pdf"]


def test_what_is_no_message_is_refused() -> None:
    with pytest.raises(UnreadableFile):
        read(b"\x00\x01\x02")
