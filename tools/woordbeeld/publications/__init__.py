"""The files that are published, one module a format; all are pure text renderers."""
