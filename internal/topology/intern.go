package topology

import "github.com/open-policy-agent/opa/v1/ast"

// stringInterner are the strings that rows hold, each as one term however often it comes up: names, accounts and locations are
// in many rows.
type stringInterner map[string]*ast.Term

// maxInterned is the length in bytes above which a string is hardly ever written twice.
const maxInterned = 64

func (w stringInterner) term(s string) *ast.Term {
	if t := w[s]; t != nil {
		return t
	}
	t := ast.StringTerm(s)
	if len(s) <= maxInterned {
		w[s] = t
	}
	return t
}

// put sets a field of a row to a string; one that is "" is left out.
func (w stringInterner) put(row *record, c column, s string) {
	if s != "" {
		row.set(c, w.term(s))
	}
}
