"""Cues made from an alignment under a caption profile, and the rules that check them."""
