"""From bytes to characters. In: bytes. Out: the decoded page, its encoding, its language, damage repaired."""
