"""What building the package adds to copying it: the compiled catalogs and, in a wheel, data/ inside the package."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent


def compile_catalogs(root: Path = ROOT) -> None:
    """Write the .mo beside every .po under data/locale that is newer than it; never by halves, so tests may race."""
    for po in sorted(root.glob("data/locale/*/LC_MESSAGES/*.po")):
        mo = po.with_suffix(".mo")
        if not mo.exists() or mo.stat().st_mtime_ns < po.stat().st_mtime_ns:
            _compile(po, mo)


def _compile(po: Path, mo: Path) -> None:
    # Imported here: where every catalog is fresh, Babel is not needed.
    import os
    import tempfile

    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with po.open("rb") as source:
        catalog = read_po(source, abort_invalid=True)
    handle, half = tempfile.mkstemp(dir=mo.parent, suffix=".half")
    with os.fdopen(handle, "wb") as target:
        write_mo(target, catalog)
    Path(half).chmod(0o644)
    Path(half).replace(mo)


class CustomBuildHook(BuildHookInterface[Any]):
    """Hatchling finds the hook by this class."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        compile_catalogs(root)
        # An editable install reads data/ in the checkout: a copy in site-packages would only grow old.
        if self.target_name == "wheel" and version == "standard":
            build_data["force_include"][str(root / "data")] = "nettverk_tui/data"


if __name__ == "__main__":
    compile_catalogs()
