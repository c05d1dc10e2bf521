package topology

import (
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/suggest"
)

// placement is a data set in an environment, or in the master of a master data set.
type placement struct {
	environment string
	data        *record
	master      string // name of the master data set, if any
}

// addSegregation adds the tables about data sets that must not share an environment: where flows carry these, and names
// under mustNotShareWith that are not the name of a data set.
func (f *flows) addSegregation() {
	if !f.hasSegregation() {
		return
	}
	placements, seen := map[string][]placement{}, map[string]bool{}
	separated := map[string]bool{} // keys of data sets with mustNotShareWith, and of those named in it
	var bans []*record
	add := func(d *record, environment, master string) {
		key := strings.ToLower(str(d, col.Name))
		if key == "" || environment == "" || master != "" && seen[environment+" "+key] {
			return
		}
		seen[environment+" "+key] = true
		placements[key] = append(placements[key], placement{environment, d, master})
		if names := mustNotShareWith(d); len(names) > 0 {
			bans, separated[key] = append(bans, d), true
			for _, name := range names {
				separated[strings.ToLower(name)] = true
			}
		}
	}
	for e := range f.b.rowsOf("environments") {
		for d := range members(e, col.Data) {
			add(d, str(e, col.Key), "")
		}
	}
	for m := range f.b.rowsOf("masterData") {
		for d := range members(m, col.Data) {
			add(d, str(m, col.Master), str(m, col.Name))
		}
	}
	f.addUnmatchedBans(bans, placements)
	for _, key := range slices.Sorted(maps.Keys(separated)) {
		if !f.followDataSet(key, placements[key]) {
			f.truncatedDataSets = []*ast.Term{columnPath(placements[key][0].data, col.Name)}
			return
		}
	}
}

// hasSegregation reports whether any data set must not share an environment with another one.
func (f *flows) hasSegregation() bool {
	for d := range f.b.rowsOf("dataSets") {
		if len(mustNotShareWith(d)) > 0 {
			return true
		}
	}
	for m := range f.b.rowsOf("masterData") {
		for d := range members(m, col.Data) {
			if len(mustNotShareWith(d)) > 0 {
				return true
			}
		}
	}
	return false
}

// mustNotShareWith returns the names that a data set must not share an environment with.
func mustNotShareWith(d *record) []string {
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

// followDataSet adds a row for each environment that flows carry a data set to, and for its masters. It returns false
// if it stopped at the limit.
func (f *flows) followDataSet(key string, placements []placement) bool {
	source := map[string]*placement{}
	var queue []string
	for i := range placements {
		h := &placements[i]
		if source[h.environment] == nil {
			source[h.environment] = h
			queue = append(queue, h.environment)
		}
		if h.master != "" {
			hop := newRecord(hopLayout)
			hop.set(col.At, columnPath(h.data, col.Name))
			f.addArrival(key, h.environment, h, hop.term())
		}
	}
	for i := 0; i < len(queue); i++ {
		env := queue[i]
		for _, h := range f.out[env] {
			if source[h.to] != nil || !h.payload.includesDataSet(key) {
				continue
			}
			if f.remaining == 0 {
				return false
			}
			f.remaining--
			source[h.to] = source[env]
			queue = append(queue, h.to)
			f.addArrival(key, h.to, source[env], f.term(h))
		}
	}
	return true
}

// addArrival adds the row of one environment that a data set reaches.
func (f *flows) addArrival(key, env string, from *placement, hop *ast.Term) {
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
	f.b.addRow(row)
}

// addUnmatchedBans adds a row for each name under mustNotShareWith that is not the name of a data set. If some data
// sets are unknown, it adds only rows for names that are clearly typos of a known one.
func (f *flows) addUnmatchedBans(bans []*record, placements map[string][]placement) {
	incomplete := !f.b.unread.Empty() || f.mayHaveUnlistedData()
	names := slices.Sorted(maps.Keys(placements))
	compared := 0
	for _, d := range bans {
		for i, name := range mustNotShareWith(d) {
			if placements[strings.ToLower(name)] != nil {
				continue
			}
			suggestion, isTypo := "", false
			if compared < maxComparisons {
				compared += len(names)
				suggestion, isTypo = suggest.Likely(strings.ToLower(name), names)
			}
			if incomplete && !isTypo {
				continue
			}
			at := columnPath(d, col.MustNotShareWith).Value.(*rowPath)
			row := newRow("unmatchedBans", at.index(i).term())
			f.b.interner.put(row, col.Name, name)
			f.b.interner.put(row, col.DataSet, str(d, col.Name))
			if suggestion != "" {
				f.b.interner.put(row, col.Suggestion, str(placements[suggestion][0].data, col.Name))
			}
			put(row, col.Slip, isTypo)
			f.b.addRow(row)
		}
	}
}

// mayHaveUnlistedData reports whether there may be data sets that no manifest lists.
func (f *flows) mayHaveUnlistedData() bool {
	for table, field := range map[string]column{"tenants": col.Environments, "environments": col.Data, "masterData": col.Data} {
		for r := range f.b.rowsOf(table) {
			if isUnknown(r, field) {
				return true
			}
		}
	}
	return false
}
