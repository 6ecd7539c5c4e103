"""A graph in, files for other programs out: one module for each format."""
