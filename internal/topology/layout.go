package topology

import (
	"slices"
	"sync"

	"github.com/tenantlint/tenantlint/internal/vocabulary"
)

// layout says which columns the rows of a table have, or the objects under one key. All of them share it.
type layout struct {
	table   string          // none of objects that are not rows of one
	bit     tableSet        // with that table alone
	columns []column        // in the order of their names
	slots   []uint8         // by column: where its value is in a record, from 1; 0 of one that is not there
	fields  []manifestField // the columns that manifests hold
	whole   *layout         // with all columns, where this one has but a part of them
}

// manifestField is a column that manifests hold.
type manifestField struct {
	*vocabulary.Column

	column column
	// person is the column that says which person an account is of.
	person column
	// objects is the layout of nested objects.
	objects *layout
}

// newLayout returns the layout of records with the columns of the vocabulary, those by name, and those that all
// rows have.
func newLayout(columns []vocabulary.Column, more ...string) *layout {
	l := &layout{columns: make([]column, 0, len(more)+len(columns)), fields: make([]manifestField, 0, len(columns))}
	for _, name := range more {
		l.add(columnNamed(name))
	}
	for i := range columns {
		c := &columns[i]
		f := manifestField{Column: c, column: columnNamed(c.Name)}
		if c.Form == vocabulary.Object || c.Form == vocabulary.Rows {
			f.objects = rowLayout(c.Columns)
		}
		if c.Form != vocabulary.List {
			l.add(f.column)
		}
		if c.Person != "" {
			f.person = columnNamed(c.Person)
			l.add(f.person)
		}
		l.fields = append(l.fields, f)
	}
	slices.SortFunc(l.columns, func(a, b column) int {
		if a.name() < b.name() {
			return -1
		}
		return 1
	})
	l.number()
	return l
}

// number notes where a record holds the value of each column.
func (l *layout) number() {
	l.slots = make([]uint8, slices.Max(l.columns)+1)
	for i, c := range l.columns {
		l.slots[c] = uint8(i) + 1
	}
}

func (l *layout) add(c column) {
	if !slices.Contains(l.columns, c) {
		l.columns = append(l.columns, c)
	}
}

// slot returns where a record holds the value of a column, -1 where it has no such column.
func (l *layout) slot(c column) int {
	if int(c) >= len(l.slots) {
		return -1
	}
	return int(l.slots[c]) - 1
}

// rowLayout is newLayout with what all rows have that come from a manifest.
func rowLayout(columns []vocabulary.Column, more ...string) *layout {
	return newLayout(columns, append(more, "at", "tenant", "unknown")...)
}

// tableSet holds tables as bits, in the order of their names.
type tableSet uint64

// layouts are those of the rows of all tables.
var layouts = sync.OnceValue(func() map[string]*layout {
	all := map[string]*layout{}
	for i, name := range tableNames {
		columns := columnsOf(name)
		more := []string{}
		if name == "crossTenantAccess" { // who the partner is comes from elsewhere
			columns = vocabulary.AccessSettings
		}
		for c := range computed[name] {
			more = append(more, c)
		}
		all[name] = rowLayout(columns, more...)
		all[name].table, all[name].bit = name, 1<<i
	}
	for _, c := range compared {
		l := newLayout(nil, "at", "unknown", "before", "after")
		l.table, l.bit = c.changes, all[c.changes].bit
		all[c.changes] = l
	}
	return all
})

// The layouts of objects that are not rows.
var (
	referenceLayout = newLayout(nil, "at", "key")
	principalLayout = newLayout(nil, "at", "account", "group", "name", "person")
	hopLayout       = newLayout(nil, "at", "from", "to", "by", "of")
	grantLayout     = newLayout(nil, "at", "environment")
	duplicateLayout = newLayout(nil, "key", "rows")
	documentLayout  = newLayout(nil, "file", "document", "kind", "name")
)
