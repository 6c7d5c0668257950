"""The pages of docs/ that follow from the code: a module each, with what the page is made of."""
