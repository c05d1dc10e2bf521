package topology

import (
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Shared are the entries of the input that are whole in each of its parts.
var Shared = []string{"index", "documents"}

// partDocuments is the number of documents that make a part.
const partDocuments = 25

// Parts returns what policies see in parts as View does, but split by documents, a few for each part: as long as no
// document comes or goes, what one of them holds stays in its part. Topologies that a Memory built have parts.
func (t *Topology) Parts() []*ast.Term {
	all := make([]*ast.Term, len(t.parts))
	for i, p := range t.parts {
		all[i] = t.seen().top(p.lists, p.duplicates)
	}
	return all
}

// part is what some documents hold.
type part struct {
	lists      map[string]*ast.Term // of rows, by table
	groups     []duplicateGroup
	duplicates *ast.Term
}

// partition splits the topology by documents. A part of which no row changed is that of before.
func (b *builder) partition(documents int) {
	n := max(1, (len(b.docs)+documents-1)/documents)
	var before []*part
	if b.last != nil && len(b.last.t.parts) == n && len(b.last.docs) == len(b.docs) {
		before = b.last.t.parts
	}
	others, groups := make([]map[string][]*ast.Term, n), make([][]duplicateGroup, n)
	for _, r := range b.whole.rows {
		i := documentOf(r) / documents
		if others[i] == nil {
			others[i] = map[string][]*ast.Term{}
		}
		others[i][r.layout.table] = append(others[i][r.layout.table], r.term())
	}
	for _, g := range b.t.duplicates {
		first := g.term.Value.(*record).get(col.Rows).Value.(*list).items[0]
		i := documentOf(first.Value.(*record)) / documents
		groups[i] = append(groups[i], g)
	}
	b.t.parts = make([]*part, n)
	for i := range b.t.parts {
		docs := b.docs[i*documents : min(len(b.docs), (i+1)*documents)]
		same := before != nil && !b.whole.fresh && !slices.ContainsFunc(docs, func(d *document) bool { return d.fresh || d.amended })
		p := &part{groups: groups[i]}
		if same {
			p.lists = before[i].lists
		} else {
			p.lists = listsOf(docs, others[i])
		}
		if len(before) > i && slices.Equal(before[i].groups, p.groups) {
			p.duplicates = before[i].duplicates
		} else {
			p.duplicates = duplicatesTerm(p.groups)
		}
		b.t.parts[i] = p
	}
}

// listsOf returns the rows of documents and others, by table.
func listsOf(docs []*document, rows map[string][]*ast.Term) map[string]*ast.Term {
	if rows == nil {
		rows = map[string][]*ast.Term{}
	}
	for _, d := range docs {
		for _, r := range d.rows {
			rows[r.layout.table] = append(rows[r.layout.table], r.term())
		}
	}
	all := make(map[string]*ast.Term, len(rows))
	for table, r := range rows {
		all[table] = listTerm(r)
	}
	return all
}

// documentOf returns the number of the document in which a row is, 0 for one that has no location.
func documentOf(row *record) int {
	at, ok := get(row, col.At).(*path)
	if !ok {
		return 0
	}
	for at.up != nil {
		at = at.up
	}
	n, _ := integer(at.step)
	return n
}
