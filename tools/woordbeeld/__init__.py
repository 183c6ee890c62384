"""Turn a video and its annotated transcript into captions, descriptions and an accessible transcript."""

import logging

logging.getLogger(__name__).addHandler(logging.NullHandler())  # what is logged is for who asks for it
