"""Can it use all cores? One seam for work that falls into parts: serial, or in processes.

A part of the work is a function of one item that can be pickled; results come in the order of the
items, whatever runs them, so that answers never depend on the executor::

    from detente.run import Processes

    with Processes(2) as executor:
        list(executor.map(function, items))
"""

from __future__ import annotations

from detente.run.executor import Executor, Processes, Serial, find_executor

__all__ = ["Executor", "Processes", "Serial", "find_executor"]
