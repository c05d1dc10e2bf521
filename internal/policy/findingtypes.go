package policy

import (
	"fmt"
	"maps"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/types"
)

// checkFindingTypes returns an *Error for each module whose findings cannot be converted, by their types: they
// have no message, an unknown key, or a value that is not a string.
func checkFindingTypes(c *ast.Compiler, modules map[string]*ast.Module) error {
	var problems errorList
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
			if message := findingTypeError(set.Of()); message != "" {
				line := r.Location.Row
				if _, several := set.Of().(types.Any); several {
					line = 0 // the common type of several report rules does not tell which of them is wrong
				}
				problems.add(&Error{File: r.Location.File, Line: line, Message: message})
				break // all report rules of a module share one type
			}
		}
	}
	return problems.err()
}

// findingKeys are the keys that a finding may have; the first textKeys of them have string values.
var findingKeys = []string{"message", "label", "help", "suggestion", "level", "params", "at", "locations", "related", "notes", "fix"}

const numTextKeys = 5

// findingTypeError describes what is wrong with findings of a type, and returns "" if they may be valid.
func findingTypeError(finding types.Type) string {
	if all, ok := finding.(types.Any); ok { // several rules, or one that reports several types
		for _, t := range all {
			if message := findingTypeError(t); message != "" {
				return message
			}
		}
	}
	object, ok := finding.(*types.Object)
	if !ok {
		return ""
	}
	for _, k := range object.Keys() {
		if key, ok := k.(string); ok && !slices.Contains(findingKeys, key) {
			return fmt.Sprintf("reports a finding with the unknown key %q%s", key, suggestion(key, findingKeys))
		}
	}
	for i, key := range findingKeys[:numTextKeys] {
		switch value := types.Select(object, key).(type) {
		case nil:
			if i == 0 && object.DynamicProperties() == nil {
				return "reports a finding without a message; give it one, a string"
			}
		case types.Number, types.Boolean, types.Null, *types.Array, *types.Object, *types.Set:
			message := fmt.Sprintf("reports a finding whose %s is %s, not a string", key, typeName(value))
			if i == 0 {
				message += "; write a sentence, and put values in params"
			}
			return message
		}
	}
	return ""
}

// typeName returns the name of a type with its article.
func typeName(t types.Type) string {
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
