package topology

import (
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// duplicateGroup is one entry of input.duplicates: the rows of a table that have one value.
type duplicateGroup struct {
	name string
	term *ast.Term
}

// Input returns part i of n of what policies see. The rows of all tables and the entries of
// input.duplicates are split over the parts; input.index is whole in each, so that a rule about one row
// or one such value finds the same in any split.
func (t *Topology) Input(i, n int) ast.Object {
	return t.input(func(table string) []*ast.Term { return part(t.tables[table], i, n) }, part(t.duplicates, i, n))
}

// part returns part i of n of a list.
func part[T any](list []T, i, n int) []T { return list[len(list)*i/n : len(list)*(i+1)/n] }

// input returns what policies see of some rows of each table and some duplicates.
func (t *Topology) input(rows func(table string) []*ast.Term, duplicates []duplicateGroup) ast.Object {
	var top [][2]*ast.Term
	for _, name := range Tables() {
		top = append(top, item(name, ast.ArrayTerm(rows(name)...)))
	}
	byName := map[string][]*ast.Term{}
	for _, g := range duplicates {
		byName[g.name] = append(byName[g.name], g.term)
	}
	lists := make([][2]*ast.Term, len(duplicateQuestions))
	for j, s := range duplicateQuestions {
		lists[j] = item(s.name, ast.ArrayTerm(byName[s.name]...))
	}
	return ast.NewObject(append(top, item("duplicates", ast.ObjectTerm(lists...)), item("index", t.index),
		item("documents", t.documents), item("version", ast.InternedTerm(InputVersion)))...)
}

// Has says whether a list of the input has an entry: a table, or an entry of duplicates as "duplicates.NAME".
// Of a name that is neither it says yes.
func (t *Topology) Has(list string) bool {
	if duplicates, ok := strings.CutPrefix(list, "duplicates."); ok {
		return slices.ContainsFunc(t.duplicates, func(g duplicateGroup) bool { return g.name == duplicates })
	}
	return len(t.tables[list]) > 0 || !slices.Contains(Tables(), list)
}

func (b *builder) documents() *ast.Term {
	terms := make([]*ast.Term, len(b.t.Documents))
	for i, d := range b.t.Documents {
		terms[i] = ast.ObjectTerm(item("file", ast.StringTerm(d.File.Path)), item("document", ast.InternedTerm(d.Index)),
			item("kind", b.words.term(d.Kind())), item("name", b.words.term(d.Name())))
	}
	return ast.ArrayTerm(terms...)
}
