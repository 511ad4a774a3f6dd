"""What the verifier says of a case."""

from __future__ import annotations

from certificates.case import Case

from sam_theory.certificates.established import Established, Refused
from sam_theory.certificates.verifier.accepting import accept, accept_run


def verified(case: Case) -> Established | Refused:
    """Of the certificate, and of the run where the case has one."""
    if case.entry is None:
        return accept(case.dynamics, case.certificate)
    return accept_run(case.dynamics, case.certificate, case.entry)


def accepted(case: Case) -> bool:
    """Whether it is accepted."""
    return isinstance(verified(case), Established)
