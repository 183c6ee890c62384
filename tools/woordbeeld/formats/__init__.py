"""Caption formats, a reader and a writer each: what is read is kept as it stands, and changed only in place."""
