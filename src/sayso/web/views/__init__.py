"""From records to the values that templates show.

In: records. Out: values, escaped nowhere: templates do that.
"""
