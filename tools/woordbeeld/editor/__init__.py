"""The local web application in which a transcript is corrected."""
