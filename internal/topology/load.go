package topology

import (
	"strings"
)

// kind is the key of a class of data in the residency table.
type kind struct{ class, subjects string }

func kindOf(d *record) kind { return kind{str(d, col.Class), str(d, col.Subjects)} }

// load is the data that the flows of a master data set carry.
type load struct {
	dataSets map[string]bool // keys of data sets
	kinds    map[kind]bool
	partial  bool // there may be more data
}

// loadOf returns what the flows of a master data set carry, or nil if it lists no data, because its flows may then
// carry anything that its environments hold. Classes are those of classes, by data set key.
func loadOf(m *record, classes map[string][]kind) *load {
	l := &load{dataSets: map[string]bool{}, kinds: map[kind]bool{}, partial: isUnknown(m, col.Data)}
	for d := range members(m, col.Data) {
		key := strings.ToLower(str(d, col.Name))
		l.dataSets[key], l.kinds[kindOf(d)] = true, true
		for _, k := range classes[key] {
			l.kinds[k] = true
		}
	}
	if len(l.dataSets) == 0 && !l.partial {
		return nil
	}
	return l
}

// carries reports whether a load includes data of a kind; a nil load includes everything.
func (l *load) carries(k kind) bool { return l == nil || l.kinds[k] }

// holds reports whether a load includes a data set; a nil load includes everything.
func (l *load) holds(key string) bool { return l == nil || l.dataSets[key] }

// classes maps the key of each data set in master data to the classes that environments give for it.
func (f *flows) classes() map[string][]kind {
	all := map[string][]kind{}
	for m := range f.b.rowsOf("masterData") {
		for d := range members(m, col.Data) {
			all[strings.ToLower(str(d, col.Name))] = nil
		}
	}
	if len(all) == 0 {
		return nil
	}
	for d := range f.b.rowsOf("dataSets") {
		key := str(d, col.Key)
		if kinds, listed := all[key]; listed {
			if k := kindOf(d); k.class != "" {
				all[key] = append(kinds, k)
			}
		}
	}
	return all
}

// forest is a disjoint-set forest of connected environments; the root of each tree represents its set.
type forest map[string]string

func (f forest) join(a, b string) {
	a, b = f.find(a), f.find(b)
	if b < a {
		a, b = b, a
	}
	if a != b {
		f[b] = a
	}
}

// find returns the representative of the set of an environment. In a nil forest, each environment is a set of its own.
func (f forest) find(env string) string {
	for {
		up, ok := f[env]
		if !ok {
			return env
		}
		if next, ok := f[up]; ok {
			f[env] = next
		}
		env = up
	}
}
