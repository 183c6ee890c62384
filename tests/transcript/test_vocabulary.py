from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from woordbeeld.transcript import vocabulary
from woordbeeld.transcript.vocabulary import all_of, each_of, languages, words_of

AS_PUBLISHED = {"draft_speaker", "role_names", "music", "another_speaker", "export_notes"}


@pytest.fixture
def one_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Languages with Frisian beside Dutch."""
    for name, words in (
        ("nl", 'titles = ["mevrouw", "dr"]\nmusic = "muziek"'),
        ("fy", 'titles = ["dr", "frou"]\nmusic = "muzyk"'),
    ):
        (tmp_path / f"{name}.toml").write_text(words, encoding="utf-8")
    (tmp_path / "README").write_text("no language", encoding="utf-8")
    monkeypatch.setattr(vocabulary, "_FOLDER", tmp_path)
    languages.cache_clear()
    yield
    languages.cache_clear()


@pytest.mark.usefixtures("one_more")
def test_a_file_is_a_language() -> None:
    assert list(languages()) == ["fy", "nl"]
    assert all_of("titles") == ("dr", "frou", "mevrouw")
    assert words_of("titles") == {"dr", "frou", "mevrouw"}
    assert each_of("music") == {"fy": "muzyk", "nl": "muziek"}


def test_all_languages_have_the_same_keys_in_the_same_order() -> None:
    keys = {language: list(words) for language, words in languages().items()}
    assert set(keys) >= {"nl", "en", "fr", "de"}
    assert all(own == keys["nl"] for own in keys.values())


@pytest.mark.parametrize("language", sorted(languages()))
def test_words_stand_once_and_in_small_letters(language: str) -> None:
    for key, words in languages()[language].items():
        if isinstance(words, list):
            assert len(words) == len(set(words)), key
        if key not in AS_PUBLISHED:
            assert [word for word in words if word != word.casefold() or word != word.strip()] == [], key
