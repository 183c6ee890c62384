"""Whose voice a line is: embeddings of voices, and which labels they contradict."""
