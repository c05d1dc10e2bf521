package prepared

import (
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// letters are the names of variables: the first one is the first letter, the second one the first two, and so on.
// Evaluation looks a variable up by comparing names, and names of different length are distinguished by that alone;
// what the compiler calls them, __local12__ and __local13__, is not.
var letters = strings.Repeat("abcdefghijklmnopqrstuvwxyz", 10)

// Shorten returns a copy of a module that went through a compiler, in which the variables that it made
// up are named anew, in each rule from the first letter on.
func Shorten(m *ast.Module) (*ast.Module, error) {
	short := m.Copy()
	for _, r := range short.Rules {
		names := map[ast.Var]ast.Var{}
		_, err := ast.TransformVars(r, func(v ast.Var) (ast.Value, error) {
			if !v.IsGenerated() {
				return v, nil
			}
			if names[v] == "" {
				names[v] = ast.Var(letters[:len(names)+1])
			}
			return names[v], nil
		})
		if err != nil {
			return nil, err
		}
	}
	return short, nil
}
