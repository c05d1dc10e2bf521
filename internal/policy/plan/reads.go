package plan

import "github.com/open-policy-agent/opa/v1/ast"

// Reads records what a machine read of a value: some entries, or the entire value. It contains keys but no values, so
// that it can be kept without retaining the input.
type Reads struct {
	all     bool
	entries map[ast.Value]*entry
}

// entry is a key that was looked up; nested is what was read of its value, nil if all of it may have been.
type entry struct {
	key    *ast.Term
	nested *Reads
}

// watcher records reads of the values that it watches, by term identity. A nil watcher records nothing.
type watcher map[*ast.Term]*Reads

// Watch starts recording which entries of the input are read under some of its keys, and returns the record. Nested
// objects are recorded entry by entry, except rows, which have a location.
func (m *Machine) Watch(keys ...string) *Reads {
	m.watcher = watcher{}
	reads := &Reads{entries: map[ast.Value]*entry{}}
	for _, key := range keys {
		k := ast.InternedTerm(key)
		if t := dot(m.input, k); t != nil {
			reads.entries[k.Value] = &entry{k, m.watcher.watch(t)}
		}
	}
	return reads
}

func (w watcher) watch(t *ast.Term) *Reads {
	r := &Reads{entries: map[ast.Value]*entry{}}
	w[t] = r
	return r
}

var pathKey = ast.InternedTerm("at")

// lookup records that the entry of source under a key was read; value is that entry.
func (w watcher) lookup(source, key, value *ast.Term) {
	r := w[source]
	if r == nil || r.entries[key.Value] != nil {
		return
	}
	e := &entry{key: key}
	r.entries[key.Value] = e
	if value == nil {
		return
	}
	if nested := w[value]; nested != nil {
		e.nested = nested
	} else if (is[ast.Object](value) || isView(value, false)) && dot(value, pathKey) == nil {
		e.nested = w.watch(value)
	}
}

// lookupPath records the lookup of a key, or of each key of a path in turn.
func (w watcher) lookupPath(source, key *ast.Term) {
	path, ok := plain(key).Value.(*ast.Array)
	if !ok {
		w.lookup(source, key, dot(source, key))
		return
	}
	for i := 0; source != nil && i < path.Len(); i++ {
		value := dot(source, path.Elem(i))
		w.lookup(source, path.Elem(i), value)
		source = value
	}
}

// readAll records that the given values were read entirely.
func (w watcher) readAll(values ...*ast.Term) {
	if w == nil {
		return
	}
	for _, v := range values {
		if r := w[v]; r != nil {
			r.all = true
		}
	}
}

// Same reports whether everything that was read is the same in two values, comparing parts with equal.
func (r *Reads) Same(before, now *ast.Term, equal func(before, now *ast.Term) bool) bool {
	switch {
	case before == nil || now == nil:
		return before == now
	case before.Value == now.Value:
		return true
	case r.all:
		return equal(before, now)
	}
	for _, e := range r.entries {
		was, is := dot(before, e.key), dot(now, e.key)
		switch {
		case was == is:
		case was == nil || is == nil:
			return false
		case e.nested == nil && !equal(was, is), e.nested != nil && !e.nested.Same(was, is, equal):
			return false
		}
	}
	return true
}
