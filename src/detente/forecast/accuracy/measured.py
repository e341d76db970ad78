"""Measured errors of the models on resolved issues; written by ``bench/deu.py --write``."""

from __future__ import annotations

from detente.forecast.accuracy.scores import Interval, Score

SOURCE = {
    "data": "DEU III (a part): legislative issues of the European Union, 1996 to 2018",
    "cite": "arregui2022",
    "issues": 221,
    "sha256": "510c886403e37e254aea2d4ad25d8fc91a42bec906b989d78216aa6d7d6a4375",
}
"""What the models were measured on."""

MEASURED: dict[str, Score] = {
    "mean": Score(221, 24.1817, 30.9429, 17.7051, 0.2941, None, None),
    "mean, unweighted": Score(
        221, 25.0737, 32.3297, 20.3448, 0.2941, None, Interval(0.8921, -0.2412, 2.0201)
    ),
    "mean, salience": Score(
        221, 24.9783, 31.7561, 19.5021, 0.2851, None, Interval(0.7967, -0.0569, 1.6548)
    ),
    "mean, capability": Score(
        221, 24.4601, 31.7382, 19.6834, 0.3258, None, Interval(0.2784, -0.5300, 1.0514)
    ),
    "median": Score(
        221, 31.3167, 44.3554, 20.0000, 0.4027, None, Interval(7.1351, 4.1606, 10.0257)
    ),
    "median, unweighted": Score(
        221, 29.8688, 42.5577, 20.0000, 0.4118, None, Interval(5.6871, 2.5455, 8.7878)
    ),
    "median, salience": Score(
        221, 31.2059, 43.4726, 25.0000, 0.3891, None, Interval(7.0242, 3.6473, 10.3223)
    ),
    "nash": Score(221, 24.1391, 30.8289, 18.2216, 0.2896, None, Interval(-0.0426, -0.1078, 0.0225)),
    "nash, absolute loss": Score(
        221, 30.9497, 43.3784, 20.0000, 0.3801, None, Interval(6.7681, 4.0422, 9.4454)
    ),
    "nash, reference and cost 1": Score(
        168, 25.9973, 32.4358, 20.6381, 0.2440, None, Interval(0.9621, -0.6053, 2.5552)
    ),
    "nash, reference": Score(
        25, 26.9382, 33.0283, 18.7802, 0.2000, None, Interval(8.5236, 0.8988, 16.0072)
    ),
    "election": Score(
        221, 24.0444, 30.9213, 18.6172, 0.3167, 17.7519, Interval(-0.1372, -0.6881, 0.4267)
    ),
    "election, conditional": Score(
        221, 25.0411, 31.8175, 18.9426, 0.2805, 18.4150, Interval(0.8594, 0.1825, 1.5300)
    ),
    "election, markov-incentive": Score(
        221, 24.7567, 31.4401, 18.7032, 0.2805, 18.3858, Interval(0.5751, 0.2257, 0.9176)
    ),
    "election, square": Score(
        221, 25.6274, 33.9552, 18.9694, 0.3394, 20.1365, Interval(1.4457, 0.3489, 2.5318)
    ),
    "election, all positions": Score(
        221, 25.9679, 34.5932, 19.2847, 0.3077, 21.4476, Interval(1.7863, 0.4502, 3.1203)
    ),
    "challenge": Score(
        221, 26.7210, 36.5248, 19.3155, 0.3394, None, Interval(2.5393, 0.6282, 4.4656)
    ),
    "challenge, 5 rounds": Score(
        221, 29.7280, 41.7838, 20.0000, 0.3710, None, Interval(5.5463, 2.7076, 8.3898)
    ),
    "challenge, scholz-code": Score(
        221, 25.5133, 32.3783, 21.7721, 0.2579, None, Interval(1.3316, -0.6262, 3.2608)
    ),
    "challenge, scholz-code, 5 rounds": Score(
        221, 25.4489, 31.9321, 21.7133, 0.2579, None, Interval(1.2672, -0.8603, 3.3066)
    ),
    "spatial": Score(
        221, 24.3724, 30.4675, 19.7005, 0.2534, None, Interval(0.1907, -1.2347, 1.6033)
    ),
    "spatial, 1 turn": Score(
        221, 24.0739, 30.2415, 18.4750, 0.2670, None, Interval(-0.1078, -0.9510, 0.7578)
    ),
    "spatial, markov-incentive": Score(
        221, 25.1308, 31.4370, 20.6806, 0.2534, None, Interval(0.9492, -0.5000, 2.3785)
    ),
    "spatial, weighted bargaining": Score(
        221, 24.3764, 30.3227, 20.7901, 0.2489, None, Interval(0.1948, -1.2283, 1.5997)
    ),
    "spatial, median": Score(
        221, 25.6268, 33.6348, 20.3700, 0.2715, None, Interval(1.4451, -0.2386, 3.1131)
    ),
    "exchange": Score(
        168, 28.5406, 36.0285, 22.8624, 0.2143, None, Interval(1.6928, -0.8525, 4.2513)
    ),
    "exchange, 3 rounds": Score(
        168, 28.1181, 36.5872, 22.0408, 0.2440, None, Interval(1.2703, -1.3182, 3.9077)
    ),
}
"""Name of a model or variant (see :mod:`detente.forecast.accuracy.asked`) to its score."""
