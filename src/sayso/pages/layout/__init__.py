"""What pages of every kind share. In: lines and passages. Out: their looks (furniture, names), blocks put together."""
