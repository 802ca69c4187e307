"""Export the network to what the package carries.

In: a `Coder`, the bar from which events are told. Out: events.onnx, int8, with inputs `states` (batch, T, hidden) and
`ids` (batch, T), all of one length, and output `made` (batch, T, 2 hidden); events.npz, the heads over that.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from training.events.model import HIDDEN, Coder

_MAPS = {
    "cue.0": "cue.0", "cue.2": "cue.3", "sentence": "sentence", "part.piece": "part_piece", "part.cue": "part_cue",
    "part.out": "part_out", "event": "event", "mode": "mode", "context": "context", "factuality": "factuality",
    "stand": "stand", "sector.0": "sector.0", "sector.2": "sector.3",
}  # fmt: skip
_TABLES = {"part.near": "part_near", "part.type": "part_type"}


def export(coder: Coder, out: Path, bar: float) -> None:
    """Write events.onnx and events.npz into the folder `out`."""
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            coder.eval(),
            (torch.zeros(2, 24, HIDDEN), torch.randint(1000, 2000, (2, 24))),
            str(plain),
            input_names=["states", "ids"],
            output_names=["made"],
            dynamic_axes={name: {0: "batch", 1: "length"} for name in ("states", "ids", "made")},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(
            plain,
            out / "events.onnx",
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,  # 7 bits: without VNNI 8 would overflow, and answers differ between processors
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )
    np.savez_compressed(out / "events.npz", bar=np.float32(bar), **heads_of(coder))


def heads_of(coder: Coder) -> dict[str, np.ndarray]:
    """Return the heads by the names that `sayso.language.events` reads them by, maps turned, in half floats."""
    held: dict[str, torch.Tensor] = {}
    for name, module in _MAPS.items():
        linear = coder.get_submodule(module)
        assert isinstance(linear, nn.Linear)
        held[name], held[f"{name}.bias"] = linear.weight.T, linear.bias
    for name, module in _TABLES.items():
        table = coder.get_submodule(module)
        assert isinstance(table, nn.Embedding)
        held[name] = table.weight
    return {name: tensor.detach().numpy().astype(np.float16) for name, tensor in held.items()}
