"""The words by which a role, a sound, on-screen text or plain prose is known, in all languages."""

from __future__ import annotations

from typing import Final

from woordbeeld.transcript.vocabulary import all_of, each_of, languages, pattern_of, words_of

APOSTROPHES: Final = "'’‘ʼ´`′"
QUOTES: Final = '"“”„‟'
HYPHENS: Final = "-‐‑–"

ROLE_NAMES: Final = all_of("role_names")
ROLE_NOUNS: Final = words_of("roles")
ALSO_SURNAMES: Final = words_of("roles_also_surnames")
BEFORE_ROLES: Final = words_of("before_roles")
POLITE_TITLES: Final = words_of("polite_titles")
NOT_LABELS: Final = words_of("not_labels")

ARTICLES: Final = words_of("articles")
# German writes each noun with a capital.
ARTICLES_BEFORE_SMALL: Final = ARTICLES - frozenset(languages()["de"]["articles"])

PARTICLES: Final = words_of("name_particles")
AFTER_OWN_NAME: Final = words_of("after_own_name")
NAME_JOINTS: Final = words_of("name_particles", "name_joints")
ELISIONS: Final = words_of("elisions")
NOT_IN_NAMES: Final = words_of("not_in_names")
ORGANISATIONS: Final = all_of("organisations")
JOINS_ORGANISATION: Final = words_of("joins_organisation")

SOUND_WORDS: Final = words_of("sound_words")
SOUND_STEMS: Final = all_of("sound_stems")
SOUND_ENDINGS: Final = all_of("sound_endings")
SOUND_VERBS: Final = all_of("sound_verbs")
NOISE: Final = words_of("noise")
MUSIC: Final = frozenset(word.casefold() for word in each_of("music").values())
HEARD: Final = words_of("heard")

SEEN: Final = words_of("seen")
SEEN_ALONE: Final = words_of("seen_alone")
SEEN_VERBS: Final = words_of("seen_verbs")
SPOKEN: Final = words_of("spoken")
SHOWN_TEXT: Final = words_of("shown_text")
ON_SCREEN_MARKERS: Final = all_of("on_screen_markers")
ON_SCREEN_MARKERS_IN_PARENTHESES: Final = (*ON_SCREEN_MARKERS, *all_of("on_screen_markers_in_parentheses"))
_SCENE_PLACES: Final = pattern_of(word.upper() for word in all_of("scene_places"))
_SCENE_HEADINGS: Final = pattern_of(word.upper() for word in all_of("scene_headings"))
SLUGLINE: Final = (
    r"(?:\d{1,3}[.)]?\s+)?"
    rf"(?:(?:{_SCENE_PLACES})\b[./]?|(?:{_SCENE_HEADINGS})\s*(?:\d|[IVX]+\b)).{{0,100}}"
)

PROSE_OPENINGS: Final = all_of("prose_openings")
PROSE_ARTICLES: Final = all_of("prose_articles")
PROSE_ADJECTIVES: Final = all_of("prose_adjectives")
PROSE_PLACES: Final = words_of("prose_places")
PROSE_SUBJECTS: Final = all_of("prose_subjects")

PAGE_ENDINGS: Final = all_of("page_endings")
