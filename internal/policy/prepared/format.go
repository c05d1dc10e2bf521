// Package prepared holds the policies of the program as OPA's compiler left them, and the format in which they
// are embedded: it writes Rego modules that went through the compiler as bytes, and reads them back without it. Parsing
// and compiling the policies takes about as long as everything else that the program does with a few manifests; reading
// them back takes a twentieth of that. OPA has no such format: its own, JSON, takes longer to decode than the source.
//
// Numbers are unsigned varints, a text is its length and its bytes, a list its length and its
// items. Everything that is written twice in a module is written once:
//
//	module     = file terms path rules
//	terms      = list of (tag content), each of which may refer to earlier ones
//	term       = number of an entry of terms, counted from 1; 0 is none
//	path       = term
//	rules      = list of rules
//	rule       = flags row name reference args key value body [else]
//	body       = list of expressions
//	expression = flags row, then one term, the terms of a call, or key value domain body of "every";
//	             at last a list of (target value), the replacements of "with"
//
// A comprehension among the terms holds its body, as OPA keeps an index for each of them. What only a compiler, a
// formatter or a tracer needs is left out: imports, comments, annotations, original names of variables, and all
// locations but the lines of rules and expressions, which errors of evaluation show.
package prepared

// tag distinguishes the kinds of terms.
const (
	tagNull = iota
	tagFalse
	tagTrue
	tagNumber
	tagString
	tagVar
	tagRef
	tagArray
	tagSet
	tagObject
	tagCall
	tagArrayComprehension
	tagSetComprehension
	tagObjectComprehension
)

// The flags of an expression.
const (
	exprNegated = 1 << iota
	exprGenerated
	exprCall
	exprEvery
)

// The flags of a rule.
const (
	ruleDefault = 1 << iota
	ruleElse
	ruleAssign
)
