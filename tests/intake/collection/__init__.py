"""Transcripts in the layouts that people use, each with what is right, and how much of them is read right."""
