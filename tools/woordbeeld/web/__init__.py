"""Pages served on this machine alone: who may ask, how they are shown, in which language."""
