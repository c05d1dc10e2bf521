package main

// ignorePipes does nothing: JavaScript has no signal of a reader that goes away.
func ignorePipes() {}
