"""Who says a description: a person's recordings, or a voice of a computer, each behind one protocol."""
