"""The stand-in for the symposium's recording: computer voices and drawn cards, made from its transcript."""
