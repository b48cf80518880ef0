"""The DMN kit stands beside the repository or where RYADOM_TCK points; where it is absent, its tests are not
collected.
"""

import os
from pathlib import Path

KIT = Path(os.environ.get("RYADOM_TCK", Path(__file__).parents[3] / "shared" / "tck"))
collect_ignore = [] if KIT.is_dir() else ["test_columns_kit.py", "test_conformance.py"]
