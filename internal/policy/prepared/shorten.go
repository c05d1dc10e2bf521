package prepared

import (
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// letters contains the names of variables: the first name is the first letter, the second the first two letters, and so
// on. Evaluation looks up variables by comparing names. Names of different lengths differ in a single comparison, while
// the compiler's names, such as __local12__ and __local13__, share a long prefix.
var letters = strings.Repeat("abcdefghijklmnopqrstuvwxyz", 10)

// ShortenVariables returns a copy of a compiled module in which the variables that the compiler generated have short names,
// starting over with the first letter in each rule.
func ShortenVariables(m *ast.Module) (*ast.Module, error) {
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
