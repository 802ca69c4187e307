"""The project as a whole: what it asks for is there and locked, what it ships is whole."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import Counter
from importlib import import_module
from importlib.metadata import packages_distributions
from pathlib import Path
from zipfile import ZipFile

import pytest
from hatchling.build import build_wheel
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import sayso
from tests.examples import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
DEMO = sorted((ROOT / "src/sayso/demo").glob("*.txt"))
MAC_ROMAN, MOJIBAKE = "íìîñ†", ("â€", "Ã")  # traces of Windows-1252 read as Mac Roman, of UTF-8 read as Windows-1252


DIRECT = [
    requirement
    for group in (
        PROJECT["project"]["dependencies"],
        PROJECT["project"]["optional-dependencies"]["postgres"],
        PROJECT["dependency-groups"]["dev"],
    )
    for requirement in map(Requirement, group)
    if requirement.marker is None or requirement.marker.evaluate()
]


def _modules(name: str) -> list[str]:
    held = packages_distributions().items()
    return [
        module
        for module, owners in held
        if canonicalize_name(name) in map(canonicalize_name, owners) and module.isidentifier()
    ]


@pytest.mark.filterwarnings("ignore:Please use `import python_multipart`")  # it keeps its old name, and warns of it
@pytest.mark.filterwarnings("ignore:XDG_RUNTIME_DIR")  # a server for tests looks for a folder of the session
@pytest.mark.parametrize("requirement", DIRECT, ids=str)
def test_direct_dependency_can_be_imported(requirement: Requirement) -> None:
    modules = _modules(requirement.name)
    assert modules, f"{requirement.name} is not installed, or holds no module"
    for module in modules:
        import_module(module)


@pytest.mark.parametrize("requirement", DIRECT, ids=str)
def test_direct_dependency_is_locked_to_a_version_that_fits(requirement: Requirement) -> None:
    pinned = dict(re.findall(r"^([\w.-]+)==(\S+)", LOCK, re.MULTILINE))
    assert requirement.specifier.contains(pinned[canonicalize_name(requirement.name)])


def test_lock_holds_pinned_versions_and_their_hashes_alone() -> None:
    entries = LOCK.replace("\\\n", "").splitlines()
    entry_of_lock = r"[\w.-]+==\S+(?: ; python_version [<>]=? ['\"][\d.]+['\"])?(\s+--hash=sha256:[0-9a-f]{64})+"
    wrong = [entry for entry in entries if not re.fullmatch(entry_of_lock, entry)]
    assert wrong == []


def test_lock_leaves_training_out() -> None:
    assert not re.search(r"^(torch|transformers|onnx|ray)==", LOCK, re.MULTILINE)


def test_version_is_the_declared_one() -> None:
    assert sayso.__version__ == PROJECT["project"]["version"]


def test_changelog_has_a_section_for_the_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## \[{re.escape(sayso.__version__)}\]", changelog, re.MULTILINE)


def test_wheel_holds_demo_pages_weights_and_vocabularies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    with ZipFile(tmp_path / build_wheel(str(tmp_path))) as wheel:
        held = set(wheel.namelist())
    wanted = {f"sayso/demo/{page.name}" for page in DEMO}
    wanted |= {
        f"sayso/language/weights/{name}" for name in ("model.onnx", "heads.npz", "tokenizer.json", "CARD.md", "NOTICE")
    }
    source = ROOT / "src"
    wanted |= {str(file.relative_to(source)) for file in (source / "sayso/pages").rglob("vocabulary.toml")}
    assert wanted - held == set()


def test_demo_pages_are_an_article_each() -> None:
    assert len(DEMO) >= 6
    for page in DEMO:
        assert 200 <= len(page.read_text(encoding="utf-8").split()) <= 700, page.name


def test_demo_pages_hold_encoding_damage_of_both_kinds() -> None:
    texts = [page.read_text(encoding="utf-8") for page in DEMO]
    assert sum(any(trace in text for trace in MOJIBAKE) for text in texts) == 1
    assert sum(sum(sign in text for sign in MAC_ROMAN) >= 3 for text in texts) == 1


def test_demo_pages_share_a_statement_and_an_origin() -> None:
    texts = [page.read_text(encoding="utf-8") for page in DEMO]
    assert sum("No aircraft of the armed forces was in the air over Halmora that night" in text for text in texts) >= 3
    assert sum("SARNA" in text and "dust" in text for text in texts) >= 3


@pytest.mark.parametrize("module", sorted((ROOT / "src/sayso").rglob("*.py")), ids=lambda path: path.stem)
def test_module_says_what_comes_in_and_what_goes_out(module: Path) -> None:
    told = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or ""
    assert re.search(r"\bIn:\s.*\bOut:\s", told, re.DOTALL), f"{module}: its docstring names neither"


def test_every_folder_of_code_is_a_package() -> None:
    # import-linter does not see into a folder without __init__.py, and would call every rule kept
    folders = {module.parent for module in (ROOT / "src/sayso").rglob("*.py")}
    assert [folder for folder in folders if not (folder / "__init__.py").exists()] == []


def test_no_folder_holds_more_than_a_dozen_modules() -> None:
    # docs/design.md gives the reason for each that does
    allowed = {"cli"}
    counts = Counter(module.parent for module in (ROOT / "src/sayso").rglob("*.py") if module.stem != "__init__")
    assert [str(folder) for folder, n in counts.items() if n > 12 and folder.name not in allowed] == []
