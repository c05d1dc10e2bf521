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

// tables is the input of policies: rows by table, the entries of input.duplicates, input.index and input.documents.
type tables struct {
	rows             map[string][]*ast.Term
	duplicates       []duplicateGroup
	index, documents *ast.Term
}

// View returns shard i of n of the input, in the representation that package plan evaluates. The rows of all tables and
// the entries of input.duplicates are split over the shards; each shard has all of input.index, so that a rule about
// one row or one entry reports the same in any split.
func (t *Topology) View(i, n int) *ast.Term {
	return t.seen().shard(i, n)
}

func (t *Topology) seen() tables { return tables{t.tables, t.duplicates, t.index.term(), t.documents} }

// Input returns shard i of n of the input as OPA values, which are made on first use.
func (t *Topology) Input(i, n int) ast.Object {
	return plainer(nil).term(t.opa.tables(t).shard(i, n)).Value.(ast.Object)
}

// inOPA caches the input as OPA values.
type inOPA struct {
	lock sync.Mutex
	made *tables
}

func (o *inOPA) tables(t *Topology) *tables {
	o.lock.Lock()
	defer o.lock.Unlock()
	if o.made != nil {
		return o.made
	}
	p := plainer{}
	made := tables{
		make(map[string][]*ast.Term, len(t.tables)),
		make([]duplicateGroup, len(t.duplicates)),
		p.term(t.index.term()),
		p.term(t.documents),
	}
	for name, rows := range t.tables {
		made.rows[name] = p.terms(rows)
	}
	for i, g := range t.duplicates {
		made.duplicates[i] = duplicateGroup{g.name, p.term(g.term)}
	}
	o.made = &made
	return o.made
}

// forget discards the cached values after the topology has changed.
func (o *inOPA) forget() {
	o.lock.Lock()
	defer o.lock.Unlock()
	o.made = nil
}

// sliceShard returns shard i of n of a list.
func sliceShard[T any](list []T, i, n int) []T { return list[len(list)*i/n : len(list)*(i+1)/n] }

// shard returns shard i of n.
func (t tables) shard(i, n int) *ast.Term {
	lists := make(map[string]*ast.Term, len(t.rows))
	for table, rows := range t.rows {
		lists[table] = listTerm(sliceShard(rows, i, n))
	}
	return t.top(lists, duplicatesTerm(sliceShard(t.duplicates, i, n)))
}

// top returns the input with the given rows, by table, and duplicates.
func (t tables) top(lists map[string]*ast.Term, duplicates *ast.Term) *ast.Term {
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

// documents lists the manifests that the first element of each path refers to.
func (b *builder) documents() *ast.Term {
	terms := make([]*ast.Term, len(b.docs))
	for i, d := range b.docs {
		if d.described == nil {
			d.described = b.describe(d)
		}
		terms[i] = d.described
	}
	if b.last != nil {
		if all := b.last.t.documents; slices.Equal(all.Value.(*list).items, terms) {
			return all
		}
	}
	return listTerm(terms)
}

func (b *builder) describe(d *document) *ast.Term {
	o := newRecord(documentLayout)
	o.set(col.File, ast.StringTerm(d.File.Path))
	o.set(col.Document, ast.InternedTerm(d.Index))
	o.set(col.Kind, b.interner.term(d.Kind()))
	o.set(col.Name, b.interner.term(d.Name()))
	if d.before != nil && equal(d.before.described, o.term()) {
		return d.before.described
	}
	return o.term()
}
