"""All words that users read, on pages, in the editor and in a terminal: a file for each language, by key.

They are TOML, filled in as `str.format` does, and neither Fluent nor gettext: the scripts of the pages need
the same words, which those would give them only with a second library, and two languages with the same two
plural forms need no more than what stands here.
"""

from woordbeeld.words.languages import (
    LANGUAGES,
    OTHERWISE,
    direction,
    language_of_environment,
    language_of_words,
    preferred_language,
)
from woordbeeld.words.messages import Message, Value, number_in, say, told, words_in
from woordbeeld.words.system import reason_of

__all__ = [
    "LANGUAGES",
    "OTHERWISE",
    "Message",
    "Value",
    "direction",
    "language_of_environment",
    "language_of_words",
    "number_in",
    "preferred_language",
    "reason_of",
    "say",
    "told",
    "words_in",
]
