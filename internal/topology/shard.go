package topology

import (
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Shared are the entries of the input that each shard has in full.
var Shared = []string{"index", "documents"}

// shardDocuments is the default number of documents in a shard.
const shardDocuments = 25

// Shards returns the input split by documents, several per shard, while View splits each table evenly. As long as no
// document is added or removed, the rows of a document stay in the same shard. Only topologies that a Memory built have
// shards.
func (t *Topology) Shards() []*ast.Term {
	all := make([]*ast.Term, len(t.shards))
	for i, p := range t.shards {
		all[i] = t.input().inputTerm(p.lists, p.duplicates)
	}
	return all
}

// shard is the part of the input that comes from some documents.
type shard struct {
	lists      map[string]*ast.Term // rows by table
	groups     []duplicateGroup
	duplicates *ast.Term
}

// buildShards splits the topology by documents. It reuses the previous shard if none of its rows changed.
func (b *builder) buildShards(documents int) {
	n := max(1, (len(b.docs)+documents-1)/documents)
	var before []*shard
	if b.previous != nil && len(b.previous.t.shards) == n && len(b.previous.docs) == len(b.docs) {
		before = b.previous.t.shards
	}
	derivedRows, groups := make([]map[string][]*ast.Term, n), make([][]duplicateGroup, n)
	for _, r := range b.global.rows {
		i := documentIndex(r) / documents
		if derivedRows[i] == nil {
			derivedRows[i] = map[string][]*ast.Term{}
		}
		derivedRows[i][r.layout.table] = append(derivedRows[i][r.layout.table], r.term())
	}
	for _, g := range b.t.duplicates {
		first := g.term.Value.(*record).get(col.Rows).Value.(*list).items[0]
		i := documentIndex(first.Value.(*record)) / documents
		groups[i] = append(groups[i], g)
	}
	b.t.shards = make([]*shard, n)
	for i := range b.t.shards {
		docs := b.docs[i*documents : min(len(b.docs), (i+1)*documents)]
		unchanged := before != nil && !b.global.changed &&
			!slices.ContainsFunc(docs, func(d *document) bool { return d.changed || d.rowsUpdated })
		p := &shard{groups: groups[i]}
		if unchanged {
			p.lists = before[i].lists
		} else {
			p.lists = rowLists(docs, derivedRows[i])
		}
		if len(before) > i && slices.Equal(before[i].groups, p.groups) {
			p.duplicates = before[i].duplicates
		} else {
			p.duplicates = duplicatesTerm(p.groups)
		}
		b.t.shards[i] = p
	}
}

// rowLists returns rows and the rows of documents, by table.
func rowLists(docs []*document, rows map[string][]*ast.Term) map[string]*ast.Term {
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

// documentIndex returns the index of a row's document, or 0 for a row without a path.
func documentIndex(row *record) int {
	at, ok := get(row, col.At).(*rowPath)
	if !ok {
		return 0
	}
	for at.up != nil {
		at = at.up
	}
	n, _ := asInt(at.step)
	return n
}
