"""The pages people see: one module each, with a `router`.

In: requests. Out: HTML.
"""
