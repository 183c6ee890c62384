"""`python -m woordbeeld`."""

from woordbeeld.cli import main

main()
