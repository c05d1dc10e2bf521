package topology

import (
	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/vocabulary"
)

// The names of columns, tables and indexes are one term each in all rows. Without it each field that
// is read or written would allocate one, half of all that a topology allocates.
func init() {
	ast.InternStringTerm(Tables()...)
	for _, t := range vocabulary.Tables() {
		internColumns(t.Columns)
	}
	for _, cols := range computed {
		for name := range cols {
			ast.InternStringTerm(name)
		}
	}
	for _, s := range duplicateQuestions {
		ast.InternStringTerm(s.name)
	}
	ast.InternStringTerm("at", "unknown", "tenant", "key", "account", "group", "from", "to", "by", "of", "file", "document", "kind", "name",
		"rows", "duplicates", "index", "documents", "version", "before", "after", "written", "person")
}

func internColumns(cols []vocabulary.Column) {
	for i := range cols {
		ast.InternStringTerm(cols[i].Name)
		internColumns(cols[i].Columns)
	}
}

// words are the strings that rows hold, each as one term however often it comes up: names, accounts
// and locations stand in many rows.
type words map[string]*ast.Term

// longestWord is the length in bytes above which a string is hardly ever written twice.
const longestWord = 64

func (w words) term(s string) *ast.Term {
	if t := w[s]; t != nil {
		return t
	}
	t := ast.StringTerm(s)
	if len(s) <= longestWord {
		w[s] = t
	}
	return t
}

// put sets a field of a row to a string; one that is "" is left out.
func (w words) put(row ast.Object, field, s string) {
	if s != "" {
		row.Insert(ast.InternedTerm(field), w.term(s))
	}
}
