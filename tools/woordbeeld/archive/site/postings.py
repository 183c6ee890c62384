"""In which videos, and at which of their moments, each word is: gathered in memory, for small files."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from woordbeeld.archive.site.folding import in_order_of_scripts

FILE_BYTES: Final = 64_000  # from there on the next words stand in a file of their own
MOST_MOMENT_BYTES: Final = 64_000  # a word that is commoner has its videos told, not its moments
_SEVEN_BITS: Final = 0x7F
_MORE: Final = 0x80


@dataclass(slots=True)
class _Posting:
    """Where a word is, as `append_numbers` writes it: of each video how many numbers lie between it and the
    one before, how many moments it has the word in, and the distances between those.
    """

    data: bytearray = field(default_factory=bytearray)
    last: int = -1
    videos: int = 0


@dataclass(frozen=True, slots=True)
class WordFile:
    """Words in their order, each with where it is, and whether only its videos are told."""

    words: tuple[tuple[str, str, bool], ...]

    @property
    def first(self) -> str:
        return self.words[0][0]


class Postings:
    """Where each word is; videos are given in the order of their numbers."""

    def __init__(self) -> None:
        self._by_word: dict[str, _Posting] = {}

    def add(self, video: int, moments_by_word: Mapping[str, Sequence[int]]) -> None:
        """The words of a video, each with the numbers of its moments, from the first on."""
        for word, moments in moments_by_word.items():
            posting = self._by_word.get(word)
            if posting is None:
                posting = self._by_word[word] = _Posting()
            append_numbers(posting.data, (video - posting.last - 1, len(moments), *_distances(moments)))
            posting.last = video
            posting.videos += 1

    def files(self) -> Iterator[WordFile]:
        """All words in files of about `FILE_BYTES`, in the order in which scripts compare words."""
        words: list[tuple[str, str, bool]] = []
        size = 0
        for word in sorted(self._by_word, key=in_order_of_scripts):
            is_common = len(self._by_word[word].data) > MOST_MOMENT_BYTES
            data = self._by_word[word].data
            encoded = base64.b64encode(videos_alone(data) if is_common else data).decode("ascii")
            if words and size + len(encoded) > FILE_BYTES:
                yield WordFile(tuple(words))
                words, size = [], 0
            words.append((word, encoded, is_common))
            size += len(encoded) + len(word.encode()) + len('["","",0],\n')
        if words:
            yield WordFile(tuple(words))


def _distances(numbers: Iterable[int]) -> Iterator[int]:
    before = -1
    for number in numbers:
        yield number - before - 1
        before = number


def append_numbers(data: bytearray, numbers: Iterable[int]) -> None:
    """Numbers of seven bits a byte, the lowest first; all bytes of a number but its last have the eighth bit.

    >>> data = bytearray()
    >>> append_numbers(data, (5, 300))
    >>> list(data), list(read_numbers(data))
    ([5, 172, 2], [5, 300])
    """
    for number in numbers:
        rest = number
        while rest > _SEVEN_BITS:
            data.append(rest & _SEVEN_BITS | _MORE)
            rest >>= 7
        data.append(rest)


def read_numbers(data: bytes | bytearray) -> Iterator[int]:
    """The numbers again."""
    number = shift = 0
    for byte in data:
        number |= (byte & _SEVEN_BITS) << shift
        shift += 7
        if byte < _MORE:
            yield number
            number = shift = 0


def videos_alone(data: bytes | bytearray) -> bytes:
    """The same without the moments: of each video its distance, and in how many moments the word is.

    >>> data = bytearray()
    >>> append_numbers(data, (0, 2, 4, 1, 3, 1, 9))
    >>> list(read_numbers(videos_alone(data)))
    [0, 2, 3, 1]
    """
    made, numbers = bytearray(), read_numbers(data)
    for distance in numbers:
        count = next(numbers)
        append_numbers(made, (distance, count))
        for _ in range(count):
            next(numbers)
    return bytes(made)
