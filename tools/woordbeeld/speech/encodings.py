"""What the encoder made of chunks of sound, kept on disk: an hour of speech has some 400 MB of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from tempfile import TemporaryFile
from threading import Lock
from typing import IO, Any, Final

import numpy as np
import numpy.typing as npt

from woordbeeld.sound_on_disk import let_go

_KEPT_AS: Final = np.dtype(np.float16)


class Encodings:
    """The encoder's output of each chunk, by its samples; worked out once, and gone with the process.

    Where there is no room on disk for one, it is worked out again when it is asked for.
    """

    def __init__(self) -> None:
        self._file: IO[bytes] | None = None
        self._places: dict[bytes, tuple[int, tuple[int, ...]]] = {}
        self._end = 0
        self._lock = Lock()

    def of(self, chunk: npt.NDArray[np.float32], encode: Callable[[npt.NDArray[np.float32]], Any]) -> Any:
        """The output for a chunk: a tensor, float32, (1500, n_audio_state), rounded to 16 bits."""
        key = hashlib.sha256(chunk.tobytes()).digest()
        with self._lock:
            found = self._read(key)
        if found is None:
            found = encode(chunk).half().numpy()
            with self._lock:
                self._write(key, found)
        let_go(chunk)
        import torch

        return torch.from_numpy(found).float()

    def _read(self, key: bytes) -> npt.NDArray[np.float16] | None:
        if key not in self._places or self._file is None:
            return None
        place, shape = self._places[key]
        self._file.seek(place)
        kept = bytearray(self._file.read(int(np.prod(shape)) * _KEPT_AS.itemsize))
        return np.frombuffer(kept, _KEPT_AS).reshape(shape)

    def _write(self, key: bytes, output: npt.NDArray[np.float16]) -> None:
        try:
            if self._file is None:
                # Without a buffer, which would try what did not fit again, and fail, at each reading.
                self._file = TemporaryFile(buffering=0)  # noqa: SIM115  open as long as this is
            self._file.seek(self._end)
            if self._file.write(output.tobytes()) < output.nbytes:
                return
        except OSError:
            return
        self._places[key] = (self._end, output.shape)
        self._end += output.nbytes
