"""Turn a video and its annotated transcript into captions, descriptions and an accessible transcript."""
