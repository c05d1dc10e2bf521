package plan

import "github.com/open-policy-agent/opa/v1/ast"

// Reads are what a machine looked at of a value: some entries, or more than that. They hold keys and none of the values,
// so that they may be kept when the input is gone.
type Reads struct {
	whole   bool
	entries map[ast.Value]*entry
}

// entry is a key that was requested; below is what was looked at of its value, nil for all of it.
type entry struct {
	key   *ast.Term
	below *Reads
}

// watcher notes what is looked at of the objects that it watches, by who they are. The nil watcher watches none.
type watcher map[*ast.Term]*Reads

// Watch notes from now on which entries of the input are looked at under some keys, and returns where. Objects below
// them count entry by entry, but for rows, which have a location.
func (m *Machine) Watch(keys ...string) *Reads {
	m.watcher = watcher{}
	all := &Reads{entries: map[ast.Value]*entry{}}
	for _, key := range keys {
		k := ast.InternedTerm(key)
		if t := dot(m.input, k); t != nil {
			all.entries[k.Value] = &entry{k, m.watcher.watch(t)}
		}
	}
	return all
}

func (w watcher) watch(t *ast.Term) *Reads {
	r := &Reads{entries: map[ast.Value]*entry{}}
	w[t] = r
	return r
}

var pathKey = ast.InternedTerm("at")

// lookup notes that a value was read at a key and gave another one.
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
	if below := w[value]; below != nil {
		e.below = below
	} else if (is[ast.Object](value) || isView(value, false)) && dot(value, pathKey) == nil {
		e.below = w.watch(value)
	}
}

// steps notes that a value was read at a key, or under the keys of a path one after the other.
func (w watcher) steps(source, key *ast.Term) {
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

// all notes that more of values counts than single entries.
func (w watcher) all(values ...*ast.Term) {
	if w == nil {
		return
	}
	for _, v := range values {
		if r := w[v]; r != nil {
			r.whole = true
		}
	}
}

// Same reports whether all that was looked at is the same in another value, as equal reports what it holds.
func (r *Reads) Same(before, now *ast.Term, equal func(before, now *ast.Term) bool) bool {
	switch {
	case before == nil || now == nil:
		return before == now
	case before.Value == now.Value:
		return true
	case r.whole:
		return equal(before, now)
	}
	for _, e := range r.entries {
		was, is := dot(before, e.key), dot(now, e.key)
		switch {
		case was == is:
		case was == nil || is == nil:
			return false
		case e.below == nil && !equal(was, is), e.below != nil && !e.below.Same(was, is, equal):
			return false
		}
	}
	return true
}
