"""Teach the event heads: passages of ours with their events, what else may be learned from, the steps."""
