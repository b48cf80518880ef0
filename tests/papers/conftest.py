"""The office of Miass, as everywhere; files lie in a folder of their own."""

import pytest
from tests.cases.conftest import galina, ivan, nina, person, represents, resident, staff, vera  # noqa: F401


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
