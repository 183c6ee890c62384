"""The annotated transcript: purely textual reading and writing, without loss."""
