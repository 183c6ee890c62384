"""Woordbeeld turns a video and its annotated transcript into captions, descriptions and a transcript.

    media -> speech ;  (transcript, speech) -> alignment -> tracks -> publications
"""
