package main

// ignoreSIGPIPE does nothing: JavaScript has no SIGPIPE.
func ignoreSIGPIPE() {}
