"""Caption formats, a reader and a writer each: what is read is kept as it stands, changed only in place."""
