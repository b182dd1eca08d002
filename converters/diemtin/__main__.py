"""Lets `python -m diemtin` do what the command `diemtin` does."""

from diemtin.cli import main

if __name__ == "__main__":
    main()
