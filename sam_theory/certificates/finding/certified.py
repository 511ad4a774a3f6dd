"""What a search returns: a certificate that is accepted, and of which run."""

from __future__ import annotations

from dataclasses import dataclass

from sam_theory.certificates.established import Established
from sam_theory.certificates.forms import Certificate, Entry


@dataclass(frozen=True, kw_only=True)
class Certified:
    """A certificate, where the run enters its region, and what is thereby established of it."""

    certificate: Certificate
    entry: Entry
    shown: Established
