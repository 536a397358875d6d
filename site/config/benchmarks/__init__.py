"""What `make bench` measures. Everything it prints is a ratio or a count, so that it holds on any machine."""
