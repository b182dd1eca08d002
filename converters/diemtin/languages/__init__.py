"""The words that the program looks for and prints, as data."""
