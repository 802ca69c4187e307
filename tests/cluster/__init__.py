"""Tests on a real cluster of Ray on this machine, in an environment of their own: `make test-cluster`."""
