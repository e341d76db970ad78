"""Measured errors of the models on resolved issues; written by ``bench/deu.py --write``."""

from __future__ import annotations

from typing import Any

from detente.forecast.accuracy.scores import Interval, Score

SOURCE: dict[str, Any] = {
    "data": "DEU III (a part): legislative issues of the European Union, 1996 to 2018",
    "cite": "arregui2022",
    "issues": 221,
    "actors": (3, 30),
    "sha256": "510c886403e37e254aea2d4ad25d8fc91a42bec906b989d78216aa6d7d6a4375",
}
"""What the models were measured on; ``actors``: the fewest and the most on one issue."""

MEASURED: dict[str, Score] = {
    "mean": Score(221, 24.1817, 30.9429, 17.7051, 0.2941, 0.4163, None, None),
    "mean, unweighted": Score(
        221, 25.1856, 32.4558, 20.6897, 0.2986, 0.4118, None, Interval(1.0039, -0.1194, 2.1104)
    ),
    "mean, salience": Score(
        221, 24.9783, 31.7561, 19.5021, 0.2851, 0.3982, None, Interval(0.7967, -0.0569, 1.6548)
    ),
    "mean, capability": Score(
        221, 24.4162, 31.8174, 19.6834, 0.3303, 0.4118, None, Interval(0.2346, -0.5533, 0.9864)
    ),
    "median": Score(
        221, 31.3167, 44.3554, 20.0000, 0.4027, 0.4163, None, Interval(7.1351, 4.1606, 10.0257)
    ),
    "median, unweighted": Score(
        221, 30.1629, 42.7784, 20.0000, 0.4072, 0.4072, None, Interval(5.9812, 2.8006, 9.0862)
    ),
    "median, salience": Score(
        221, 31.2059, 43.4726, 25.0000, 0.3891, 0.4208, None, Interval(7.0242, 3.6473, 10.3223)
    ),
    "nash": Score(
        221, 24.1391, 30.8289, 18.2216, 0.2896, 0.4208, None, Interval(-0.0426, -0.1078, 0.0225)
    ),
    "nash, absolute loss": Score(
        221, 30.9497, 43.3784, 20.0000, 0.3801, 0.4163, None, Interval(6.7681, 4.0422, 9.4454)
    ),
    "nash, reference and cost 1": Score(
        168, 25.9973, 32.4358, 20.6381, 0.2440, 0.4167, None, Interval(0.9621, -0.6053, 2.5552)
    ),
    "nash, reference": Score(
        25, 26.9382, 33.0283, 18.7802, 0.2000, 0.4400, None, Interval(8.5236, 0.8988, 16.0072)
    ),
    "election": Score(
        221, 24.0579, 30.9906, 18.6173, 0.3167, 0.4118, 17.8070, Interval(-0.1238, -0.6732, 0.4426)
    ),
    "election, conditional": Score(
        221, 25.0151, 31.8105, 18.9426, 0.2851, 0.4299, 18.4255, Interval(0.8335, 0.1574, 1.5019)
    ),
    "election, markov-incentive": Score(
        221, 24.7558, 31.4270, 18.7032, 0.2805, 0.4163, 18.3923, Interval(0.5741, 0.2245, 0.9166)
    ),
    "election, square": Score(
        221, 25.6524, 34.0138, 18.9695, 0.3394, 0.4072, 20.1881, Interval(1.4707, 0.3709, 2.5556)
    ),
    "election, all positions": Score(
        221, 26.1150, 34.7172, 19.3243, 0.3032, 0.3891, 21.5607, Interval(1.9333, 0.5907, 3.2779)
    ),
    "challenge": Score(
        221, 26.9345, 36.8069, 19.5043, 0.3348, 0.4072, None, Interval(2.7528, 0.8149, 4.7002)
    ),
    "challenge, 5 rounds": Score(
        221, 29.1205, 41.4054, 20.0000, 0.3891, 0.4253, None, Interval(4.9388, 1.9782, 7.8116)
    ),
    "challenge, scholz-code": Score(
        221, 25.3779, 32.2094, 21.5841, 0.2670, 0.4434, None, Interval(1.1962, -0.8015, 3.1735)
    ),
    "challenge, scholz-code, 5 rounds": Score(
        221, 25.2763, 31.6668, 21.7133, 0.2624, 0.4525, None, Interval(1.0946, -1.0776, 3.1708)
    ),
    "spatial": Score(
        221, 24.7934, 30.9206, 20.7734, 0.2443, 0.4299, None, Interval(0.6117, -0.9152, 2.1360)
    ),
    "spatial, 1 turn": Score(
        221, 23.9788, 30.1581, 18.6416, 0.2670, 0.4253, None, Interval(-0.2029, -1.0590, 0.6466)
    ),
    "spatial, markov-incentive": Score(
        221, 24.7177, 31.1114, 19.7858, 0.2579, 0.4208, None, Interval(0.5360, -0.9675, 2.0521)
    ),
    "spatial, weighted bargaining": Score(
        221, 24.5735, 30.6310, 18.6769, 0.2217, 0.4253, None, Interval(0.3918, -1.1159, 1.8625)
    ),
    "spatial, median": Score(
        221, 25.7760, 33.7863, 20.0000, 0.2624, 0.4027, None, Interval(1.5943, -0.1858, 3.3495)
    ),
    "exchange": Score(
        168, 27.9665, 35.4539, 22.2821, 0.2024, 0.4107, None, Interval(1.1187, -1.4035, 3.6608)
    ),
    "exchange, 3 rounds": Score(
        168, 27.8537, 36.1937, 20.8552, 0.2381, 0.4107, None, Interval(1.0059, -1.5242, 3.6393)
    ),
}
"""Name of a model or variant (see :mod:`detente.forecast.accuracy.asked`) to its score."""
