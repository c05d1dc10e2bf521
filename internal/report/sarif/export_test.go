package sarif

// NewRule is newRule, for tests.
var NewRule = newRule
