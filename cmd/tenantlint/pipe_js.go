package main

// ignorePipes does nothing: JavaScript has no SIGPIPE.
func ignorePipes() {}
