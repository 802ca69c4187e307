"""Export the student to the int8 graph that the package carries.

In: a `Student`. Out: claims.onnx, with inputs `states` (batch, T, hidden) and `ids` (batch, T), all of one length, and
output `meanings` (batch, T, D).
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.fusion_options import FusionOptions
from onnxruntime.transformers.optimizer import optimize_model

from training.claims.student import Student


def export(student: Student, out: Path) -> None:
    """Write the graph to `out`."""
    hidden = student.into.out_features
    with tempfile.TemporaryDirectory() as folder:
        plain, fused = Path(folder) / "plain.onnx", Path(folder) / "fused.onnx"
        torch.onnx.export(
            student.eval(),
            (torch.zeros(2, 24, hidden), torch.randint(1000, 2000, (2, 24))),
            str(plain),
            input_names=["states", "ids"],
            output_names=["meanings"],
            dynamic_axes={name: {0: "batch", 1: "length"} for name in ("states", "ids", "meanings")},
            opset_version=17,
            dynamo=False,
        )
        options = FusionOptions("bert")
        options.enable_embed_layer_norm = False
        options.enable_skip_layer_norm = False  # slower on a processor than what it fuses
        optimize_model(str(plain), model_type="bert", optimization_options=options, opt_level=0).save_model_to_file(
            str(fused)
        )
        quantize_dynamic(
            fused,
            out,
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,  # 7 bits: without VNNI 8 would overflow, and the vectors differ between processors
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},  # fused nodes hide their types
        )
