"""Events as pages show them: beside an article, in lists, on a map. In: sheets of events. Out: values for templates."""
