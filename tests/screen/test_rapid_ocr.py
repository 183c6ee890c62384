"""The real reader, on pictures drawn here and on the film."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from woordbeeld.cache import ContentCache
from woordbeeld.errors import EnvironmentProblemError
from woordbeeld.media.model import Media
from woordbeeld.media.pictures import Pixels, picture_of
from woordbeeld.screen import rapid_ocr
from woordbeeld.screen.model import TextKind
from woordbeeld.screen.once import texts_in
from woordbeeld.screen.rapid_ocr import RapidOcr, refuse_without_reader
from woordbeeld.timing import Span

LINES = ("Wie helpt de leerlingen?", "Kosten: 1.250.000 euro", "www.onderwijsinspectie.nl")


def drawn(*lines: str, size: int = 40) -> Pixels:
    """Lines in white on blue."""
    picture = Image.new("RGB", (1280, 720), (20, 50, 100))
    for number, line in enumerate(lines):
        place = 100, 150 + 120 * number
        ImageDraw.Draw(picture).text(place, line, font=ImageFont.load_default(size), fill="white")
    return np.asarray(picture)


def test_lines_are_read_to_the_letter_and_where_they_are() -> None:
    found = RapidOcr().read(drawn(*LINES), 720)
    assert tuple(each.text for each in found) == LINES
    for number, each in enumerate(found):
        assert each.box.left == pytest.approx(100 / 1280, abs=0.01)
        assert each.box.top < (170 + 120 * number) / 720 < each.box.bottom


def test_a_picture_without_text_has_no_lines() -> None:
    assert RapidOcr().read(drawn(), 720) == ()


def test_nothing_is_asked_of_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert RapidOcr().read(drawn("Welkom"), 720)[0].text == "Welkom"


def test_without_the_packages_it_is_one_error_that_tells_how_to_get_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rapid_ocr, "find_spec", lambda _: None)
    with pytest.raises(EnvironmentProblemError, match=r"rapidocr\) is not here; .*make screen"):
        refuse_without_reader()


def test_other_weights_than_those_published_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = {name: (file, "0" * 64) for name, (file, _) in rapid_ocr.WEIGHTS.items()}
    monkeypatch.setattr(rapid_ocr, "WEIGHTS", wrong)
    with pytest.raises(EnvironmentProblemError, match="is not what was published"):
        RapidOcr().read(drawn("Welkom"), 720)


def test_the_film_shows_these_texts_and_they_are_kept(
    film: Path, tmp_path: Path, truth: dict[str, Any]
) -> None:
    media, cache = picture_of(film), ContentCache(tmp_path)
    found = texts_in(film, media, truth["shots"], RapidOcr(), cache)
    assert [(each.kind, each.span.start_ms) for each in found] == [
        (TextKind.LOGO, 0),
        (TextKind.SHOWN, 0),
        (TextKind.SHOWN, 255_600),
        (TextKind.SHOWN, 258_600),
        (TextKind.SHOWN, 258_600),
    ]
    assert found[1].span == Span(0, 4000)
    assert found[2].text == "Inspectie van het Onderwijs Ministerie van Onderwijs, Cultuur en Wetenschap"
    assert found[3].text == "Rapport themaonderzoek entreeopleidingen?"

    class Nothing(RapidOcr):
        def read(self, *_: object) -> Any:
            raise AssertionError("what is kept is not read again")

    assert texts_in(film, media, truth["shots"], Nothing(), cache) == found


def test_sound_alone_shows_nothing(tmp_path: Path) -> None:
    sound = Media("talk.mp3", "0" * 64, 1000, has_video=False)
    assert texts_in(tmp_path / "talk.mp3", sound, (), RapidOcr(), ContentCache(tmp_path)) == ()
