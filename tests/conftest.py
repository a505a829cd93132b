"""Set-up of every test: fresh catalogs, no user's own files and settings, and no test that fails by the clock."""

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from hatch_build import compile_catalogs

Say = Callable[[str], None]

# Slowness of a busy machine is no fault of the program.
settings.register_profile("nettverk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("nettverk")


#: Memory that looks like a folder, where there is one: thousands of tests write a file of their own, and a disk would
#: keep each waiting. Tests of kills stay on the disk (tests/kills/conftest.py).
_MEMORY = Path("/dev/shm")


# Most objects of thousands of tests are freed by reference counts; the collector took a twentieth of their time.
gc.set_threshold(100_000, 50, 100)


def pytest_configure(config: pytest.Config) -> None:
    compile_catalogs()
    if os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > 2_000_000_000:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))
    for name in [name for name in os.environ if name.startswith("NETTVERK_")]:
        del os.environ[name]
    home = tempfile.TemporaryDirectory(prefix="nettverk-tests-", ignore_cleanup_errors=True)
    config.add_cleanup(home.cleanup)
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        os.environ[name] = str(Path(home.name) / name)


@pytest.fixture
def say(capfd: pytest.CaptureFixture[str]) -> Say:
    """Write into the log: on standard error, past pytest, the one way that is open to every test process."""

    def say(words: str) -> None:
        with capfd.disabled():
            print(f"\n{words}", file=sys.stderr, flush=True)

    return say
