"""A document that people have, read as a person reads it: document -> paragraphs -> layout -> transcript."""
