"""P7, earning rather than spending: where the money comes from."""

from __future__ import annotations

from metrics.catalogue.definition import Indicator

EARNING: tuple[Indicator, ...] = ()
