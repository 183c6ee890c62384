"""Audio description: what is seen, said in the pauses of what is heard."""
