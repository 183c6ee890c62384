"""Where in time every word, scene and sound of the transcript belongs."""
