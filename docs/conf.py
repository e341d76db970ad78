"""Sphinx configuration."""

import sys
from pathlib import Path

from detente import __version__

sys.path.insert(0, str(Path(__file__).parent / "_extensions"))

project = "detente"
author = "The detente authors"
copyright = "The detente authors"
version = release = __version__

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx_click",
    "sphinxcontrib.bibtex",
    "mathml",
]
html_math_renderer = "mathml"
bibtex_bibfiles = ["references.bib"]
bibtex_default_style = "plain"
myst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3
autodoc_typehints = "description"
autodoc_member_order = "bysource"
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = f"detente {__version__}"
html_static_path: list[str] = []
