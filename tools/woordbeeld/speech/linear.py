"""Products of matrices as this processor computes them fastest.

torch multiplies with MKL, which knows the processors of its maker best; oneDNN, which comes with torch too,
knows all, and takes weights in the order in which it reads them. On an AMD EPYC it is twice as fast.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

Apply = Callable[[Any], Any]


def linear(weight: Any, bias: Any = None, *, rows: int, gelu: bool = False) -> Apply:
    """A layer `x @ weight.T + bias`, float32, (n, in) to (n, out), made for about so many rows `n`.

    With `gelu` that function follows. The weight is copied, and need not be kept.
    """
    import torch

    if not _has_onednn():
        return lambda x: _gelu(torch.nn.functional.linear(x, weight, bias), gelu=gelu)
    ordered = torch.ops.mkldnn._reorder_linear_weight(weight, rows)  # noqa: SLF001 - no public name for it
    attribute, algorithm = ("gelu", "none") if gelu else ("none", "")
    return lambda x: torch.ops.mkldnn._linear_pointwise(x, ordered, bias, attribute, [], algorithm)  # noqa: SLF001


def product(one: Any, other: Any) -> Any:
    """`one @ other.T`, float32, (n, k) and (m, k) to (n, m), both without gaps in memory."""
    import torch

    if not _has_onednn():
        return one @ other.T
    return torch.ops.mkldnn._linear_pointwise(one, other, None, "none", [], "")  # noqa: SLF001


def _gelu(x: Any, *, gelu: bool) -> Any:
    import torch

    return torch.nn.functional.gelu(x) if gelu else x


@cache
def _has_onednn() -> bool:
    from torch import _C, ops

    return bool(_C._has_mkldnn) and hasattr(ops.mkldnn, "_reorder_linear_weight")  # noqa: SLF001 - is_available
