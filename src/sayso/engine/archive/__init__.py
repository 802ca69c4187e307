"""Archives of any size, on one machine or many: shards are read, and what was read is put down in Parquet files.

In: files, folders and listings. Out: a folder of pieces that are whole or not there, and readings out of it.
"""
