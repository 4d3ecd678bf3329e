"""The six organisations of the demonstration, one module each. All of them are invented."""

from __future__ import annotations

from data.demo.organizations.anyam import ANYAM
from data.demo.organizations.bangku import BANGKU
from data.demo.organizations.bening import BENING
from data.demo.organizations.senja import SENJA
from data.demo.organizations.setara import SETARA
from data.demo.organizations.tunas import TUNAS
from data.demo.profiles import OrganizationProfile

ORGANIZATIONS: tuple[OrganizationProfile, ...] = (TUNAS, BENING, ANYAM, SENJA, SETARA, BANGKU)
"""A children's home, drug rehabilitation, home workers, older people, disability, school drop-out."""
