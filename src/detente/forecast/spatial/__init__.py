"""The Spatial Model of Politics: challenges, bargains and elections, turn by turn.

After Efird, Lester and Wise (2016) and their program KTAB, version 3b5b063, of which every option
is here. With ``compatible`` on, positions agree with KTAB's at every turn; off, its faults are
mended, and what ties is done in equal parts (see
:class:`~detente.forecast.spatial.options.SpatialOptions`).
"""

from __future__ import annotations

from detente.forecast.spatial.bargains import Bargain
from detente.forecast.spatial.options import SpatialOptions
from detente.forecast.spatial.resolutions import Resolution
from detente.forecast.spatial.run import SpatialRun, on_scale, run_spatial

__all__ = ["Bargain", "Resolution", "SpatialOptions", "SpatialRun", "on_scale", "run_spatial"]
