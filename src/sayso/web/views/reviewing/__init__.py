"""What the review pages show and take. In: forms and judgements. Out: values for templates, judgements."""
