"""An invented commission of an invented Land, in a folder of its own. No town, office or person of it exists."""

from __future__ import annotations

from pathlib import Path

TABLES = {
    "authorities.csv": """code,label,kind,seat,zab,also
Q01,Stadt Quellhausen,city,Quellhausen,ZAB-Q,
Q02,Torfmoorkreis,kreis,Moorkirchen,ZAB-Q,
ZAB-Q,ZAB Quellhausen,zab,Quellhausen,ZAB-Q,
""",
    "towns.csv": """town,kreis,authority,zab,also
Quellhausen,Q01,Q01,ZAB-Q,
Moorkirchen,Q02,Q02,ZAB-Q,
Birkenfehn,Q02,Q02,ZAB-Q,
""",
    "postal_codes.csv": "authority,postal_codes\nQ01,99901 99903\nQ02,99911 99912\n",
    "districts.csv": "town,districts\nQuellhausen,Altquell\n",
    "facilities.csv": "town,kind,zab\nBirkenfehn,ZUE,ZAB-Q\n",
    "elsewhere.csv": "kind,names\nland,Nordrhein-Westfalen;Hessen\ncity,Herne;Köln\n",
    "words_too.txt": "",
    "land.toml": """name = "Quelland"
sure_postal_areas = ["99"]
land_words = ["quelland"]
address_words = ["brunnenplatz"]

[[kreise]]
code = "Q02"
written = 'torfmoorkreis(?:es|e)?'
""",
}


def write_commission(folder: Path, **instead: str) -> Path:
    """Write the folder of the invented commission.

    Args:
        folder: Where to.
        instead: Other contents of tables, by name with "__" for ".".
    """
    (folder / "directory").mkdir(parents=True)
    for name, content in (TABLES | {name.replace("__", "."): text for name, text in instead.items()}).items():
        (folder / "directory" / name).write_text(content, encoding="utf-8")
    return folder
