"""Print what `make lock` compiles: what building, running, testing and linting sayso asks for, one a line.

With `cluster`, what running and testing it on a cluster asks for, and no more. The extras for training stay out.
"""

import sys
import tomllib
from pathlib import Path

CLUSTER_TESTS = ("editables", "hatchling", "hypothesis", "psutil", "pytest")

project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))
extras, dev = project["project"]["optional-dependencies"], project["dependency-groups"]["dev"]
if sys.argv[1:] == ["cluster"]:
    lines = (*extras["cluster"], *(line for line in dev if line.startswith(CLUSTER_TESTS)))
else:
    lines = (*extras["postgres"], *dev)
lines = (*project["build-system"]["requires"], *project["project"]["dependencies"], *lines)
sys.stdout.write("\n".join(dict.fromkeys(lines)) + "\n")
