"""The pages people see: one module each, with a `router`."""
