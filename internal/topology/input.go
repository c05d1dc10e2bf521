package topology

import (
	"slices"
	"strings"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
)

// duplicateGroup is one entry of input.duplicates: rows of a table that share a value.
type duplicateGroup struct {
	name string
	term *ast.Term
}

// inputTables is the input of policies: rows by table, the entries of input.duplicates, input.index and
// input.documents.
type inputTables struct {
	rows             map[string][]*ast.Term
	duplicates       []duplicateGroup
	index, documents *ast.Term
}

// View returns shard i of n of the input, in the representation that package plan evaluates. The rows of all tables and
// the entries of input.duplicates are split over the shards; each shard has all of input.index, so that a rule about
// one row or one entry reports the same in any split.
func (t *Topology) View(i, n int) *ast.Term {
	return t.input().shard(i, n)
}

func (t *Topology) input() inputTables {
	return inputTables{t.tables, t.duplicates, t.index.term(), t.documents}
}

// Input returns shard i of n of the input as OPA values, which are made on first use.
func (t *Topology) Input(i, n int) ast.Object {
	return plainer(nil).term(t.opa.get(t).shard(i, n)).Value.(ast.Object)
}

// opaInput caches the input as OPA values.
type opaInput struct {
	lock   sync.Mutex
	cached *inputTables
}

func (o *opaInput) get(t *Topology) *inputTables {
	o.lock.Lock()
	defer o.lock.Unlock()
	if o.cached != nil {
		return o.cached
	}
	p := plainer{}
	converted := inputTables{
		make(map[string][]*ast.Term, len(t.tables)),
		make([]duplicateGroup, len(t.duplicates)),
		p.term(t.index.term()),
		p.term(t.documents),
	}
	for name, rows := range t.tables {
		converted.rows[name] = p.terms(rows)
	}
	for i, g := range t.duplicates {
		converted.duplicates[i] = duplicateGroup{g.name, p.term(g.term)}
	}
	o.cached = &converted
	return o.cached
}

// reset discards the cached values after the topology has changed.
func (o *opaInput) reset() {
	o.lock.Lock()
	defer o.lock.Unlock()
	o.cached = nil
}

// sliceShard returns shard i of n of a list.
func sliceShard[T any](list []T, i, n int) []T { return list[len(list)*i/n : len(list)*(i+1)/n] }

// shard returns shard i of n.
func (t inputTables) shard(i, n int) *ast.Term {
	lists := make(map[string]*ast.Term, len(t.rows))
	for table, rows := range t.rows {
		lists[table] = listTerm(sliceShard(rows, i, n))
	}
	return t.inputTerm(lists, duplicatesTerm(sliceShard(t.duplicates, i, n)))
}

// inputTerm returns the input with the given rows, by table, and duplicates.
func (t inputTables) inputTerm(lists map[string]*ast.Term, duplicates *ast.Term) *ast.Term {
	top := map[string]*ast.Term{
		"index":      t.index,
		"documents":  t.documents,
		"version":    ast.InternedTerm(InputVersion),
		"duplicates": duplicates,
	}
	for _, name := range Tables() {
		if top[name] = lists[name]; top[name] == nil {
			top[name] = noRows
		}
	}
	return indexTerm(top)
}

var noRows = listTerm(nil)

// duplicatesTerm returns the input.duplicates that contains groups.
func duplicatesTerm(groups []duplicateGroup) *ast.Term {
	byName := map[string][]*ast.Term{}
	for _, g := range groups {
		byName[g.name] = append(byName[g.name], g.term)
	}
	lists := make(map[string]*ast.Term, len(duplicateTables))
	for _, q := range duplicateTables {
		if lists[q.name] = noRows; len(byName[q.name]) > 0 {
			lists[q.name] = listTerm(byName[q.name])
		}
	}
	return indexTerm(lists)
}

// Has reports whether a list of the input has entries. The list is a table, or an entry of duplicates as
// "duplicates.NAME". Has returns true for any other name.
func (t *Topology) Has(list string) bool {
	if duplicates, ok := strings.CutPrefix(list, "duplicates."); ok {
		return slices.ContainsFunc(t.duplicates, func(g duplicateGroup) bool { return g.name == duplicates })
	}
	return len(t.tables[list]) > 0 || !slices.Contains(Tables(), list)
}

// documentList lists the manifests that the first element of each path refers to.
func (b *builder) documentList() *ast.Term {
	terms := make([]*ast.Term, len(b.docs))
	for i, d := range b.docs {
		if d.entry == nil {
			d.entry = b.documentEntry(d)
		}
		terms[i] = d.entry
	}
	if b.previous != nil {
		if all := b.previous.t.documents; slices.Equal(all.Value.(*list).items, terms) {
			return all
		}
	}
	return listTerm(terms)
}

func (b *builder) documentEntry(d *document) *ast.Term {
	o := newRecord(documentLayout)
	o.set(col.File, ast.StringTerm(d.File.Path))
	o.set(col.Document, ast.InternedTerm(d.Index))
	o.set(col.Kind, b.interner.term(d.Kind()))
	o.set(col.Name, b.interner.term(d.Name()))
	if d.previous != nil && equal(d.previous.entry, o.term()) {
		return d.previous.entry
	}
	return o.term()
}
