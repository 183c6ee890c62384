"""The evidence that a bundle meets the law, and honestly what of it only people can judge."""
