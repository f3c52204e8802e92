"""`python -m local`: the whole product on one machine. Nothing imports this package."""
