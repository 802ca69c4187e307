"""What the doors for programs share. In: what a client asks. Out: checked values, and readings without names."""
