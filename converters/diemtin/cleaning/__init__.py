"""From captures to articles, with an account of all that was taken away.

What cleans takes longer to load than a capture to clean, and who only reads the account of a
cleaning needs none of it: each name is loaded when it is first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from diemtin.cleaning.boilerplate import SiteBoilerplate, learn_boilerplate
    from diemtin.cleaning.capture import clean
    from diemtin.cleaning.ruler import rule_names

__all__ = ["SiteBoilerplate", "clean", "learn_boilerplate", "rule_names"]

_MODULES = {
    "SiteBoilerplate": "boilerplate",
    "clean": "capture",
    "learn_boilerplate": "boilerplate",
    "rule_names": "ruler",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
