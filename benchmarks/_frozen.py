"""The app with frozen figures: what a page computed once for some settings is replayed from memory, so that what is left is what
Streamlit and the browser take to show it. Served by latency.py beside the real app."""

from __future__ import annotations

import importlib
import pkgutil
import runpy
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

FROZEN = "frozen"
COMPUTED = ("workbench.charts", "workbench.pricing", "workbench.experience", "workbench.verdict")


def replayed(name: str, compute: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that computes once for each scenario, number of candidates that are ready, and plain arguments."""
    memory: dict[Any, Any] = {}

    def replay(*arguments: Any, **options: Any) -> Any:
        from pages.parts import state

        plain = tuple(repr(value) for value in (*arguments, *options.values()) if isinstance(value, (str, float, int, bool)))
        evidence = state.evidence()
        ready = 0 if evidence is None else len(evidence.predictions)
        key = (state.scenario().model_dump_json(), ready, plain)
        if memory.get(key) is None:
            memory[key] = compute(*arguments, **options)
        return memory[key]

    replay.__module__ = FROZEN
    return replay


def frozen(name: str, value: Any) -> Any:
    """Return what stands for a function or a module of the library in the eyes of a page; everything else as it is."""
    if isinstance(value, ModuleType) and value.__name__.startswith(COMPUTED):
        return SimpleNamespace(
            **{inner: frozen(inner, found) for inner, found in vars(value).items() if not inner.startswith("__")}
        )
    is_function = callable(value) and not isinstance(value, type)
    return replayed(name, value) if is_function and getattr(value, "__module__", "").startswith(COMPUTED) else value


def freeze_pages() -> None:
    """Freeze what pages and their parts see of the library; the library itself goes on as it is."""
    import pages.parts
    import workbench.charts
    from pages.parts import state

    if state.appraisal.__module__ == FROZEN:
        return
    state.appraisal = replayed("appraisal", state.appraisal)
    for part in pkgutil.iter_modules(pages.parts.__path__, "pages.parts."):
        module = importlib.import_module(part.name)
        for name, value in list(vars(module).items()):
            setattr(module, name, frozen(name, value))
    for chart in pkgutil.iter_modules(workbench.charts.__path__):
        module = importlib.import_module(f"workbench.charts.{chart.name}")
        setattr(workbench.charts, chart.name, frozen(chart.name, module))


freeze_pages()
runpy.run_path(str(ROOT / "app.py"))
