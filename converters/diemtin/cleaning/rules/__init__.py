"""The rules by family: each a pure function from the page to what it would take or name."""
