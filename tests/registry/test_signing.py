"""The tables of words by which letterheads and closings are read."""

import pytest

from pipeline.registry import load


def test_every_printed_authority_means_one_of_four() -> None:
    rows = [row for row in load().rows("signing") if row["kind"] == "authority"]
    assert {row["means"] for row in rows} == {"T/M", "K/T", "T/L", "TUQ"}
    assert {"T/M", "TM", "KT", "TL", "TUQ", "THỪA LỆNH"} <= {row["printed"] for row in rows}


def test_forms_are_those_that_readers_compare() -> None:
    rows = load().rows("signing")
    assert {row["kind"] for row in rows} >= {"authority", "office", "rank", "speaker"}
    assert len({(row["kind"], row["printed"]) for row in rows}) == len(rows)
    # Offices and speakers are compared with folded lines, authorities with lines of capitals.
    assert all(row["printed"].islower() for row in rows if row["kind"] in {"office", "speaker"})
    assert all(row["printed"].isupper() for row in rows if row["kind"] == "authority")


@pytest.mark.parametrize(
    ("line", "opens"),
    [("CHI CỤC KIỂM LÂM", True), ("TRUNG TÂM Y TẾ", True), ("TỈNH YÊN BÁI", False), ("VÀ MÔI TRƯỜNG", False)],
)
def test_nouns_of_organs_open_names(line: str, opens: bool) -> None:
    assert load().bodies.starts_name(line) is opens


def test_shortenings_are_written_out_in_the_letters_of_the_name() -> None:
    assert load().bodies.expand("HỘI LHPN TỈNH LAI CHÂU") == "HỘI LIÊN HIỆP PHỤ NỮ TỈNH LAI CHÂU"
    assert load().bodies.expand("UBND tỉnh Lai Châu") == "Ủy ban nhân dân tỉnh Lai Châu"
