package topology

import "github.com/open-policy-agent/opa/v1/ast"

// stringInterner interns strings as terms, because names, accounts and locations occur in many rows.
type stringInterner map[string]*ast.Term

// maxInterned is the maximum length in bytes of an interned string; longer ones are hardly ever repeated.
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

// put sets a column of a row to a string, unless it is "".
func (w stringInterner) put(row *record, c column, s string) {
	if s != "" {
		row.set(c, w.term(s))
	}
}
