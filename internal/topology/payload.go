package topology

import (
	"strings"
)

// dataClass is the key of a class of data in the residency table.
type dataClass struct{ class, subjects string }

func newDataClass(d *record) dataClass { return dataClass{str(d, col.Class), str(d, col.Subjects)} }

// payload is the data that the flows of a master data set carry.
type payload struct {
	dataSets   map[string]bool // keys of data sets
	classes    map[dataClass]bool
	incomplete bool // there may be more data
}

// newPayload returns what the flows of a master data set carry, or nil if it lists no data, because its flows may then
// carry anything that its environments hold. The argument classes maps data set keys to classes.
func newPayload(m *record, classes map[string][]dataClass) *payload {
	l := &payload{dataSets: map[string]bool{}, classes: map[dataClass]bool{}, incomplete: isUnknown(m, col.Data)}
	for d := range members(m, col.Data) {
		key := strings.ToLower(str(d, col.Name))
		l.dataSets[key], l.classes[newDataClass(d)] = true, true
		for _, k := range classes[key] {
			l.classes[k] = true
		}
	}
	if len(l.dataSets) == 0 && !l.incomplete {
		return nil
	}
	return l
}

// includes reports whether a payload includes data of a class; a nil payload includes everything.
func (l *payload) includes(k dataClass) bool { return l == nil || l.classes[k] }

// includesDataSet reports whether a payload includes a data set; a nil payload includes everything.
func (l *payload) includesDataSet(key string) bool { return l == nil || l.dataSets[key] }

// classesByDataSet maps the key of each data set in master data to the classes that environments give for it.
func (f *flows) classesByDataSet() map[string][]dataClass {
	all := map[string][]dataClass{}
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
			if k := newDataClass(d); k.class != "" {
				all[key] = append(kinds, k)
			}
		}
	}
	return all
}

// disjointSets is a disjoint-set forest of connected environments; the root of each tree represents its set.
type disjointSets map[string]string

func (f disjointSets) union(a, b string) {
	a, b = f.find(a), f.find(b)
	if b < a {
		a, b = b, a
	}
	if a != b {
		f[b] = a
	}
}

// find returns the representative of the set of an environment. In a nil forest, each environment is a set of its own.
func (f disjointSets) find(env string) string {
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
