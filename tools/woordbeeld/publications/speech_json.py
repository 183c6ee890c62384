"""What was heard, as JSON: language, model, and a row for each word with its times in ms."""

from __future__ import annotations

import json

from woordbeeld.speech.model import Speech

VERSION = 1


def render_speech(speech: Speech) -> str:
    """The words in the order in which they were heard, with how sure each is."""
    words = [
        {
            "text": word.text,
            "start_ms": word.span.start_ms,
            "end_ms": word.span.end_ms,
            "confidence": round(word.confidence, 3),
        }
        for word in speech.words
    ]
    about = {"version": VERSION, "language": speech.language, "model": speech.model, "words": words}
    return json.dumps(about, ensure_ascii=False, indent=1) + "\n"
