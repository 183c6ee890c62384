"""Where an archive's videos are told: a row in `table.py` for each kind of source."""
