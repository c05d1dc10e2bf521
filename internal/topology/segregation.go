package topology

import (
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/suggest"
)

// holding is a data set in an environment, or in the master of a master data set.
type holding struct {
	environment string
	data        *record
	master      string // name of the master data set, if any
}

// segregation adds the tables about data sets that must not share an environment: where flows carry these, and names
// under mustNotShareWith that are not the name of a data set.
func (f *flows) segregation() {
	if !f.segregates() {
		return
	}
	held, listed := map[string][]holding{}, map[string]bool{}
	apart := map[string]bool{} // keys of data sets with mustNotShareWith, and of those named in it
	var bans []*record
	note := func(d *record, environment, master string) {
		key := strings.ToLower(str(d, col.Name))
		if key == "" || environment == "" || master != "" && listed[environment+" "+key] {
			return
		}
		listed[environment+" "+key] = true
		held[key] = append(held[key], holding{environment, d, master})
		if barred := barredBy(d); len(barred) > 0 {
			bans, apart[key] = append(bans, d), true
			for _, name := range barred {
				apart[strings.ToLower(name)] = true
			}
		}
	}
	for e := range f.b.rowsOf("environments") {
		for d := range members(e, col.Data) {
			note(d, str(e, col.Key), "")
		}
	}
	for m := range f.b.rowsOf("masterData") {
		for d := range members(m, col.Data) {
			note(d, str(m, col.Master), str(m, col.Name))
		}
	}
	f.unmatched(bans, held)
	for _, key := range slices.Sorted(maps.Keys(apart)) {
		if !f.arrive(key, held[key]) {
			f.segregated = []*ast.Term{columnPath(held[key][0].data, col.Name)}
			return
		}
	}
}

// segregates reports whether any data set must not share an environment with another one.
func (f *flows) segregates() bool {
	for d := range f.b.rowsOf("dataSets") {
		if len(barredBy(d)) > 0 {
			return true
		}
	}
	for m := range f.b.rowsOf("masterData") {
		for d := range members(m, col.Data) {
			if len(barredBy(d)) > 0 {
				return true
			}
		}
	}
	return false
}

// barredBy returns the names that a data set must not share an environment with.
func barredBy(d *record) []string {
	list, ok := get(d, col.MustNotShareWith).(*list)
	if !ok {
		return nil
	}
	names := make([]string, 0, list.Len())
	for _, t := range list.items {
		name, _ := t.Value.(ast.String)
		names = append(names, string(name))
	}
	return names
}

// arrive adds a row for each environment that flows carry a data set to, and for its masters. It returns false if it
// stopped at the limit.
func (f *flows) arrive(key string, held []holding) bool {
	source := map[string]*holding{}
	var queue []string
	for i := range held {
		h := &held[i]
		if source[h.environment] == nil {
			source[h.environment] = h
			queue = append(queue, h.environment)
		}
		if h.master != "" {
			hop := newRecord(hopLayout)
			hop.set(col.At, columnPath(h.data, col.Name))
			f.arrival(key, h.environment, h, hop.term())
		}
	}
	for i := 0; i < len(queue); i++ {
		env := queue[i]
		for _, h := range f.out[env] {
			if source[h.to] != nil || !h.load.holds(key) {
				continue
			}
			if f.left == 0 {
				return false
			}
			f.left--
			source[h.to] = source[env]
			queue = append(queue, h.to)
			f.arrival(key, h.to, source[env], f.term(h))
		}
	}
	return true
}

// arrival adds the row of one environment that a data set reaches.
func (f *flows) arrival(key, env string, from *holding, hop *ast.Term) {
	o := hop.Value.(*record)
	row := newRow("arrivals", o.get(col.At))
	f.b.interner.put(row, col.Key, key)
	f.b.interner.put(row, col.Name, str(from.data, col.Name))
	f.b.interner.put(row, col.Environment, env)
	f.b.interner.put(row, col.Origin, from.environment)
	row.set(col.OriginAt, columnPath(from.data, col.Name))
	f.b.interner.put(row, col.By, str(o, col.By))
	f.b.interner.put(row, col.Of, str(o, col.Of))
	row.set(col.MustNotShareWith, from.data.get(col.MustNotShareWith))
	f.b.add(row)
}

// unmatched adds a row for each name under mustNotShareWith that is not the name of a data set. If some data sets are
// unknown, it adds only rows for names that are clearly typos of a known one.
func (f *flows) unmatched(bans []*record, held map[string][]holding) {
	open := !f.b.unread.Empty() || f.openData()
	names := slices.Sorted(maps.Keys(held))
	compared := 0
	for _, d := range bans {
		for i, name := range barredBy(d) {
			if held[strings.ToLower(name)] != nil {
				continue
			}
			near, slip := "", false
			if compared < maxCompared {
				compared += len(names)
				near, slip = suggest.Likely(strings.ToLower(name), names)
			}
			if open && !slip {
				continue
			}
			at := columnPath(d, col.MustNotShareWith).Value.(*rowPath)
			row := newRow("unmatchedBans", at.index(i).term())
			f.b.interner.put(row, col.Name, name)
			f.b.interner.put(row, col.DataSet, str(d, col.Name))
			if near != "" {
				f.b.interner.put(row, col.Suggestion, str(held[near][0].data, col.Name))
			}
			put(row, col.Slip, slip)
			f.b.add(row)
		}
	}
}

// openData reports whether there may be data sets that no manifest lists.
func (f *flows) openData() bool {
	for table, field := range map[string]column{"tenants": col.Environments, "environments": col.Data, "masterData": col.Data} {
		for r := range f.b.rowsOf(table) {
			if isUnknown(r, field) {
				return true
			}
		}
	}
	return false
}
