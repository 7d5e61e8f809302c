"""For tests of pages: the app run without a browser, on a sample story or a small table."""

from __future__ import annotations

import time
from pathlib import Path

from streamlit.testing.v1 import AppTest

from pages.parts import settling, state
from workbench.handoff import share as links
from workbench.scenario import Scenario

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 60
USUAL = "audience_engagement"
SMALL = "kind,amount,label\n" + "".join(f"{'ab'[i % 2]},{i % 7},{'yes' if i % 4 == 0 else 'no'}\n" for i in range(60))
HOSTILE = "<b>x</b> $y$ [z](http://evil) :red[w]"


def app(**query: str) -> AppTest:
    """Return the app as a fresh browser opens it, with a query such as `sample="card_payments"`."""
    opened = AppTest.from_file(str(ROOT / "app.py"), default_timeout=SECONDS)
    for name, value in query.items():
        opened.query_params[name] = value
    return opened.run()


def story(page: str | None = None, sample: str = USUAL) -> AppTest:
    """Return the app on a sample story, on a page such as `frame`."""
    opened = app(sample=sample)
    return opened if page is None else to(opened, page)


def to(opened: AppTest, page: str) -> AppTest:
    return opened.switch_page(f"pages/{page}.py").run()


def session(opened: AppTest) -> state.Session:
    return opened.session_state["fallible"]


def upload(opened: AppTest, content: str | bytes, name: str = "cases.csv") -> AppTest:
    """Open a table on the Start page."""
    raw = content.encode() if isinstance(content, str) else content
    opened.file_uploader[0].upload(name, raw, "text/csv")
    return opened.run()


def until_collected(opened: AppTest) -> AppTest:
    """Run the app until the evidence job has ended."""
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        job = session(opened).job
        if job is not None and job.finished:
            return opened.run()
        time.sleep(0.05)
        opened.run()
    raise TimeoutError("the evidence job did not end")


def words(opened: AppTest) -> str:
    """Return everything a page says, in one text."""
    kinds = (
        opened.title,
        opened.header,
        opened.subheader,
        opened.markdown,
        opened.caption,
        opened.info,
        opened.error,
        opened.warning,
    )
    # What holds a number and its unit together is a space to whoever reads.
    return "\n".join(element.value for kind in kinds for element in kind).replace("\N{NO-BREAK SPACE}", " ")


def said(opened: AppTest) -> str:
    """Return what a page says, without the backslashes that keep it from being read as markup."""
    return words(opened).replace("\\", "")


def carried(opened: AppTest) -> str:
    """Return what stands behind `?s=` in the address."""
    value = opened.query_params["s"]
    return value if isinstance(value, str) else value[0]


def link(scenario: Scenario) -> str:
    return links.encode(scenario)


def is_settling(opened: AppTest) -> bool:
    """Whether bootstrap intervals are still to come."""
    return settling.settling().is_pending(session(opened).token)


def at_rest(opened: AppTest) -> AppTest:
    """Run the app until its intervals are bootstrapped, whether or not another test has waited for them."""
    opened.run()
    deadline = time.monotonic() + SECONDS
    while is_settling(opened):
        if time.monotonic() > deadline:
            raise TimeoutError("the intervals did not come to rest")
        time.sleep(0.05)
    return opened.run()
