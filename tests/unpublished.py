"""What lies beside the checkout and cannot be published with it: real captures, saved pages, tools.

Tests of it are skipped where it is absent, as in a clone; all else is tested without it.
"""

from pathlib import Path

UNPUBLISHED = Path(__file__).resolve().parents[2] / "shared"
# Five captures of one day, as a person copied them, by which the program was first judged.
SEEDS = UNPUBLISHED / "seeds"
# Captures of several portals, of which each line is labelled as content or noise.
CAPTURES = UNPUBLISHED / "captures"
# Pages of the development part of WCXB, with the text that belongs to each of them.
PAGES = UNPUBLISHED / "wcxb-dev"
# Checks a Word file by the schemas of ISO/IEC 29500.
WORD_CHECKER = UNPUBLISHED / "tools" / "check_docx.py"
