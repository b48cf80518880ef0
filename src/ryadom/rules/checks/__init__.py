"""Static checks of practices: what can be said of rules without a family. docs/reference/checks.md lists them all."""

from ryadom.rules.checks.faults import Fault
from ryadom.rules.checks.measure import faults_of, of_measure

__all__ = ["Fault", "faults_of", "of_measure"]
