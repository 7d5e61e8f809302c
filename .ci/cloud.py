"""Start and walk the app as Streamlit Community Cloud would: a fresh environment from requirements.txt alone, a checkout that
cannot be written to, a user without rights, at most 1 GiB of memory. Needs root, to take rights away.

    make cloud        or: .venv/bin/python .ci/cloud.py [pytest arguments]
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOBODY = 65534
GIBIBYTE = 1024**3
PORT = 8599
CGROUP = Path("/sys/fs/cgroup")


def check_out(folder: Path) -> Path:
    """Write what is committed, owned by root and writable by nobody."""
    checkout = folder / "app"
    checkout.mkdir()
    archive = subprocess.run(["git", "archive", "HEAD"], cwd=ROOT, capture_output=True, check=True).stdout
    subprocess.run(["tar", "-x", "-C", str(checkout)], input=archive, check=True)
    subprocess.run(["chmod", "-R", "a-w", str(checkout)], check=True)
    return checkout


def install(folder: Path, checkout: Path) -> Path:
    """Make an environment that holds what requirements.txt lists and nothing else; return its Python."""
    python = folder / "venv" / "bin" / "python"
    if uv := shutil.which("uv"):
        subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, str(folder / "venv")], check=True)
        subprocess.run(
            [uv, "pip", "install", "--quiet", "--python", str(python), "-r", str(checkout / "requirements.txt")], check=True
        )
    else:
        subprocess.run([sys.executable, "-m", "venv", str(folder / "venv")], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "-q", "-r", str(checkout / "requirements.txt")], check=True)
    return python


class Cap:
    """At most 1 GiB for a process and its children: a cgroup where one can be made, else a limit on its data segment."""

    def __init__(self) -> None:
        self.group: Path | None = None
        self.limit = ""
        for parent, limit in ((CGROUP, "memory.max"), (CGROUP / "memory", "memory.limit_in_bytes")):
            if (parent / "cgroup.procs").exists() and self._try(parent / f"fallible-cloud-{os.getpid()}", limit):
                return

    def _try(self, group: Path, limit: str) -> bool:
        try:
            group.mkdir()
        except OSError:
            return False
        if not (group / limit).exists():
            group.rmdir()
            return False
        (group / limit).write_text(str(GIBIBYTE))
        self.group, self.limit = group, limit
        return True

    def __str__(self) -> str:
        return f"cgroup {self.limit} = 1 GiB" if self.group else "RLIMIT_DATA = 1 GiB (no cgroup can be made here)"

    def prefix(self) -> list[str]:
        return [] if self.group else ["prlimit", f"--data={GIBIBYTE}"]

    def join(self) -> None:
        """Called in the child, before it becomes the server."""
        if self.group:
            (self.group / "cgroup.procs").write_text(str(os.getpid()))

    def remove(self) -> None:
        if self.group:
            self.group.rmdir()


def serve(python: Path, checkout: Path, home: Path, cap: Cap) -> subprocess.Popen[bytes]:
    """Start the server with no rights and nothing of this environment's settings."""
    without_rights = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--no-new-privs"]
    command = [str(python), "-m", "streamlit", "run", "app.py", "--server.port", str(PORT), "--server.headless", "true"]
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(home), "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
    log = (home.parent / "log.txt").open("wb")
    line = [*cap.prefix(), *without_rights, *command]
    return subprocess.Popen(line, cwd=checkout, env=environment, stdout=log, stderr=subprocess.STDOUT, preexec_fn=cap.join)


def wait_until_healthy(process: subprocess.Popen[bytes], seconds: float = 90.0) -> float:
    started = time.perf_counter()
    while time.perf_counter() - started < seconds:
        if process.poll() is not None:
            raise SystemExit(f"the server stopped with status {process.returncode}")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/_stcore/health", timeout=1):
                return time.perf_counter() - started
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not answer")


def peak_megabytes(process: subprocess.Popen[bytes]) -> float:
    status = Path(f"/proc/{process.pid}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024


def walk(arguments: list[str]) -> int:
    """Run the browser tests against the server; they come with their own environment, as a visitor does."""
    environment = {**os.environ, "FALLIBLE_URL": f"http://127.0.0.1:{PORT}"}
    command = [sys.executable, "-m", "pytest", "-rs", *(arguments or ["tests/browser"])]
    return subprocess.run(command, cwd=ROOT, env=environment).returncode


def main(arguments: list[str]) -> int:
    if os.getuid() != 0:
        print("make cloud needs root: it starts the server as a user without rights, under a memory cap", file=sys.stderr)
        return 2
    folder = Path(tempfile.mkdtemp(prefix="fallible-cloud-"))
    folder.chmod(0o755)
    home = folder / "home"
    home.mkdir()
    os.chown(home, NOBODY, NOBODY)
    cap = Cap()
    process = None
    try:
        checkout = check_out(folder)
        started = time.perf_counter()
        python = install(folder, checkout)
        print(f"== installed requirements.txt alone in {time.perf_counter() - started:.0f} s")
        process = serve(python, checkout, home, cap)
        print(f"== healthy after {wait_until_healthy(process):.1f} s, as uid {NOBODY}, read-only checkout, {cap}")
        status = walk(arguments)
        alive = process.poll() is None
        log = (folder / "log.txt").read_text(errors="replace")
        print(f"== the server is still up; at most {peak_megabytes(process):.0f} of 1,024 MB" if alive else "== the server died")
        print(f"== the server's log: {log[-4_000:]}" if "Traceback" in log else "== nothing failed in the server's log")
        return status if alive and "Traceback" not in log else 1
    finally:
        if process is not None and process.poll() is None:
            process.terminate()
            process.wait(timeout=20)
        cap.remove()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
