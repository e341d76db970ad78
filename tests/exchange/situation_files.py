"""Files of who stands where, and situations to write: shared by the tests of their formats."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from hypothesis import strategies as st

from detente.exchange import SituationFile, read_situation
from detente.exchange.ktab_options import WORDS
from detente.forecast import Situation, make_situation
from detente.forecast.spatial import SpatialOptions
from detente.forecast.uncertainty import Numbers, UncertainSituation, make_uncertain

CSV = """Harbour town,"Who wants which harbour, in three sentences",3,2,
Actor,Description,Influence,Berths Position,Berths Salience,Sal1,Sal2,
HC, Harbour company, 40.5, 100, 60, 20, 40,
TM,"Ministry$$ of tourism",25,35.25,50,70,10.5
UN,,8,0,0.5,90,99,
"""
"""As KTAB writes: rows that end with a comma or not, spaces, ``$$`` for a comma."""

ACTOR = """<Actor><name>{name}</name><description>Somebody</description>
<capability>{power}</capability><Position>{positions}</Position><Salience>{saliences}</Salience></Actor>"""


def ktab_xml(
    actors: Sequence[tuple[str, object, Sequence[object], Sequence[object]]],
    *,
    dimensions: Sequence[str] = ("FirstDim",),
    parameters: str = "",
    ideals: str | None = "",
    head: str = "<name>Test</name><desc>A test</desc><prngSeed>17</prngSeed>",
) -> str:
    """Return an XML scenario; actors are name, capability, positions, saliences."""
    told = "".join(
        ACTOR.format(
            name=name,
            power=power,
            positions="".join(f"<dCoord>{x}</dCoord>" for x in positions),
            saliences="".join(f"<dSal>{x}</dSal>" for x in saliences),
        )
        for name, power, positions, saliences in actors
    )
    axes = "".join(f"<dName>{name}</dName>" for name in dimensions)
    rest = "" if ideals is None else f"<IdealAdjustment>{ideals}</IdealAdjustment>"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Scenario>{head}{parameters}'
        f"<Dimensions>{axes}</Dimensions><Actors>{told}</Actors>{rest}</Scenario>"
    )


def pair(who: str, whom: str, share: object) -> str:
    """Return one ideal adjustment."""
    return (
        f"<iaPair><adjustingIdeal>{who}</adjustingIdeal><referencePos>{whom}</referencePos>"
        f"<adjust>{share}</adjust></iaPair>"
    )


TRIO = [("Ann", 10, [20], [50]), ("Bo", 20.5, [80], [30]), ("Cy", 5, [0], [100])]


def read_text(folder: Path, text: str | bytes, name: str = "file.txt") -> SituationFile:
    """Write a file and read it."""
    place = folder / name
    place.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_situation(place)


def same_situation(one: Situation, other: Situation) -> bool:
    """Whether two situations are equal, number by number and name by name."""
    return (one.actors, one.dimensions) == (other.actors, other.dimensions) and all(
        np.array_equal(getattr(one, part), getattr(other, part), equal_nan=True)
        for part in ("positions", "salience", "capability", "reference", "affinities")
    )


def same_uncertain(one: UncertainSituation, other: UncertainSituation) -> bool:
    """Whether all ranges are equal too."""
    return same_situation(one.middle, other.middle) and all(
        np.array_equal(getattr(a, part), getattr(b, part), equal_nan=True)
        for a, b in (
            (one.positions, other.positions),
            (one.salience, other.salience),
            (one.capability, other.capability),
        )
        for part in ("low", "mode", "high")
    )


NAMES = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12)
"""Any printable letters and signs of any script, without spaces."""


def unique_names(count: int) -> st.SearchStrategy[list[str]]:
    """Names that differ."""
    return st.lists(NAMES, min_size=count, max_size=count, unique=True)


@st.composite
def situations(
    draw: st.DrawFn, *, fewest: int = 3, whole: bool = True, least: float = 0
) -> Situation:
    """Situations that KTAB takes (``whole``: saliences sum to at most 100)."""
    n, k = draw(st.integers(fewest, 6)), draw(st.integers(1, 3))
    share = st.floats(max(least, 1e-9), 100 / k if whole else 100)
    share = share if least else st.one_of(st.just(0.0), share)
    salience = np.array([[draw(share) for _ in range(k)] for _ in range(n)])
    salience[0] = np.maximum(salience[0], 1e-3)
    affinities = np.eye(n)
    for who in draw(st.sets(st.integers(0, n - 1))):
        row = np.array([draw(st.sampled_from([0, 0, 0.25, 0.07, 0.5])) for _ in range(n)])
        affinities[who] = row / max(1, row.sum() * (1 + 1e-12))
    return make_situation(
        [[draw(st.floats(0, 100)) for _ in range(k)] for _ in range(n)],
        salience,
        [draw(st.floats(1e-6, 1e8)) for _ in range(n)],
        actors=draw(unique_names(n)),
        dimensions=draw(unique_names(k)),
        affinities=affinities,
    )


@st.composite
def uncertain_situations(draw: st.DrawFn, *, least: float = 0) -> UncertainSituation:
    """Situations with ranges, triangular or not, some reference points, and a least salience."""
    situation = draw(situations(fewest=2, whole=False, least=least))
    points = [draw(st.sampled_from([np.nan, 0, 12.5, 100])) for _ in situation.dimensions]
    made = make_uncertain(
        situation,
        positions=_ranges(draw, situation.positions, 100),
        salience=_ranges(draw, situation.salience, 100),
        capability=_ranges(draw, situation.capability, 1e9),
    )
    middle = made.middle
    return make_uncertain(
        make_situation(
            middle.positions,
            middle.salience,
            middle.capability,
            actors=middle.actors,
            dimensions=middle.dimensions,
            affinities=middle.affinities,
            reference=points,
        ),
        positions=made.positions,
        salience=made.salience,
        capability=made.capability,
    )


def _ranges(draw: st.DrawFn, low: np.ndarray, most: float) -> Numbers:
    high, mode = low.copy(), np.full(low.shape, np.nan)
    for place in np.ndindex(*low.shape):
        if draw(st.booleans()):
            high[place] = draw(st.floats(max(float(low[place]), 1e-6), most))
            if draw(st.booleans()) and high[place] > low[place]:
                mode[place] = draw(st.floats(max(float(low[place]), 1e-9), float(high[place])))
    return Numbers(low, mode, high)


OPTIONS = st.builds(
    SpatialOptions, **{field: st.sampled_from(list(own.values())) for field, own in WORDS.values()}
)
