package topology

import (
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// tableChange describes how a table differs from the same table of the previous topology.
type tableChange struct {
	// swapped maps previous rows to the rows that replace them.
	swapped map[*ast.Term]*ast.Term
	// moved is true if the number of rows changed.
	moved bool
}

// change returns the change of a table, which is empty until a difference is recorded.
func (b *builder) change(table string) *tableChange {
	c := b.changes[table]
	if c == nil {
		c = &tableChange{swapped: map[*ast.Term]*ast.Term{}}
		if b.changes == nil {
			b.changes = map[string]*tableChange{}
		}
		b.changes[table] = c
	}
	return c
}

// amend sets columns of the rows of a table to values that are derived from other documents, nil for no value. It never
// modifies a row of a previous topology, but replaces it with a copy.
func (b *builder) amend(docs []*document, table string, columns []column, want func(row *record, values []*ast.Term)) {
	values := make([]*ast.Term, len(columns))
	bit := layouts()[table].bit
	for _, d := range docs {
		if d.tables&bit == 0 {
			continue
		}
		for i, before := range d.rows {
			if before.layout.table != table {
				continue
			}
			clear(values)
			want(before, values)
			row := before
			for j, c := range columns {
				if equal(row.get(c), values[j]) {
					continue
				}
				if !d.changed && row == before {
					row, d.amended = row.as(row.layout), true
					b.change(table).swapped[before.term()] = row.term()
				}
				row.set(c, values[j])
			}
			d.rows[i] = row
		}
	}
}

// differs reports whether the rows of a table differ from the previous ones, in the given columns or, without any, at
// all.
func (d *document) differs(table string, columns ...column) bool {
	before, now := slices.Collect(rowsIn(d.before.rows, table)), slices.Collect(rowsIn(d.rows, table))
	return !slices.EqualFunc(before, now, func(a, b *record) bool {
		if len(columns) == 0 {
			return a.Equal(b)
		}
		return !slices.ContainsFunc(columns, func(c column) bool { return !equal(a.get(c), b.get(c)) })
	})
}

// sameButFor reports whether the documents are those of the last topology, except for changed ones for which has
// returns false.
func (b *builder) sameButFor(has func(*document) bool) bool {
	return b.last != nil && len(b.docs) == len(b.last.docs) && !slices.ContainsFunc(b.changedDocs, has)
}

// share replaces rows that are equal to previous ones with these, so that everything derived from them can be reused,
// too.
func (b *builder) share() {
	if b.last == nil {
		return
	}
	for _, d := range b.changedDocs {
		b.shareRows(d)
	}
	if b.whole.changed {
		b.shareRows(b.whole)
	}
	for i := len(b.docs); i < len(b.last.docs); i++ {
		b.shareRows(&document{before: b.last.docs[i]})
	}
}

func (b *builder) shareRows(d *document) {
	before := map[string][]*record{}
	if d.before != nil {
		for _, r := range d.before.rows {
			before[r.layout.table] = append(before[r.layout.table], r)
		}
	}
	for i, r := range d.rows {
		table := r.layout.table
		left := before[table]
		if len(left) == 0 {
			b.change(table).moved = true
			continue
		}
		if was := left[0]; was.Equal(r) {
			d.rows[i] = was
		} else {
			b.change(table).swapped[was.term()] = r.term()
		}
		before[table] = left[1:]
	}
	for table, left := range before {
		if len(left) > 0 {
			b.change(table).moved = true
		}
	}
}

// assemble collects the rows of all documents in document order. It reuses the previous table if nothing in it changed.
func (b *builder) assemble() {
	for _, table := range Tables() {
		if b.last == nil {
			break
		}
		switch c := b.changes[table]; {
		case c == nil:
			b.t.tables[table] = b.last.t.tables[table]
		case !c.moved:
			b.t.tables[table] = c.swap(b.last.t.tables[table])
		}
	}
	anew := b.tablesAnew()
	for _, d := range append(b.docs, b.whole) {
		if anew != 0 {
			for _, r := range d.rows {
				if r.layout.bit&anew != 0 {
					b.t.tables[r.layout.table] = append(b.t.tables[r.layout.table], r.term())
				}
			}
		}
		for field, n := range d.unknown {
			b.t.unknown[field] += n
		}
		b.t.held += d.held
	}
	b.suspects()
}

// tablesAnew returns the tables that must be collected again because their number of rows changed.
func (b *builder) tablesAnew() (anew tableSet) {
	for table, l := range layouts() {
		if b.last == nil || b.changes[table] != nil && b.changes[table].moved {
			anew |= l.bit
		}
	}
	return anew
}

// swap returns a copy of rows with the changed ones replaced.
func (c *tableChange) swap(rows []*ast.Term) []*ast.Term {
	rows = slices.Clone(rows)
	for i, r := range rows {
		if now := c.swapped[r]; now != nil {
			rows[i] = now
		}
	}
	return rows
}
