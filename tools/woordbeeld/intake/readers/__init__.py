"""Readers: the bytes of a file to a document of paragraphs, a module for each family of files; see
`table.py`.
"""
