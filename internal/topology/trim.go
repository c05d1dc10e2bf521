package topology

import (
	"math/bits"
	"slices"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
)

// maxColumns is the maximum number of columns of records that are trimmed.
const maxColumns = 64

// layoutKey identifies a trimmed layout: the original layout, and its columns that have values, as bits.
type layoutKey struct {
	layout  *layout
	columns uint64
}

// trimmedLayouts contains layouts with a subset of the columns. Records with the same columns share one, so that
// missing columns take no memory. There are as many layouts as there are ways in which manifests are written, up to
// maxTrimmed.
var trimmedLayouts = struct {
	lock sync.Mutex
	all  map[layoutKey]*layout
}{all: map[layoutKey]*layout{}}

const maxTrimmedLayouts = 1 << 12

// trimmedLayout returns the trimmed layout, or nil if there are too many.
func (t layoutKey) trimmedLayout() *layout {
	trimmedLayouts.lock.Lock()
	defer trimmedLayouts.lock.Unlock()
	l := trimmedLayouts.all[t]
	if l == nil && len(trimmedLayouts.all) < maxTrimmedLayouts {
		l = &layout{table: t.layout.table, bit: t.layout.bit, fields: t.layout.fields, full: t.layout}
		for i, c := range t.layout.columns {
			if t.columns&(1<<i) != 0 {
				l.columns = append(l.columns, c)
			}
		}
		l.assignSlots()
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
	if last := len(b.freeValues) - 1; last >= 0 {
		r.values, b.freeValues = b.freeValues[last][:len(l.columns)], b.freeValues[:last]
	} else {
		r.values = make([]*ast.Term, len(l.columns), maxColumns)
	}
	return r
}

// trim removes the columns without a value from a record and from the records in it, and makes the space available for
// reuse.
func (b *builder) trim(r *record) {
	if cap(r.values) != maxColumns || r.layout.full != nil {
		return
	}
	t := layoutKey{layout: r.layout}
	for i, v := range r.values {
		if v != nil {
			t.columns |= 1 << i
			b.trimNested(v.Value)
		}
	}
	l, known := b.trimmedLayouts[t]
	if !known {
		l = t.trimmedLayout()
		b.trimmedLayouts[t] = l
	}
	wide := r.values
	if l == nil {
		r.values = slices.Clone(wide)
	} else {
		r.layout, r.values = l, make([]*ast.Term, 0, bits.OnesCount64(t.columns))
		for _, v := range wide {
			if v != nil {
				r.values = append(r.values, v)
			}
		}
	}
	clear(wide)
	b.freeValues = append(b.freeValues, wide)
}

func (b *builder) trimNested(v ast.Value) {
	switch v := v.(type) {
	case *record:
		b.trim(v)
	case *list:
		for o := range v.records() {
			b.trim(o)
		}
	}
}
