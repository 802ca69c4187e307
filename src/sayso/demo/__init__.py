"""Seven pages to try sayso on: invented outlets report one contested event in an invented country.

In: nothing. Out: text files.

Text files only. Two of them hold damaged characters on purpose, as pages do that were stored under a wrong encoding.
"""
