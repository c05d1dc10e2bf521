package policy

import (
	"maps"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/types"
)

// unreadable returns an *Error for each rule of some modules whose findings, by their types, can have no message
// that is text.
func unreadable(c *ast.Compiler, modules map[string]*ast.Module) error {
	var found mistakes
	for _, name := range slices.Sorted(maps.Keys(modules)) {
		for _, r := range modules[name].Rules {
			if r.Head.Name != "report" || r.Head.RuleKind() != ast.MultiValue {
				continue
			}
			ref := modules[name].Package.Path.Append(ast.StringTerm("report"))
			set, ok := c.TypeEnv.GetByRef(ref).(*types.Set)
			if !ok {
				continue
			}
			if what := wrongMessage(set.Of()); what != "" {
				found.add(&Error{File: r.Location.File, Line: r.Location.Row, Message: what})
				break // the type is that of all rules of the name
			}
		}
	}
	return found.err()
}

// wrongMessage says what is wrong with the message of findings of a type; it is empty where one may be right.
func wrongMessage(finding types.Type) string {
	object, ok := finding.(*types.Object)
	if !ok {
		return ""
	}
	message := types.Select(object, "message")
	switch message := message.(type) {
	case nil:
		if object.DynamicProperties() == nil {
			return "reports a finding without a message; give it one, a string"
		}
	case types.Number, types.Boolean, types.Null, *types.Array, *types.Object, *types.Set:
		return "reports a finding whose message is " + kindOfType(message) + ", not a string; write a sentence, with values as params"
	}
	return ""
}

// kindOfType names a type with its article.
func kindOfType(t types.Type) string {
	switch t.(type) {
	case types.Number:
		return "a number"
	case types.Boolean:
		return "a boolean"
	case types.Null:
		return "null"
	case *types.Array:
		return "an array"
	case *types.Set:
		return "a set"
	}
	return "an object"
}
