"""Files and bundles written whole or not at all, by one at a time, and never over what is not ours."""

from woordbeeld.writing.backups import backed_up, is_in_version_control
from woordbeeld.writing.bundle import check_bundle, finish_bundle, reserved_bundle, write_bundle
from woordbeeld.writing.files import (
    check_encoding,
    check_file,
    mark_again,
    new_file,
    refuse_existing,
    refuse_foreign,
    refuse_read_only,
    replace_file,
    reserved_file,
    write_file,
)
from woordbeeld.writing.locks import Busy, locked
from woordbeeld.writing.made import MadeBundle, open_bundle
from woordbeeld.writing.manifest import about_of, mark_of
from woordbeeld.writing.packing import copy, pack
from woordbeeld.writing.target import ALL, Target

__all__ = [
    "ALL",
    "Busy",
    "MadeBundle",
    "Target",
    "about_of",
    "backed_up",
    "check_bundle",
    "check_encoding",
    "check_file",
    "copy",
    "finish_bundle",
    "is_in_version_control",
    "locked",
    "mark_again",
    "mark_of",
    "new_file",
    "open_bundle",
    "pack",
    "refuse_existing",
    "refuse_foreign",
    "refuse_read_only",
    "replace_file",
    "reserved_bundle",
    "reserved_file",
    "write_bundle",
    "write_file",
]
