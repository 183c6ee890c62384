"""The whole work in the browser: videos, how their texts were read, listening, correcting, publishing."""
