"""What people said of claims. In: judgements, a page's mentions. Out: what they are of now, what they bind."""
