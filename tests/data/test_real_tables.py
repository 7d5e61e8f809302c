"""Tables that nobody here generated, written to CSV and read back."""

from __future__ import annotations

import numpy as np
import pytest

from workbench.data.framing import frame, suggest_target
from workbench.data.readiness import check
from workbench.data.reading import read_bytes
from workbench.scenario import validate


@pytest.mark.parametrize("name", ["iris", "wine", "breast_cancer", "digits"])
@pytest.mark.parametrize("dialect", [{}, {"sep": ";", "decimal": ","}])
def test_scikit_learns_own_tables_come_back_as_they_were(name, dialect):
    datasets = pytest.importorskip("sklearn.datasets")
    bunch = getattr(datasets, f"load_{name}")(as_frame=True)
    cases = bunch.frame.assign(target=[str(bunch.target_names[code]) for code in bunch.target])
    dataset = read_bytes(name, cases.to_csv(index=False, **dialect).encode())
    assert suggest_target(dataset) == "target"
    framing = frame(dataset, validate({"data": {"target": "target"}}))
    assert dataset.notes == ()
    assert [framing.classes[code] for code in framing.y] == cases["target"].tolist()
    for column in bunch.data.columns:
        np.testing.assert_allclose(dataset.table[column].to_numpy(dtype=float), bunch.data[column].to_numpy(), rtol=1e-12)
    assert all("constant" in aside.reason for aside in framing.set_aside)
    assert not any(finding.check == "leak" or finding.severity == "stop" for finding in check(framing))
