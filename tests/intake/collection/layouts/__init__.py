"""The layouts that people use, each a function that writes a script in it."""
