"""Export the network to what the package carries.

In: a `Coder`. Out: events.onnx, int8, with inputs `states` (batch, T, hidden) and
`ids` (batch, T), all of one length, and output `made` (batch, T, 2 hidden); events.npz, the heads over that.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import cast

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.fusion_options import FusionOptions
from onnxruntime.transformers.optimizer import optimize_model
from torch import nn

from training.events.model import HIDDEN, Coder

Array = NDArray[np.generic]
_MAPS = {
    "cue.0": "cue.0", "cue.2": "cue.3", "sentence": "sentence", "part.piece": "part_piece", "part.cue": "part_cue",
    "part.out": "part_out", "event": "event", "mode": "mode", "context": "context", "factuality": "factuality",
    "stand": "stand", "sector.0": "sector.0", "sector.2": "sector.3",
}  # fmt: skip
_TABLES = {"part.near": "part_near", "part.type": "part_type"}


def export_graph(coder: Coder, out: Path) -> None:
    """Write events.onnx into the folder `out`."""
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
        fused = Path(folder) / "fused.onnx"
        options = FusionOptions("bert")
        options.enable_embed_layer_norm = False
        options.enable_skip_layer_norm = False  # slower on a processor than what it fuses
        optimize_model(
            str(plain), model_type="bert", num_heads=12, hidden_size=HIDDEN, optimization_options=options, opt_level=0
        ).save_model_to_file(str(fused))
        quantize_dynamic(
            fused,
            out / "events.onnx",
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,  # 7 bits: without VNNI 8 would overflow, and answers differ between processors
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )


def export_heads(coder: Coder, out: Path, more: Mapping[str, Array]) -> None:
    """Write events.npz into the folder `out`: the heads, and what else is given by name."""
    np.savez_compressed(out / "events.npz", **heads_of(coder), **more)


def heads_of(coder: Coder) -> dict[str, Array]:
    """Return the heads by the names that `sayso.language.events` reads them by, maps turned, in half floats."""
    held: dict[str, torch.Tensor] = {}
    for name, module in _MAPS.items():
        linear = cast("nn.Linear", coder.get_submodule(module))
        held[name], held[f"{name}.bias"] = linear.weight.T, linear.bias
    for name, module in _TABLES.items():
        held[name] = cast("nn.Embedding", coder.get_submodule(module)).weight
    return {name: tensor.detach().numpy().astype(np.float16) for name, tensor in held.items()}
