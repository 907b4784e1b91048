"""`python -m tests.bundle_yasgui`: fetch YASGUI from the npm registry into the package, with the licences of all that it bundles.

Only who updates the bundle runs this; what it writes is committed, so that neither build nor run needs the network.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

VERSION = "4.6.2"
PAGE = Path(__file__).parents[1] / "exports/aigraph/query_page"
_MIT = """Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation
files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy,
modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the
Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE,
ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


def main() -> int:
    """Write yasgui.min.js, yasgui.min.css and LICENSES.txt."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "install", f"@zazuko/yasgui@{VERSION}", "--ignore-scripts", "--no-audit", "--no-fund"]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        modules = Path(folder) / "node_modules"
        build = modules / "@zazuko/yasgui/build"
        bundled = {name: _without_map((build / name).read_text("utf-8")) for name in ("yasgui.min.js", "yasgui.min.css")}
        for name, text in bundled.items():
            (PAGE / name).write_text(text, encoding="utf-8")
        licences = "\n".join(_licence(modules, name) for name in _parts(build / "yasgui.min.js.map"))
    sums = "".join(f"{hashlib.sha256(text.encode()).hexdigest()}  {name}\n" for name, text in bundled.items())
    (PAGE / "LICENSES.txt").write_text(f"@zazuko/yasgui {VERSION} (npm), with what it bundles. SHA-256:\n{sums}\n{licences}", encoding="utf-8")
    return 0


def _without_map(text: str) -> str:
    return re.sub(r"\n?(//# sourceMappingURL=\S+|/\*# sourceMappingURL=.*?\*/)\s*$", "\n", text)


def _parts(sources: Path) -> list[str]:
    """The packages whose files the bundle holds, after its source map, and YASGUI itself."""
    found = {"@zazuko/yasgui", "choices.js"}
    for source in json.loads(sources.read_text("utf-8"))["sources"]:
        match = re.search(r"node_modules/((?:@[^/]+/)?[^/]+)/(?!.*node_modules)", source)
        if match:
            found.add(match[1])
    return sorted(found)


def _licence(modules: Path, name: str) -> str:
    about = json.loads((modules / name / "package.json").read_text("utf-8"))
    author = about.get("author") or "its authors"
    author = author["name"] if isinstance(author, dict) else author
    texts = [path for path in sorted((modules / name).iterdir()) if path.name.lower().startswith(("licen", "copying")) and "MPL" not in path.name]
    kind = about.get("license", "MIT")  # jsuri says so in its readme only
    text = texts[0].read_text("utf-8") if texts else f"Copyright (c) {author}\n\n{_MIT}"
    return f"{'=' * 100}\n{name} {about['version']}: {kind}\n{'=' * 100}\n{text.strip()}\n"


if __name__ == "__main__":
    sys.exit(main())
