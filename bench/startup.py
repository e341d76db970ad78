"""CPU time of ``import detente`` and ``detente --help`` beyond that of bare Python.

Targets: 60 ms and 150 ms. Medians of runs that alternate, so that all see the same machine.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys

RUNS = 15
COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "import detente": [sys.executable, "-c", "import detente; assert detente.__version__"],
    "detente --help": [sys.executable, "-m", "detente", "--help"],
}


def cpu_seconds(command: list[str]) -> float:
    """Return user and system seconds of one run, which must succeed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)


def main() -> None:
    """Print the medians and what each command takes beyond bare Python."""
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(RUNS):
        for name, command in COMMANDS.items():
            times[name].append(cpu_seconds(command))
    bare = statistics.median(times["python -c pass"])
    for name, taken in times.items():
        median = statistics.median(taken)
        print(f"{name}: {1000 * median:.0f} ms CPU, {1000 * (median - bare):.0f} ms beyond bare")


if __name__ == "__main__":
    main()
