package topology

import (
	"slices"
	"sync"

	"github.com/tenantlint/tenantlint/internal/vocabulary"
)

// layout describes the columns of the rows of a table, or of the objects in a column. Records share their layout.
type layout struct {
	table   string          // "" for objects that are not rows
	bit     tableSet        // the set that contains just this table
	columns []column        // sorted by name
	slots   []uint8         // position of each column's value in a record, counted from 1; 0 if the layout lacks the column
	fields  []manifestField // the columns that come from manifests
	full    *layout         // the layout with all columns, if this one has only some of them
}

// manifestField is a column that comes from manifests.
type manifestField struct {
	*vocabulary.Column

	column column
	// person is the column for the person that an account belongs to.
	person column
	// objects is the layout of nested objects.
	objects *layout
}

// newLayout returns a layout with columns of the vocabulary and more columns by name.
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
	l.assignSlots()
	return l
}

// assignSlots assigns each column its position in a record.
func (l *layout) assignSlots() {
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

// slot returns the position of a column in a record, or -1 if the layout lacks it.
func (l *layout) slot(c column) int {
	if int(c) >= len(l.slots) {
		return -1
	}
	return int(l.slots[c]) - 1
}

// rowLayout is newLayout with the additional columns of all rows that come from a manifest.
func rowLayout(columns []vocabulary.Column, more ...string) *layout {
	return newLayout(columns, append(more, "at", "tenant", "unknown")...)
}

// tableSet is a bit set of tables, in the order of their names.
type tableSet uint64

// layouts returns the layouts of the rows of all tables.
var layouts = sync.OnceValue(func() map[string]*layout {
	all := map[string]*layout{}
	for i, name := range tableNames {
		columns := columnsOf(name)
		more := []string{}
		if name == "crossTenantAccess" { // the partner is set separately
			columns = vocabulary.AccessSettings
		}
		for c := range computed[name] {
			more = append(more, c)
		}
		all[name] = rowLayout(columns, more...)
		all[name].table, all[name].bit = name, 1<<i
	}
	for _, c := range comparedTables {
		l := newLayout(nil, "at", "unknown", "before", "after")
		l.table, l.bit = c.changes, all[c.changes].bit
		all[c.changes] = l
	}
	return all
})

// Layouts of objects that are not rows.
var (
	referenceLayout = newLayout(nil, "at", "key")
	principalLayout = newLayout(nil, "at", "account", "group", "name", "person")
	hopLayout       = newLayout(nil, "at", "from", "to", "by", "of")
	grantLayout     = newLayout(nil, "at", "environment")
	duplicateLayout = newLayout(nil, "key", "rows")
	documentLayout  = newLayout(nil, "file", "document", "kind", "name")
)
