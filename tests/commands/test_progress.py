"""How far a command is: a line of at most 60 columns on a terminal, plain lines elsewhere."""

from __future__ import annotations

import io
import re

import pytest

from pipeline.commands.progress import Progress, duration
from pipeline.i18n import set_language


class Screen(io.StringIO):
    """A stream that says whether it is a terminal."""

    def __init__(self, *, terminal: bool) -> None:
        super().__init__()
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


def run(files: int, seconds: float, *, terminal: bool, columns: int = 60, **options: bool) -> str:
    """Return what is written while files are read, each in so many seconds."""
    set_language("vi")
    screen, now = Screen(terminal=terminal), [0.0]
    progress = Progress(screen, columns=columns, clock=lambda: now[0], **options)
    progress.start(files)
    for number in range(files):
        now[0] += seconds
        progress.advance(f"/thư mục/chỉ thị rất dài tên số {number} về việc tăng cường kỷ luật.pdf")
    progress.close()
    return screen.getvalue()


@pytest.mark.parametrize("columns", [50, 60, 80, 200])
def test_the_line_fits(columns: int) -> None:
    lines = run(12_345, 0.9, terminal=True, columns=columns).split("\r")
    assert max(map(len, lines)) < min(columns, 61)
    assert any("1.1 tệp/giây" in line and "còn" in line for line in lines)
    assert lines[-1] == ""  # nothing is left on the screen


def test_the_time_left_follows_the_files_read_last() -> None:
    set_language("vi")
    screen, now = Screen(terminal=True), [0.0]
    progress = Progress(screen, columns=60, clock=lambda: now[0])
    progress.start(200)
    for number in range(100):
        now[0] += 0.01 if number < 50 else 2.0  # scans after small files
        progress.advance("a.pdf")
    assert progress.rate == pytest.approx(0.5, rel=0.1)
    assert "còn 3 phút" in screen.getvalue().split("\r")[-1]


def test_elsewhere_there_is_a_plain_line_every_few_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = run(100, 0.5, terminal=False).splitlines()
    assert 8 <= len(lines) <= 11
    assert re.fullmatch(r"Đã đọc xong 10 trong 100 tệp\..* còn \d+ giây", lines[0]) or "10" in lines[0]
    assert not any("\r" in line or "\x1b" in line for line in lines)
    assert run(5, 0.5, terminal=False) == ""
    monkeypatch.setenv("TERM", "dumb")
    assert "\r" not in run(100, 0.5, terminal=True)


def test_every_file_or_nothing() -> None:
    assert len(run(7, 0.1, terminal=True, each=True).splitlines()) == 7
    assert run(100, 1.0, terminal=True, hidden=True) == ""


@pytest.mark.parametrize(
    ("seconds", "said"), [(0.2, "1 giây"), (59, "59 giây"), (61, "1 phút"), (3000, "50 phút"), (5400, "1 giờ 30 phút")]
)
def test_times(seconds: float, said: str) -> None:
    set_language("vi")
    assert duration(seconds) == said
