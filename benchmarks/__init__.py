"""Scripts that print figures of quality, speed and memory."""
