"""A film with its description published: as loud as its speech, and gone when it should be."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from tests.description.films import film as film_of
from tests.description.sounds import found_in, voice

from woordbeeld import describing, narrating, pipeline
from woordbeeld.alignment.model import Alignment
from woordbeeld.cache import ContentCache, file_sha256
from woordbeeld.cli import main
from woordbeeld.description.describing import DescribedFilm
from woordbeeld.description.narrators.narrator import NarratorKind
from woordbeeld.description.planning import plan
from woordbeeld.description.recordings import Recorded, recordings_path, with_recording
from woordbeeld.errors import BadInputError, WrongUseError
from woordbeeld.media.loudness import integrated, loudness_of, within
from woordbeeld.media.mixing import true_peak_db
from woordbeeld.media.model import Media
from woordbeeld.media.piping import stereo_blocks
from woordbeeld.media.samples import Samples
from woordbeeld.media.takes import wav_of
from woordbeeld.publications.summary import summary
from woordbeeld.publishing import platform_uploads
from woordbeeld.settings import Settings
from woordbeeld.timing import Span
from woordbeeld.writing import Target, open_bundle
from woordbeeld.writing.recordings import keep_recording

TEXT = """(Een man schrijft iets op.)

TON HEERTS: Super dank voor dit rapport.

(Ze loopt door een lange gang naar de grote zaal, waar heel veel mensen al zitten te wachten.)

STEF BÖGER: Wij gaan ermee aan de slag.
"""
LENGTH_MS = 20_000
# What is like speech: noise while somebody speaks, and silence around it.
SPEECH = "anoisesrc=duration=20:color=pink:amplitude=0.4,volume='between(t,5,9)+between(t,12,20)':eval=frame"
VOICE = ((5000, 9000), (12_000, 20_000))


@pytest.fixture(scope="module")
def video(tmp_path_factory: pytest.TempPathFactory, ffmpeg: Callable[..., None]) -> Path:
    path = tmp_path_factory.mktemp("film") / "film.mp4"
    picture = ("-f", "lavfi", "-i", "testsrc=size=160x90:rate=25:duration=20")
    ffmpeg(*picture, "-f", "lavfi", "-i", SPEECH, "-pix_fmt", "yuv420p", "-ac", "1", path)
    return path


@pytest.fixture
def transcript(tmp_path: Path) -> Path:
    path = tmp_path / "talk.txt"
    path.write_text(TEXT, "utf-8")
    return path


@pytest.fixture
def alignment(video: Path) -> Alignment:
    found = film_of(TEXT, (500, 4500), VOICE[0], (9200, 11_800), VOICE[1], until_ms=LENGTH_MS)
    return replace(found, media=Media("film.mp4", file_sha256(video), LENGTH_MS, has_video=True))


def publish(
    video: Path, alignment: Alignment, transcript: Path, settings: Settings, out: Path
) -> DescribedFilm | None:
    described = describing.describe_film(alignment, video, transcript, settings)
    target = Target(out, pipeline.inputs(video, transcript, settings))
    pipeline.publish(alignment, video, target, settings, "Symposium", described=described)
    return described


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def downloads(folder: Path) -> list[str]:
    page = (folder / "index.html").read_text("utf-8")
    return [
        " ".join(re.sub(r"<[^>]+>", "", each).split())
        for each in re.findall(r"<a [^>]*download.*?</li>", page)
    ]


DESCRIBED = {"audiodescription.nl.m4a", "audiodescription-extra.nl.m4a", "media-audiodescription.mp4"}
EXTENDED = {
    *("media-audiodescription-extended.mp4", "captions-extended.nl.vtt", "captions-extended.nl.srt"),
    *("chapters-extended.nl.vtt", "transcript-extended.html"),
}


def test_a_bundle_has_the_films_that_its_settings_ask_for_and_no_others(
    video: Path, alignment: Alignment, transcript: Path, tmp_path: Path
) -> None:
    out = tmp_path / "bundle"
    assert publish(video, alignment, transcript, Settings(), out) is None
    plain = names(out)
    assert not plain & (DESCRIBED | EXTENDED)
    assert not any("met audiodescriptie" in each for each in downloads(out))

    described = publish(video, alignment, transcript, Settings(voice="espeak", extended=True), out)
    assert described
    assert names(out) == plain | DESCRIBED | EXTENDED
    listed = [each for each in downloads(out) if "audiodescriptie (MP4" in each]
    assert listed[0].startswith("Video met audiodescriptie (MP4, ")
    assert listed[1].startswith("Video met verlengde audiodescriptie (MP4, ")
    assert any(each.startswith("Ondertiteling bij de verlengde video (WebVTT, ") for each in downloads(out))
    page = (out / "index.html").read_text("utf-8")
    assert '<a href="transcript-extended.html"' in page
    youtube, vimeo = ([str(note) for note in upload.notes] for upload in platform_uploads(out))
    assert any("media-audiodescription.mp4" in note and "captions.nl.srt" in note for note in youtube)
    assert any("extended.mp4" in note and "captions-extended.nl.vtt" in note for note in vimeo)
    assert set(open_bundle(out).manifest.files) == names(out) - {"bundle.json"}
    first = (out / "audiodescription.nl.m4a").read_bytes()

    edited = pipeline.as_before(out, Settings())
    assert (edited.voice, edited.extended) == ("espeak", True)
    assert pipeline.as_before(out, Settings(voice="none")).voice == "none"

    publish(video, alignment, transcript, Settings(voice="espeak:f3"), out)
    assert names(out) == plain | DESCRIBED
    assert (out / "audiodescription.nl.m4a").read_bytes() != first

    publish(video, alignment, transcript, Settings(voice="none"), out)
    assert names(out) == plain
    assert pipeline.as_before(out, Settings()).voice is None
    assert not any(
        "audiodescription" in str(note) for upload in platform_uploads(out) for note in upload.notes
    )


def test_what_somebody_changed_is_left_where_it_would_go(
    video: Path, alignment: Alignment, transcript: Path, tmp_path: Path
) -> None:
    out = tmp_path / "bundle"
    publish(video, alignment, transcript, Settings(voice="espeak", extended=True), out)
    (out / "captions-extended.nl.srt").write_text("van mij", "utf-8")
    publish(video, alignment, transcript, Settings(), out)
    assert (out / "captions-extended.nl.srt").read_text("utf-8") == "van mij"
    assert "captions-extended.nl.srt" not in open_bundle(out).manifest.files


def test_it_is_as_loud_as_the_speech_and_never_too_loud(
    video: Path, alignment: Alignment, transcript: Path, tmp_path: Path
) -> None:
    described = describing.describe_film(alignment, video, transcript, Settings(voice="espeak"))
    assert described
    sound = described.files["audiodescription.nl.m4a"]
    media = Media(sound.name, file_sha256(sound), LENGTH_MS, has_video=False)
    mixed = loudness_of(sound, media, ContentCache(tmp_path))
    speech = integrated(within(mixed, alignment.voice))
    first = described.plan.passages[0]
    assert first.fits
    said = integrated(within(mixed, [Span(first.start_ms, first.start_ms + first.length_ms)]))
    assert said == pytest.approx(speech, abs=1.0)
    assert true_peak_db(sound, LENGTH_MS) <= -1.0
    assert len(np.concatenate(list(stereo_blocks(sound, LENGTH_MS)))) == pytest.approx(
        LENGTH_MS * 48, abs=48 * 25
    )


@pytest.mark.parametrize("lufs", [-13.0, -9.0])
def test_in_a_very_loud_film_it_is_as_loud_as_the_speech_too(
    lufs: float,
    alignment: Alignment,
    transcript: Path,
    tmp_path: Path,
    ffmpeg: Callable[..., None],
) -> None:
    loud = tmp_path / "loud.mp4"
    picture = ("-f", "lavfi", "-i", "testsrc=size=64x36:rate=25:duration=20")
    louder = f"{SPEECH},volume={_gain_db(lufs, tmp_path, ffmpeg)}dB,alimiter=level=0:limit=0.9"
    ffmpeg(*picture, "-f", "lavfi", "-i", louder, "-pix_fmt", "yuv420p", "-ac", "1", loud)
    media = Media("loud.mp4", file_sha256(loud), LENGTH_MS, has_video=True)
    settings = Settings(voice="espeak", cache=tmp_path / "cache")
    described = describing.describe_film(replace(alignment, media=media), loud, transcript, settings)
    assert described
    sound = described.files["audiodescription.nl.m4a"]
    speech, said = _speech_and_said(sound, described, alignment, tmp_path)
    assert said == pytest.approx(speech, abs=0.5)
    assert true_peak_db(sound, LENGTH_MS) <= -1.0


def _gain_db(lufs: float, folder: Path, ffmpeg: Callable[..., None]) -> float:
    """What makes the speech so loud."""
    plain = folder / "plain.wav"
    ffmpeg("-f", "lavfi", "-i", SPEECH, plain)
    media = Media("plain.wav", file_sha256(plain), LENGTH_MS, has_video=False)
    found = loudness_of(plain, media, ContentCache(folder))
    return lufs - integrated(within(found, [Span(*each) for each in VOICE]))


def _speech_and_said(
    sound: Path, described: DescribedFilm, alignment: Alignment, folder: Path
) -> tuple[float, float]:
    """How loud the speech and the description are in a mix (LUFS)."""
    media = Media(sound.name, file_sha256(sound), LENGTH_MS, has_video=False)
    mixed = loudness_of(sound, media, ContentCache(folder))
    fitting = [each for each in described.plan.passages if each.fits]
    said = [Span(each.start_ms, each.start_ms + each.length_ms) for each in fitting]
    return integrated(within(mixed, alignment.voice)), integrated(within(mixed, said))


def test_where_it_stands_still_all_that_has_times_moves_along(
    video: Path, alignment: Alignment, transcript: Path, tmp_path: Path
) -> None:
    out = tmp_path / "bundle"
    described = publish(video, alignment, transcript, Settings(voice="espeak", extended=True), out)
    assert described
    (still,) = described.stills
    assert 9000 <= still.at_ms <= 12_000
    before, after = (_starts(out / name) for name in ("captions.nl.vtt", "captions-extended.nl.vtt"))
    moved = [at_ms + still.length_ms if at_ms >= still.at_ms else at_ms for at_ms in before]
    assert after == moved
    assert moved != before
    extra = described.sound.extra
    assert extra[0].at_ms == still.at_ms
    assert extra[0].end_ms - extra[0].start_ms == pytest.approx(described.plan.passages[-1].length_ms, abs=60)


def _starts(track: Path) -> list[int]:
    found = re.findall(r"^(\d+):(\d+):(\d+)\.(\d+) -->", track.read_text("utf-8"), re.MULTILINE)
    return [((int(h) * 60 + int(m)) * 60 + int(s)) * 1000 + int(ms) for h, m, s, ms in found]


def test_the_same_is_made_once_and_to_the_same_bytes(
    video: Path, alignment: Alignment, transcript: Path, tmp_path: Path
) -> None:
    def make(cache: str) -> dict[str, str]:
        settings = Settings(voice="espeak", extended=True, cache=tmp_path / cache)
        described = describing.describe_film(alignment, video, transcript, settings)
        assert described
        return {name: file_sha256(file) for name, file in described.files.items()}

    first = make("one")
    kept = {path: path.stat().st_mtime_ns for path in (tmp_path / "one/media").iterdir()}
    assert make("one") == first == make("two")
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "one/media").iterdir()} == kept


def test_a_voice_that_ends_in_the_middle_loses_nothing(
    video: Path, alignment: Alignment, transcript: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "bundle"
    publish(video, alignment, transcript, Settings(), out)
    before = {path: path.read_bytes() for path in out.iterdir()}

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    settings = Settings(voice="espeak", cache=tmp_path / "cache")
    with monkeypatch.context() as patch:
        patch.setattr("woordbeeld.description.describing.mixed", stopped)
        with pytest.raises(KeyboardInterrupt):
            publish(video, alignment, transcript, settings, out)
    assert {path: path.read_bytes() for path in out.iterdir()} == before
    assert not [path for path in (tmp_path / "cache").rglob("*") if "m4a" in path.name]
    publish(video, alignment, transcript, settings, out)
    assert names(out) >= DESCRIBED


def test_files_of_ones_own_hinder_only_who_wants_films_of_that_name(
    video: Path, transcript: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "bundle"
    out.mkdir()
    (out / "media-audiodescription.mp4").write_bytes(b"van mij")

    def heard(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "_heard_and_aligned", heard)
    with pytest.raises(BadInputError, match=r"--overwrite media-audiodescription\.mp4"):
        pipeline.make(video, transcript, out, Settings(voice="espeak"))
    with pytest.raises(KeyboardInterrupt):
        pipeline.make(video, transcript, out, Settings())


def test_sound_alone_has_its_description_too(
    alignment: Alignment, transcript: Path, video: Path, tmp_path: Path, ffmpeg: Callable[..., None]
) -> None:
    sound = tmp_path / "talk.mp3"
    ffmpeg("-i", video, "-vn", sound)
    heard = replace(alignment, media=Media("talk.mp3", file_sha256(sound), LENGTH_MS, has_video=False))
    out = tmp_path / "bundle"
    publish(sound, heard, transcript, Settings(voice="espeak", extended=True), out)
    assert names(out) & (DESCRIBED | EXTENDED) == DESCRIBED - {"media-audiodescription.mp4"}
    assert any("Audio met audiodescriptie" in each for each in downloads(out))


def test_whoever_recorded_the_descriptions_is_heard_unless_a_voice_is_chosen(
    video: Path, alignment: Alignment, transcript: Path, tmp_path: Path
) -> None:
    first = plan(alignment).passages[0].passage
    before = recordings_path(transcript)
    before.parent.mkdir()
    data = wav_of(voice(1500))
    (before.parent / "een.wav").write_bytes(data)
    recorded = Recorded(first.text, "een.wav", 1500, hashlib.sha256(data).hexdigest(), 1000)
    before.write_text(with_recording("", recorded), "utf-8")
    found = describing.describe_film(alignment, video, transcript, Settings())
    assert found
    assert found.sound.kind is NarratorKind.PERSON
    mix = np.concatenate(list(stereo_blocks(found.files["audiodescription.nl.m4a"], LENGTH_MS)))[:, 0]
    assert found_in(voice(1500), mix[: 5 * 48_000]) > 0.95
    chosen = describing.describe_film(alignment, video, transcript, Settings(voice="espeak"))
    assert chosen
    assert chosen.sound.kind is NarratorKind.DRAFT
    assert describing.describe_film(alignment, video, transcript, Settings(voice="none")) is None


def test_without_recordings_they_cannot_be_chosen(
    video: Path, alignment: Alignment, transcript: Path
) -> None:
    with pytest.raises(BadInputError, match=r"talk\.voice: there are no recordings"):
        describing.describe_film(alignment, video, transcript, Settings(voice="recordings"))


@pytest.fixture
def aligned(alignment: Alignment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "align_video", lambda *_: alignment)


@pytest.mark.usefixtures("aligned")
def test_the_command_writes_the_films_and_tells_how_each_scene_is_told(
    video: Path, transcript: Path, tmp_path: Path
) -> None:
    out = tmp_path / "described"
    command = ["describe", str(video), str(transcript), "--out", str(out), "--voice", "espeak"]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 0, done.output
    assert names(out) == DESCRIBED | {"descriptions.nl.vtt", "bundle.json"}
    assert re.search(r"^0:0\d  fits: Een man schrijft iets op\.$", done.output, re.MULTILINE)
    assert re.search(r"\d\.\d s more is needed: Ze loopt door een lange gang", done.output)
    assert "Voice: espeak-ng, a draft that tells how it will be." in done.output
    again = CliRunner().invoke(main, [*command, "--extended", "--ui", "nl"])
    assert "Stem: espeak-ng, een voorlopige stem" in again.output
    assert names(out) == DESCRIBED | EXTENDED | {"descriptions.nl.vtt", "bundle.json"}
    assert json.loads((out / "bundle.json").read_text("utf-8"))["about"]["language"] == "nl"


@pytest.mark.usefixtures("aligned")
def test_nothing_is_begun_that_cannot_be_ended(video: Path, transcript: Path, tmp_path: Path) -> None:
    out = tmp_path / "described"
    with pytest.raises(WrongUseError, match=r"nobody was named .* \(on this machine: espeak"):
        narrating.describe(video, transcript, out, Settings())
    (tmp_path / "bundle").mkdir()
    (tmp_path / "bundle/index.html").write_text("", "utf-8")
    with pytest.raises(BadInputError, match="run 'make' with --voice"):
        narrating.describe(video, transcript, tmp_path / "bundle", Settings(voice="espeak"))
    with pytest.raises(WrongUseError, match="no voice 'siri'"):
        pipeline.make(video, transcript, out, Settings(voice="siri"))
    refused = ["describe", str(video), str(transcript), "--out", str(out), "--voice", "siri"]
    assert CliRunner().invoke(main, refused).exit_code == WrongUseError.exit_code
    assert not out.exists()


def test_a_text_without_scenes_is_told_so(
    video: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    transcript = tmp_path / "talk.txt"
    transcript.write_text("TON HEERTS: Super dank.\n", "utf-8")
    alignment = film_of("TON HEERTS: Super dank.\n", VOICE[0], until_ms=LENGTH_MS)
    monkeypatch.setattr(pipeline, "align_video", lambda *_: alignment)
    with pytest.raises(BadInputError, match="nothing in it is described"):
        narrating.describe(video, transcript, tmp_path / "out", Settings(voice="espeak"))
    assert not (tmp_path / "out").exists()


def record(transcript: Path, *texts: str, sound: Samples | None = None) -> None:
    for text in texts:
        keep_recording(transcript, text, 1000, voice(1500) if sound is None else sound)


@pytest.mark.usefixtures("aligned")
def test_what_nobody_recorded_is_told_and_is_no_success(
    video: Path, transcript: Path, tmp_path: Path, alignment: Alignment
) -> None:
    record(transcript, "Een man schrijft iets op.", "Dit staat nergens meer.")
    out = tmp_path / "described"
    done = CliRunner().invoke(main, ["describe", str(video), str(transcript), "--out", str(out)])
    assert done.exit_code == 1, done.output
    assert re.search(r"^0:0\d  fits: Een man schrijft iets op\.$", done.output, re.MULTILINE)
    assert re.search(r"not said, for nobody recorded it: Ze loopt door een lange gang", done.output)
    assert "'Dit staat nergens meer.'" in done.output


@pytest.mark.usefixtures("aligned")
@pytest.mark.parametrize(
    ("recorded", "why"),
    [
        (("Een man schrijft iets op.", np.zeros(48_000, np.float32)), "has no voice that can be heard"),
        (("Dit staat nergens meer.", voice(1500)), "Recorded is: 'Dit staat nergens meer.'"),
    ],
)
def test_where_no_recording_can_be_used_it_is_told_why(
    video: Path, transcript: Path, tmp_path: Path, recorded: tuple[str, Samples], why: str
) -> None:
    record(transcript, recorded[0], sound=recorded[1])
    command = ["describe", str(video), str(transcript), "--out", str(tmp_path / "described")]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == BadInputError.exit_code
    assert why in done.output
    assert "record the descriptions again in the editor" in done.output
    assert "nothing in it is described" not in done.output


def test_make_tells_how_much_is_not_recorded_and_what_is_wrong_with_recordings(
    video: Path, transcript: Path, tmp_path: Path, alignment: Alignment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "_heard_and_aligned", lambda *_: (None, alignment))
    monkeypatch.setattr(pipeline, "with_voices", lambda _, found, *__: found)
    out = tmp_path / "bundle"
    record(transcript, "Een man schrijft iets op.")
    settings = Settings(screen=False)
    told = summary(pipeline.make(video, transcript, out, settings))
    assert "Described  1 of 2 scenes is not in the sound with audio description" in told
    record(transcript, "Een man schrijft iets op.", sound=np.zeros(48_000, np.float32))
    report = pipeline.make(video, transcript, out, settings)
    assert "Described  there is no sound with audio description, for no recording can be used" in summary(
        report
    )
    assert "has no voice that can be heard" in summary(report)
    assert "heeft geen stem die te horen is" in (out / "report.html").read_text("utf-8")
    found = json.loads((out / "report.json").read_text("utf-8"))["description"]
    assert (found["scenes"], found["missing"], found["published"]) == (2, 2, False)
    assert "has no voice" in found["notes"][0]
    assert "Described" not in summary(pipeline.make(video, transcript, out, replace(settings, voice="none")))
