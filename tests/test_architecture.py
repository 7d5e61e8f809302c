"""The rules of the house that an import contract cannot hold by itself; the contracts are checked by `make lint`."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import workbench

ROOT = Path(__file__).resolve().parent.parent
HEAVY = ("sklearn", "scipy", "plotly", "streamlit", "pandas", "matplotlib", "sqlalchemy", "alembic")
PAGES = sorted(path for path in (ROOT / "pages").glob("*.py") if path.name != "__init__.py")
FILES_OF_USERS = {"read_csv", "read_table", "read_excel", "read_parquet"}


def loaded_by(statement: str) -> set[str]:
    code = f"import sys; {statement}; print(*sys.modules)"
    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in answer.stdout.split()}


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_importing_the_library_loads_nothing_heavy() -> None:
    assert not loaded_by("import workbench, workbench.scenario, workbench.cli") & set(HEAVY)


def test_nothing_on_the_way_to_the_first_page_loads_the_slow_libraries() -> None:
    modules = ("data.samples", "data.reading", "data.framing", "data.readiness", "evidence.evidence", "pricing.prices", "run")
    loaded = loaded_by(f"import {', '.join(f'workbench.{module}' for module in modules)}")
    assert not loaded & {"sklearn", "scipy", "plotly", "streamlit", "sqlalchemy", "alembic"}


def test_every_public_name_can_be_looked_up_and_no_other() -> None:
    assert all(getattr(workbench, name) is not None for name in workbench.__all__)
    assert sorted(workbench._HOMES) == workbench.__all__
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        workbench.nonsense  # noqa: B018


def test_the_function_run_is_not_hidden_by_its_module() -> None:
    import workbench.run

    assert callable(workbench.run)


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_a_page_asks_calls_and_shows(page: Path) -> None:
    allowed = {"streamlit", "workbench", "pages", "__future__", "typing", "collections", "dataclasses"}
    assert {name.partition(".")[0] for name in imported(page)} <= allowed


def test_only_the_data_package_opens_what_a_user_supplied() -> None:
    readers = {
        path.relative_to(ROOT).as_posix()
        for folder in ("workbench", "pages")
        for path in (ROOT / folder).rglob("*.py")
        if any(name in path.read_text(encoding="utf-8") for name in FILES_OF_USERS)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Attribute) and node.attr in FILES_OF_USERS
    }
    assert all(reader.startswith("workbench/data/") for reader in readers)


def test_every_package_the_code_imports_is_pinned_and_explained() -> None:
    named = (ROOT / "requirements.txt").read_text(encoding="utf-8").partition("# What those need in turn")[0]
    pinned = {line.partition("==")[0].replace("-", "_") for line in named.splitlines() if "==" in line and "#" in line}
    files = [ROOT / "app.py", *(ROOT / "workbench").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]
    packages = {name.partition(".")[0] for path in files for name in imported(path)}
    foreign = packages - sys.stdlib_module_names - {"workbench", "pages", ""}
    assert foreign <= (pinned - {"scikit_learn"}) | {"sklearn"}
