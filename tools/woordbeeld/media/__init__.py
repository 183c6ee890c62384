"""Sound and picture: the only place that runs ffmpeg."""
