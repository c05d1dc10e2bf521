package topology

import (
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// tableChange describes how a table differs from the same table of the previous topology.
type tableChange struct {
	// replaced maps previous rows to the rows that replace them.
	replaced map[*ast.Term]*ast.Term
	// resized is true if the number of rows changed.
	resized bool
}

// change returns the change of a table, which is empty until a difference is recorded.
func (b *builder) change(table string) *tableChange {
	c := b.changes[table]
	if c == nil {
		c = &tableChange{replaced: map[*ast.Term]*ast.Term{}}
		if b.changes == nil {
			b.changes = map[string]*tableChange{}
		}
		b.changes[table] = c
	}
	return c
}

// updateColumns sets columns of the rows of a table to values that are derived from other documents, nil for no value.
// It never modifies a row of a previous topology, but replaces it with a copy.
func (b *builder) updateColumns(docs []*document, table string, columns []column, compute func(row *record, values []*ast.Term)) {
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
			compute(before, values)
			row := before
			for j, c := range columns {
				if equal(row.get(c), values[j]) {
					continue
				}
				if !d.changed && row == before {
					row, d.rowsUpdated = row.as(row.layout), true
					b.change(table).replaced[before.term()] = row.term()
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
	before, now := slices.Collect(rowsIn(d.previous.rows, table)), slices.Collect(rowsIn(d.rows, table))
	return !slices.EqualFunc(before, now, func(a, b *record) bool {
		if len(columns) == 0 {
			return a.Equal(b)
		}
		return !slices.ContainsFunc(columns, func(c column) bool { return !equal(a.get(c), b.get(c)) })
	})
}

// unaffected reports whether the documents are those of the previous topology and affected returns false for each
// changed one.
func (b *builder) unaffected(affected func(*document) bool) bool {
	return b.previous != nil && len(b.docs) == len(b.previous.docs) && !slices.ContainsFunc(b.changedDocs, affected)
}

// reuseRows replaces rows that are equal to previous ones with these, so that everything derived from them can be
// reused, too.
func (b *builder) reuseRows() {
	if b.previous == nil {
		return
	}
	for _, d := range b.changedDocs {
		b.reuseDocumentRows(d)
	}
	if b.global.changed {
		b.reuseDocumentRows(b.global)
	}
	for i := len(b.docs); i < len(b.previous.docs); i++ {
		b.reuseDocumentRows(&document{previous: b.previous.docs[i]})
	}
}

func (b *builder) reuseDocumentRows(d *document) {
	before := map[string][]*record{}
	if d.previous != nil {
		for _, r := range d.previous.rows {
			before[r.layout.table] = append(before[r.layout.table], r)
		}
	}
	for i, r := range d.rows {
		table := r.layout.table
		remaining := before[table]
		if len(remaining) == 0 {
			b.change(table).resized = true
			continue
		}
		if old := remaining[0]; old.Equal(r) {
			d.rows[i] = old
		} else {
			b.change(table).replaced[old.term()] = r.term()
		}
		before[table] = remaining[1:]
	}
	for table, remaining := range before {
		if len(remaining) > 0 {
			b.change(table).resized = true
		}
	}
}

// assembleTables collects the rows of all documents in document order. It reuses the previous table if nothing in it
// changed.
func (b *builder) assembleTables() {
	for _, table := range Tables() {
		if b.previous == nil {
			break
		}
		switch c := b.changes[table]; {
		case c == nil:
			b.t.tables[table] = b.previous.t.tables[table]
		case !c.resized:
			b.t.tables[table] = c.applyTo(b.previous.t.tables[table])
		}
	}
	resized := b.resizedTables()
	for _, d := range append(b.docs, b.global) {
		if resized != 0 {
			for _, r := range d.rows {
				if r.layout.bit&resized != 0 {
					b.t.tables[r.layout.table] = append(b.t.tables[r.layout.table], r.term())
				}
			}
		}
		for field, n := range d.unknown {
			b.t.unknown[field] += n
		}
		b.t.unchecked += d.unchecked
	}
	b.collectIncomplete()
}

// resizedTables returns the tables that must be collected again because their number of rows changed.
func (b *builder) resizedTables() (resized tableSet) {
	for table, l := range layouts() {
		if b.previous == nil || b.changes[table] != nil && b.changes[table].resized {
			resized |= l.bit
		}
	}
	return resized
}

// applyTo returns a copy of rows with the changed ones replaced.
func (c *tableChange) applyTo(rows []*ast.Term) []*ast.Term {
	rows = slices.Clone(rows)
	for i, r := range rows {
		if now := c.replaced[r]; now != nil {
			rows[i] = now
		}
	}
	return rows
}
