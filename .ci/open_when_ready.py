"""Open an address in the browser once the server behind it answers. Does nothing where there is no screen to open one on."""

from __future__ import annotations

import os
import sys
import time
import urllib.parse
import urllib.request
import webbrowser

PATIENCE_SECONDS = 60.0


def has_screen() -> bool:
    return sys.platform in ("darwin", "win32") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def is_ready(url: str) -> bool:
    health = urllib.parse.urljoin(url, "/_stcore/health")
    try:
        with urllib.request.urlopen(health, timeout=1) as answer:
            return answer.status == 200
    except OSError:
        return False


def main(url: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while has_screen() and time.monotonic() < deadline:
        if is_ready(url):
            webbrowser.open(url)
            return
        time.sleep(0.2)


if __name__ == "__main__":
    main(sys.argv[1])
