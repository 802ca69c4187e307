"""Run the examples of the documents, and write down what they print.

In: a Markdown text. Out: the same text with the outputs that its examples have now. A `console` block holds commands
behind "$ " and what each prints; a `python` block is run, and a `text` block right under it is what it prints. The
examples of one document share a folder, in which `src` is that of the project. Blocks of other kinds stay as they are.

usage: python -m tests.examples [FILE...]    brings the outputs in these files (all documents) up to date
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from subprocess import PIPE, STDOUT

ROOT = Path(__file__).parent.parent
LEXICON = ROOT / "src/sayso/statements/lexicon/README.md"
DOCUMENTS = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md")), LEXICON)
_EXAMPLE = re.compile(
    r"^```console\n(?P<console>.*?)^```$"
    r"|^```python\n(?P<python>.*?)^```$(?:\n+^```text\n(?P<printed>.*?)^```$)?",
    re.MULTILINE | re.DOTALL,
)
_VOLATILE = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(\.\d+)?(Z|[+-]\d\d:\d\d)?|\d+(\.\d+)? (s|seconds|[kM]B)\b"
    r"|\bconfidence [01]\.\d+"  # processors round differently
)
_COMMANDS = {"sayso": "from sayso.cli import main; main()"}


def replay(text: str, folder: Path) -> str:
    """Return `text` with its examples run anew in `folder`. Raises CalledProcessError where one fails."""
    _lay_out(folder)
    return _EXAMPLE.sub(lambda example: _again(example, folder), text)


def settled(text: str) -> str:
    """Return `text` with times, durations and confidences blotted out, and nothing else."""
    return _VOLATILE.sub("…", text)


def _lay_out(folder: Path) -> None:
    commands = folder / ".commands"
    commands.mkdir(exist_ok=True)
    for name, code in _COMMANDS.items():
        (commands / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{code}" "$@"\n', encoding="utf-8")
        (commands / name).chmod(0o755)
    if not (folder / "src").exists():
        (folder / "src").symlink_to(ROOT / "src", target_is_directory=True)


def _again(example: re.Match[str], folder: Path) -> str:
    whole = example.group()
    if example["console"] is not None:
        commands = [line for line in example["console"].splitlines() if line.startswith("$ ")]
        shown = "".join(f"{line}\n{_output(['bash', '-c', line[2:]], folder)}" for line in commands)
        return f"```console\n{shown}```"
    printed = _output([sys.executable, "-c", example["python"]], folder)
    if example["printed"] is None:
        return whole
    head = whole[: example.start("printed") - example.start()]
    return f"{head}{printed}```"


def _output(command: list[str], folder: Path) -> str:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SAYSO_")}
    fixed = {
        "PATH": f"{folder / '.commands'}{os.pathsep}{kept['PATH']}",
        "PYTHONPATH": str(ROOT / "src"),
        "PYTHONUTF8": "1",
        "COLUMNS": "100",
        "NO_COLOR": "1",
    }
    environment = kept | fixed
    try:
        done = subprocess.run(
            command, check=True, cwd=folder, env=environment, stdout=PIPE, stderr=STDOUT, encoding="utf-8"
        )
    except subprocess.CalledProcessError as error:
        error.add_note(error.output)
        raise
    lines = [line.rstrip() for line in done.stdout.splitlines()]
    return "".join(f"{line}\n" for line in lines).rstrip("\n") + "\n" if any(lines) else ""


def main() -> None:
    """Bring documents up to date."""
    for document in [Path(name) for name in sys.argv[1:]] or DOCUMENTS:
        with tempfile.TemporaryDirectory() as folder:
            text = document.read_text(encoding="utf-8")
            document.write_text(replay(text, Path(folder)), encoding="utf-8")


if __name__ == "__main__":
    main()
