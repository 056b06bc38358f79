"""What is told of a thing, for the pages of every face: in which words, in which blocks, from where."""
