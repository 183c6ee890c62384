"""Recognition behind one protocol: the only place that imports whisper."""
