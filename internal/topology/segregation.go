package topology

import (
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/suggest"
)

// holding is a data set that an environment holds, or that a master data set keeps in its master.
type holding struct {
	environment string
	data        ast.Object
	master      string // the master data set
}

// segregation adds the tables about data sets that must not share an environment: where flows take those that
// somebody keeps apart, and the names that no data set bears.
func (f *flows) segregation() {
	held, listed := map[string][]holding{}, map[string]bool{}
	apart := map[string]bool{} // keys that a data set is to be kept apart from, or that of such a data set
	var bans []ast.Object
	note := func(d ast.Object, environment, master string) {
		key := strings.ToLower(str(d, "name"))
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
	for _, e := range rowsOf(f.b.t, "environments") {
		for d := range members(e, "data") {
			note(d, str(e, "key"), "")
		}
	}
	for _, m := range rowsOf(f.b.t, "masterData") {
		for d := range members(m, "data") {
			note(d, str(m, "master"), str(m, "name"))
		}
	}
	if len(bans) == 0 {
		return
	}
	f.unmatched(bans, held)
	for _, key := range slices.Sorted(maps.Keys(apart)) {
		if !f.arrive(key, held[key]) {
			site, _ := f.b.t.Site(place(held[key][0].data, "name").Value) // a path that was made here is well formed
			site.Label = problem.Literal("not followed to its end")
			f.b.problems = append(f.b.problems, problem.Problem{
				Rule:      "environment/segregation",
				Message:   problem.Literal("flows carry this data set to too many environments to follow it further"),
				Help:      problem.Literal("name fewer data sets that must be kept apart, or check parts of the topology one by one"),
				Locations: []problem.Location{site},
			})
			return
		}
	}
}

// barredBy returns the names that a data set must not share an environment with.
func barredBy(d ast.Object) []string {
	list, ok := get(d, "mustNotShareWith").(*ast.Array)
	if !ok {
		return nil
	}
	names := make([]string, 0, list.Len())
	list.Foreach(func(t *ast.Term) {
		name, _ := t.Value.(ast.String)
		names = append(names, string(name))
	})
	return names
}

// arrive makes a row of each environment that flows take a data set to, and of the master that keeps it. It says
// whether it came to the end.
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
			at := place(h.data, "name")
			f.arrival(key, h.environment, h, ast.ObjectTerm(ast.Item(atKey, at)))
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

// arrival makes the row of one environment that a data set comes to.
func (f *flows) arrival(key, env string, from *holding, hop *ast.Term) {
	o := hop.Value.(ast.Object)
	row := newRow(o.Get(atKey))
	f.b.words.put(row, "key", key)
	f.b.words.put(row, "name", str(from.data, "name"))
	f.b.words.put(row, "environment", env)
	f.b.words.put(row, "origin", from.environment)
	row.Insert(ast.InternedTerm("originAt"), place(from.data, "name"))
	f.b.words.put(row, "by", str(o, "by"))
	f.b.words.put(row, "of", str(o, "of"))
	if list := from.data.Get(ast.InternedTerm("mustNotShareWith")); list != nil {
		row.Insert(ast.InternedTerm("mustNotShareWith"), list)
	}
	f.b.add("arrivals", row)
}

// unmatched makes a row of each name that a data set is to be kept apart from and that no data set bears; where
// some data sets are not known, only of those that are a slip for one that is.
func (f *flows) unmatched(bans []ast.Object, held map[string][]holding) {
	open := !f.b.unread.Empty() || f.openData()
	names := slices.Sorted(maps.Keys(held))
	compared := 0
	for _, d := range bans {
		for i, name := range barredBy(d) {
			if held[strings.ToLower(name)] != nil {
				continue
			}
			near, slip := "", false
			if compared < mostCompared {
				compared += len(names)
				near, slip = suggest.Likely(strings.ToLower(name), names)
			}
			if open && !slip {
				continue
			}
			at := place(d, "mustNotShareWith").Value.(*ast.Array)
			row := newRow(ast.NewTerm(at.Append(ast.InternedTerm(i))))
			f.b.words.put(row, "name", name)
			f.b.words.put(row, "dataSet", str(d, "name"))
			if near != "" {
				f.b.words.put(row, "suggestion", str(held[near][0].data, "name"))
			}
			put(row, "slip", slip)
			f.b.add("unmatchedBans", row)
		}
	}
}

// openData says whether there may be data sets that no manifest lists.
func (f *flows) openData() bool {
	for table, field := range map[string]string{"tenants": "environments", "environments": "data", "masterData": "data"} {
		for _, r := range rowsOf(f.b.t, table) {
			if isUnknown(r, field) {
				return true
			}
		}
	}
	return false
}
