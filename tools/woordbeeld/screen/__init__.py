"""Text in the picture: read, merged over time, and held against what is said and described."""
