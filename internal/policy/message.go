package policy

import (
	"fmt"
	"maps"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/types"
)

// unreadable returns an *Error for each rule of some modules whose findings, by their types, cannot be read: they
// have no message, an unknown key, or a value that is not a text.
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
			if what := wrongFinding(set.Of()); what != "" {
				line := r.Location.Row
				if _, several := set.Of().(types.Any); several {
					line = 0 // which of the rules of the name it is, their common type does not say
				}
				found.add(&Error{File: r.Location.File, Line: line, Message: what})
				break // the type is that of all rules of the name
			}
		}
	}
	return found.err()
}

// findingKeys are the keys that a finding may have, the texts first.
var findingKeys = []string{"message", "label", "help", "suggestion", "level", "params", "at", "locations", "related", "notes", "fix"}

const textKeys = 5

// wrongFinding says what is wrong with findings of a type; it is empty where one may be right.
func wrongFinding(finding types.Type) string {
	if all, ok := finding.(types.Any); ok { // of several rules, or of one that makes several kinds
		for _, one := range all {
			if what := wrongFinding(one); what != "" {
				return what
			}
		}
	}
	object, ok := finding.(*types.Object)
	if !ok {
		return ""
	}
	for _, k := range object.Keys() {
		if key, ok := k.(string); ok && !slices.Contains(findingKeys, key) {
			return fmt.Sprintf("reports a finding with the key %q, which none has%s", key, suggestion(key, findingKeys))
		}
	}
	for i, key := range findingKeys[:textKeys] {
		switch value := types.Select(object, key).(type) {
		case nil:
			if i == 0 && object.DynamicProperties() == nil {
				return "reports a finding without a message; give it one, a string"
			}
		case types.Number, types.Boolean, types.Null, *types.Array, *types.Object, *types.Set:
			what := fmt.Sprintf("reports a finding whose %s is %s, not a string", key, kindOfType(value))
			if i == 0 {
				what += "; write a sentence, with values as params"
			}
			return what
		}
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
