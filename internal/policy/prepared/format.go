// Package prepared contains the embedded policies as compiled by OPA, and their binary format: it encodes Rego modules
// that a compiler has processed, and decodes them without a compiler. Parsing and compiling the policies takes about as
// long as everything else that the program does with a small number of manifests; decoding takes a twentieth of that. OPA
// has no such format: its JSON takes longer to decode than the source takes to parse and compile.
//
// Numbers are unsigned varints, a text is its length and its bytes, a list its length and its items. Terms that occur
// repeatedly in a module are written once:
//
//	module     = file terms path rules
//	terms      = list of (tag content), each of which may refer to earlier ones
//	term       = number of an entry of terms, counted from 1; 0 is none
//	path       = term
//	rules      = list of rules
//	rule       = flags row name reference args key value body [else]
//	body       = list of expressions
//	expression = flags row, then one term, the terms of a call, or key value domain body of "every";
//	             finally a list of (target value), the replacements of "with"
//
// A comprehension in terms contains its body and is never shared, because OPA keeps an index for each comprehension.
// Anything that only a compiler, a formatter or a tracer needs is omitted: imports, comments, annotations, original
// variable names, and all locations except the lines of rules and expressions, which evaluation errors report.
package prepared

// The kinds of terms.
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
