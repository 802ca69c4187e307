"""From records to the values that templates show."""
