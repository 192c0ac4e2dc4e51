"""Time series to forecast: one made up, two measured, all there without a network.

Letters: T points in time, F features a point.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Series:
    """T equally spaced points without gaps, the oldest first."""

    values: np.ndarray  # (T, F) float64
    names: tuple[str, ...]  # (F,)
    times: tuple[str, ...] | None  # (T,) names of the points, if they have any
    season: int  # points after which the series about repeats itself
    taken: Mapping[str, Any] = field(default_factory=dict)  # the choices by which its continuation is found in a file


def sine() -> Series:
    """y = sin(x) at 1,000 points x from 0 to 100, both included: values (1000, 1).

    A period of 2 pi has 62.77 points, so `season` is 63 and the seasonal naive forecast is near but never right.
    """
    places = np.linspace(0, 100, 1000)
    return Series(np.sin(places)[:, None], ("sin x",), None, season=round(2 * np.pi / places[1]))


def sunspots() -> Series:
    """Mean sunspot number of each year from 1700 to 2008, values (309, 1); a cycle takes about 11 years.

    From the National Geophysical Data Center, as statsmodels ships it.
    """
    from statsmodels.datasets import sunspots as shipped  # heavy

    table = shipped.load_pandas().data
    years = tuple(str(int(year)) for year in table["YEAR"])
    return Series(table[["SUNACTIVITY"]].to_numpy(np.float64), ("sunspots, mean of the year",), years, season=11)


def co2() -> Series:
    """CO2 above Mauna Loa in parts per million, a mean for each month from March 1958 to December 2001: values (526, 1).

    From Keeling & Whorf (2004), weekly, as statsmodels ships it. Five months before 1965 have no measurement; they lie on
    a straight line between their neighbours.
    """
    from statsmodels.datasets import co2 as shipped  # heavy

    months = shipped.load_pandas().data.resample("MS").mean().interpolate()
    return Series(months.to_numpy(np.float64), ("CO₂ in ppm",), tuple(months.index.strftime("%Y-%m")), season=12)
