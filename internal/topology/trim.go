package topology

import (
	"math/bits"
	"slices"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
)

// maxColumns is the maximum number of columns of records that are trimmed.
const maxColumns = 64

// trimmed identifies a trimmed layout: the original layout, and its columns that have values, as bits.
type trimmed struct {
	layout  *layout
	columns uint64
}

// trimmedLayouts contains layouts with a subset of the columns. Records with the same columns share one, so that
// missing columns take no memory. There are as many layouts as there are ways in which manifests are written, up to
// maxTrimmed.
var trimmedLayouts = struct {
	lock sync.Mutex
	all  map[trimmed]*layout
}{all: map[trimmed]*layout{}}

const maxTrimmed = 1 << 12

// trim returns the trimmed layout, or nil if there are too many.
func (t trimmed) trim() *layout {
	trimmedLayouts.lock.Lock()
	defer trimmedLayouts.lock.Unlock()
	l := trimmedLayouts.all[t]
	if l == nil && len(trimmedLayouts.all) < maxTrimmed {
		l = &layout{table: t.layout.table, bit: t.layout.bit, fields: t.layout.fields, whole: t.layout}
		for i, c := range t.layout.columns {
			if t.columns&(1<<i) != 0 {
				l.columns = append(l.columns, c)
			}
		}
		l.number()
		trimmedLayouts.all[t] = l
	}
	return l
}

// newWideRecord returns a record with space for all columns, which is trimmed when its document is complete.
func (b *builder) newWideRecord(l *layout) *record {
	if len(l.columns) > maxColumns {
		return newRecord(l)
	}
	r := &record{layout: l}
	r.self.Value = r
	if last := len(b.rooms) - 1; last >= 0 {
		r.values, b.rooms = b.rooms[last][:len(l.columns)], b.rooms[:last]
	} else {
		r.values = make([]*ast.Term, len(l.columns), maxColumns)
	}
	return r
}

// trim removes the columns without a value from a record and from the records in it, and makes the space available for
// reuse.
func (b *builder) trim(r *record) {
	if cap(r.values) != maxColumns || r.layout.whole != nil {
		return
	}
	t := trimmed{layout: r.layout}
	for i, v := range r.values {
		if v != nil {
			t.columns |= 1 << i
			b.trimIn(v.Value)
		}
	}
	l, known := b.trims[t]
	if !known {
		l = t.trim()
		b.trims[t] = l
	}
	room := r.values
	if l == nil {
		r.values = slices.Clone(room)
	} else {
		r.layout, r.values = l, make([]*ast.Term, 0, bits.OnesCount64(t.columns))
		for _, v := range room {
			if v != nil {
				r.values = append(r.values, v)
			}
		}
	}
	clear(room)
	b.rooms = append(b.rooms, room)
}

func (b *builder) trimIn(v ast.Value) {
	switch v := v.(type) {
	case *record:
		b.trim(v)
	case *list:
		for o := range v.records() {
			b.trim(o)
		}
	}
}
