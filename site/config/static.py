"""Style sheets in one file a script, hashed names, Brotli and gzip beside each file.

A page must fit the first congestion window with its style sheet (design promise 6), so the files
that people edit, one a component, are joined and minified when static files are collected: one
`css/site.<script>.css` for each writing system, so that a page asks only for the fonts it needs.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import rcssmin
from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT = re.compile(r"""@import\s+url\(["']?([^"')]+)["']?\)\s*;""")
# Pages that carry a little more than the rest of the site: a page has one style sheet.
LARGER = {"site": "", "concern": "css/concern.css", "learn": "css/learn.css"}
PARTS = ("css/scripts/", "css/components/", "css/site.css", "css/tokens.css", "css/base.css", "css/layout.css")


def joined(sheet: Path) -> str:
    """The text of a style sheet with every @import replaced by what it names."""
    return IMPORT.sub(lambda match: joined(sheet.parent / match[1]), sheet.read_text())


class BundledStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Joins the style sheets before WhiteNoise's storage hashes and compresses everything."""

    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[tuple[str, str | None, bool | Exception]]:
        """Write the bundles, drop their parts from what is published, then go on as usual."""
        if dry_run:
            return
        scripts = [path for path in paths if path.startswith("css/scripts/") and path.endswith(".css")]
        for script in scripts:
            text = joined(Path(self.path(script))) + joined(Path(self.path("css/site.css")))
            for bundle, sheet in LARGER.items():
                more = joined(Path(self.path(sheet))) if sheet else ""
                name = f"css/{bundle}.{Path(script).stem}.css"
                Path(self.path(name)).write_text(str(rcssmin.cssmin(text + more)))
                paths[name] = (self, name)
        for path in [path for path in paths if path.startswith(PARTS)]:
            del paths[path]
        yield from super().post_process(paths, dry_run, **options)
