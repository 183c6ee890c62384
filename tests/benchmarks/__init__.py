"""How well Woordbeeld times real speech, beside other tools on the same weights: `make bench`."""
