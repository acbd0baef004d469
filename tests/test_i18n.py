"""The language of messages."""

from __future__ import annotations

import pickle

import pytest

from pipeline.i18n import N_, _, default_language, language, ngettext, restored, set_language, stored


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        monkeypatch.setenv(name, "")


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, "vi"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "EN"}, "en"),
        ({"LANG": "vi_VN.UTF-8"}, "vi"),
        ({"LANG": "C.UTF-8"}, "vi"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "vi_VN"}, "vi"),
        ({"LC_MESSAGES": "vi_VN", "LC_ALL": "en_GB"}, "en"),
    ],
)
def test_the_locale_decides(monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], expected: str) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert default_language() == language() == expected


def test_messages_follow_the_language() -> None:
    set_language("vi")
    assert (language(), _("Year")) == ("vi", "Năm")
    assert ngettext("{count} document.", "{count} documents.", 2) == "{count} văn bản."
    set_language("en")
    assert (language(), _("Year")) == ("en", "Year")
    assert ngettext("{count} document.", "{count} documents.", 2) == "{count} documents."


def test_a_marked_msgid_stays_as_it_is() -> None:
    set_language("vi")
    assert N_("Year") == "Year"


def test_a_stored_message_is_read_in_another_language() -> None:
    set_language("en")
    inner = _("The file cannot be opened: {error}.").format(error=_("permission denied"))
    kept = stored(_("Waiting for OCR: {reason}").format(reason=inner)), stored("a plain text")
    back = pickle.loads(pickle.dumps(inner))
    assert stored(back) == stored(inner)
    set_language("vi")
    assert restored(kept[0]) == _("Waiting for OCR: {reason}").format(
        reason=_("The file cannot be opened: {error}.").format(error=_("permission denied"))
    )
    assert "permission" not in restored(kept[0]) and restored(kept[1]) == "a plain text"
