"""From what the encoder made of a chunk of sound to the words in it."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from woordbeeld.speech.decoder import Decoder, Reader
from woordbeeld.speech.draft import Draft

TEMPERATURES = (0.0, 0.2, 0.4, 0.6)  # tried in turn while a result looks wrong, as openai-whisper does
MAX_COMPRESSION_RATIO = 2.4  # text that compresses better than this repeats itself (openai-whisper)
MIN_LOG_PROBABILITY = -1.0  # on average a token; below it the text is a guess (openai-whisper)
MAX_NO_SPEECH = 0.6  # probability above which an unsure text is taken for no speech (openai-whisper)
JUDGED_AT_ONCE = 32  # tokens; what is told of each takes 200 kB
CLEAR_LEAD = 1e-3  # of the likeliest token, in log-odds; far more than rounding can make of it


@dataclass(frozen=True, slots=True)
class Request:
    """Tokens to be read next; asked for are the log-odds of what follows each of the `last` of them."""

    tokens: tuple[int, ...]
    last: int


T = TypeVar("T")
Writing = Generator[Request, Any, T]  # it asks for log-odds, and ends with what is written


@dataclass(frozen=True, slots=True, eq=False)
class Watched:
    """Tokens that the decoder read with a chunk of sound, all at once.

    `scores` are those of the heads that follow the sound, (heads, tokens + 1, frames): of each token, and of
    the end of the text. `chances` (0 to 1) are of each token among all words, after those before it.
    """

    tokens: tuple[int, ...]
    scores: Any
    chances: Any
    log_probability: float  # on average a token, the end included
    no_speech: float


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """What openai-whisper lets its decoder write, in one language."""

    tokenizer: Any
    start: tuple[int, ...]
    unwanted: Any  # tokens that are no words
    unwanted_first: Any

    @classmethod
    def of(cls, tokenizer: Any) -> Rules:
        import torch

        special = ("transcribe", "translate", "sot", "sot_prev", "sot_lm", "no_speech")
        unwanted = {*tokenizer.non_speech_tokens, *(getattr(tokenizer, name) for name in special)}
        return cls(
            tokenizer,
            (*tokenizer.sot_sequence, tokenizer.no_timestamps),
            torch.tensor(sorted(unwanted)),
            torch.tensor([*tokenizer.encode(" "), tokenizer.eot]),
        )

    def refuse(self, odds: Any, *, first: bool) -> Any:
        """The log-odds of some tokens, (tokens, vocabulary), without what may not be written."""
        odds[:, self.unwanted] = -float("inf")
        if first:
            odds[0, self.unwanted_first] = -float("inf")
        return odds


class Writer:
    """Writes what is said in a chunk of sound, and reads with it what it is given.

    `features` are the encoder's output for the chunk, (1500, n_audio_state); the first `frames` are heeded.
    """

    def __init__(self, decoder: Decoder, features: Any, frames: int, rules: Rules) -> None:
        self._decoder = decoder
        self._frames = frames
        self._tokenizer = rules.tokenizer
        self._rules = rules
        self._most = len(decoder.places) // 2
        self.reader: Reader = decoder.reader(features)

    def writing(self, draft: Draft) -> Writing[Watched | None]:
        """The first result that neither repeats itself nor guesses; None for no speech, or no words.

        The draft makes it faster, and nothing else.
        """
        for temperature in TEMPERATURES:
            tokens = self._drawn(temperature) if temperature else (yield from self._likeliest(draft))
            watched = self.watch(tokens, ended=len(tokens) < self._most)
            text = self._tokenizer.decode(tokens).strip()
            if _is_no_speech(watched, text):
                return None
            if watched.log_probability >= MIN_LOG_PROBABILITY and not _repeats_itself(text):
                break
        return None if _repeats_itself(text) or not tokens else watched

    def watch(self, tokens: Sequence[int], *, ended: bool = True) -> Watched:
        """What the decoder heeds, and how likely it finds each token, while it reads those given."""
        import torch

        start, eot = self._rules.start, self._tokenizer.eot
        reader = self.reader.beside(self._frames)
        read = reader.read([*start, *tokens, eot])
        at_start = self._decoder.logits(read[:1])[0]
        # What is told of a token stands in the row of the token before it.
        written, before = torch.tensor([*tokens, eot]), read[len(start) - 1 : -1]
        judged = [
            self._judged(before[at : at + JUDGED_AT_ONCE], written[at : at + JUDGED_AT_ONCE], first=not at)
            for at in range(0, len(written), JUDGED_AT_ONCE)
        ]
        among_words, allowed = (torch.cat(each) for each in zip(*judged, strict=True))
        return Watched(
            tuple(tokens),
            reader.scores(first=len(start) - 1).numpy(),
            among_words[:-1].exp().numpy(),
            float(allowed[: len(written) if ended else -1].sum()) / len(written),
            float(at_start.softmax(-1)[self._tokenizer.no_speech]),
        )

    def _judged(self, before: Any, written: Any, *, first: bool) -> tuple[Any, Any]:
        """The log-probabilities of tokens among all words, and among what may be written: (tokens,) each."""
        odds = self._decoder.logits(before)
        of_each = odds.gather(1, written[:, None])[:, 0]
        among_words = of_each - odds[:, : self._tokenizer.eot].logsumexp(-1)
        return among_words, of_each - self._rules.refuse(odds, first=first).logsumexp(-1)

    def _likeliest(self, draft: Draft) -> Writing[tuple[int, ...]]:
        """At each step the likeliest token (greedy decoding).

        Which that is depends on the sound and the tokens before it alone, not on what was guessed, nor on the
        sounds beside it: where another token is so near that rounding might decide, all is read anew in one
        way.
        """
        self.reader.forget(0)
        written: list[int] = []
        unread, eot = self._rules.start, self._tokenizer.eot
        while len(written) < self._most and eot not in written[-1:]:
            guessed = draft.guess(written)[: self._most - len(written) - 1]
            odds = yield Request((*unread, *guessed), 1 + len(guessed))
            self._rules.refuse(odds, first=not written)
            right = 0
            for guess, row in zip([*guessed, None], odds, strict=True):
                (first, second), likeliest = row.topk(2)
                is_clear = first - second >= CLEAR_LEAD
                written.append(int(likeliest[0] if is_clear else self._next(written).argmax()))
                if written[-1] != guess:
                    break
                right += 1
            draft.learn(len(guessed), right)
            self.reader.forget(len(self._rules.start) + len(written) - 1)
            unread = tuple(written[-1:])
        return tuple(written[:-1] if written[-1] == eot else written)

    def _drawn(self, temperature: float) -> tuple[int, ...]:
        """At each step a token drawn by its probability, with the same chance for each chunk."""
        import torch

        chance = torch.Generator().manual_seed(0)
        self.reader.forget(0)
        written: list[int] = []
        unread, eot = self._rules.start, self._tokenizer.eot
        while len(written) < self._most and eot not in written[-1:]:
            odds = self._decoder.logits(self.reader.read(unread)[-1:])
            chances = (self._rules.refuse(odds, first=not written) / temperature).softmax(-1)
            written.append(int(torch.multinomial(chances, 1, generator=chance)))
            unread = tuple(written[-1:])
        return tuple(written[:-1] if written[-1] == eot else written)

    def _next(self, written: Sequence[int]) -> Any:
        """The log-odds of the token after these, which are all read at once."""
        read = self.reader.beside().read([*self._rules.start, *written])
        return self._rules.refuse(self._decoder.logits(read[-1:]), first=not written)[0]


def write_together(decoder: Decoder, writers: Sequence[Writer], draft: Draft) -> list[Watched | None]:
    """What each of several writers writes; a step for all takes little more time than one for each."""
    found: list[Watched | None] = [None] * len(writers)
    writings = [writer.writing(draft) for writer in writers]
    answers: dict[int, Any] = dict.fromkeys(range(len(writers)))  # none before the first request
    while answers:
        requests: dict[int, Request] = {}
        for at, odds in answers.items():
            try:
                requests[at] = writings[at].send(odds)
            except StopIteration as end:
                found[at] = end.value
        readers = [writers[at].reader for at in requests]
        answers = dict(zip(requests, _answers(decoder, readers, list(requests.values())), strict=True))
    return found


def _answers(decoder: Decoder, readers: Sequence[Reader], requests: Sequence[Request]) -> list[Any]:
    import torch

    if not requests:
        return []
    read = decoder.read(readers, [request.tokens for request in requests])
    last = [request.last for request in requests]
    rows = torch.cat([one[-count:] for one, count in zip(read, last, strict=True)])
    return list(decoder.logits(rows).split(last))


def _is_no_speech(watched: Watched, text: str) -> bool:
    """Unsure words where it sounds like no speech; Dutch subtitles write sounds in capitals: APPLAUS."""
    unsure = watched.log_probability < MIN_LOG_PROBABILITY
    return (unsure or text.isupper()) and watched.no_speech > MAX_NO_SPEECH


def _repeats_itself(text: str) -> bool:
    from whisper.utils import compression_ratio

    return bool(compression_ratio(text) > MAX_COMPRESSION_RATIO)
