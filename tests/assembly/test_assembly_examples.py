"""The examples in the docstrings of the assembly hold."""

import doctest
import importlib
import pkgutil

import pytest

import diemtin.assembly

MODULES = sorted(
    module.name for module in pkgutil.walk_packages(diemtin.assembly.__path__, "diemtin.assembly.")
)


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
