package topology

import "github.com/open-policy-agent/opa/v1/ast"

// Shared are the entries of the input that are whole in each of its parts.
var Shared = []string{"index", "documents"}

// Parts returns what policies see in parts as View does, but split by documents, so many for each part: as long as no
// document comes or goes, what one of them holds stays in its part.
func (t *Topology) Parts(documents int) []*ast.Term {
	n := max(1, (len(t.Documents)+documents-1)/documents)
	rows, duplicates := make([]map[string][]*ast.Term, n), make([][]duplicateGroup, n)
	for i := range rows {
		rows[i] = map[string][]*ast.Term{}
	}
	for _, table := range Tables() {
		for _, row := range t.tables[table] {
			of := rows[documentOf(row)/documents]
			of[table] = append(of[table], row)
		}
	}
	for _, g := range t.duplicates {
		first := g.term.Value.(*record).get(col.Rows).Value.(*list).items[0]
		i := documentOf(first) / documents
		duplicates[i] = append(duplicates[i], g)
	}
	all := make([]*ast.Term, n)
	for i := range all {
		all[i] = t.seen().view(func(table string) []*ast.Term { return rows[i][table] }, duplicates[i])
	}
	return all
}

// documentOf returns the number of the document in which a row stands, 0 for one that has no place.
func documentOf(row *ast.Term) int {
	at, ok := get(row.Value.(*record), col.At).(*path)
	if !ok {
		return 0
	}
	for at.up != nil {
		at = at.up
	}
	n, _ := integer(at.step)
	return n
}
