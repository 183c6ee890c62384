"""How long the video waits for readers: longer for more text, and long enough for slow readers."""

from __future__ import annotations

import pytest

from woordbeeld.tracks.reading_time import OTHERWISE, PACES, TO_NOTICE_MS, reading_ms


@pytest.mark.parametrize("language", [*PACES, "th"])
def test_each_word_takes_as_long_as_a_slow_reader_needs(language: str) -> None:
    text = "漢字" if PACES.get(language, OTHERWISE).count("ab") == 2 else "twee woorden"
    once, thrice = (reading_ms(" ".join([text] * times), language) - TO_NOTICE_MS for times in (1, 3))
    assert thrice == pytest.approx(3 * once, abs=3)
    pace = PACES.get(language, OTHERWISE)
    assert pace.mean / 2 < pace.slow < pace.mean


def test_a_text_without_spaces_is_no_single_word() -> None:
    assert reading_ms("ผู้ชายคนหนึ่งเดินเข้ามาในห้อง", "th") > TO_NOTICE_MS + 2_000
    assert reading_ms("一个男人走进房间", "zh-Hant") > TO_NOTICE_MS + 2_000


def test_the_country_makes_no_difference() -> None:
    assert reading_ms("een twee drie", "nl-BE") == reading_ms("een twee drie", "nl")
