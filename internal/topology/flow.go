package topology

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/problem"
)

// hop is one step of a data flow, from one environment to another.
type hop struct {
	from, to string
	by, of   string // master data, connection or copy, and its name
	at       *ast.Term
	payload  *payload // nil for everything that the environment holds
}

// flows contains the flows of business data between environments. The stages of a deployment are not flows: a solution
// contains customizations, but no business data.
type flows struct {
	b           *builder
	out         map[string][]*hop
	endpoints   map[string]bool   // environments that a hop starts or ends at
	dataSetHops map[string][]*hop // hops that carry only certain data sets, by data set key
	connected   disjointSets      // environments connected by hops that carry any data
	// connectedByDataSet contains, by data set key, the sets in connected that hops of the data set connect.
	connectedByDataSet map[string]disjointSets
	hopTerms           map[*hop]*ast.Term // terms of hops, which most paths in dataFlows share
	remaining          int                // how many more rows dataFlows and arrivals may have
	// truncatedData and truncatedDataSets are the locations of data whose flows are not followed to the end;
	// maxLocations is the limit on rows.
	truncatedData, truncatedDataSets []*ast.Term
	maxLocations                     int
}

// addFlows adds the tables that are derived from master data flows, connections and copies.
func (b *builder) addFlows() {
	docs := b.docs
	if b.unaffected((*document).flowInputsChanged) && b.unread.Empty() == b.previous.unread.Empty() {
		b.flows, b.global, docs = b.previous.flows, b.previous.global, b.changedDocs
		b.global.changed = false
	} else {
		b.flows = b.newFlows()
	}
	f := b.flows
	b.updateColumns(docs, "dataSets", []column{col.Component}, func(d *record, values []*ast.Term) {
		if c := f.connectedByDataSet[str(d, col.Key)].find(f.connected.find(str(d, col.Environment))); c != "" {
			values[0] = b.interner.term(c)
		}
	})
	b.problems = append(b.problems, f.truncationProblems(b.t)...)
}

// flowInputsChanged reports whether the parts of a document that flows depend on differ from those in the previous
// topology.
func (d *document) flowInputsChanged() bool {
	return d.previous == nil || d.differs("masterData") || d.differs("connections") || d.differs("tenants", col.Unknown) ||
		d.differs("environments", col.At, col.Key, col.Data, col.CopyOf, col.Unknown)
}

// newFlows follows all flows.
func (b *builder) newFlows() *flows {
	b.rows = nil
	f := &flows{
		b:                  b,
		out:                map[string][]*hop{},
		endpoints:          map[string]bool{},
		dataSetHops:        map[string][]*hop{},
		connectedByDataSet: map[string]disjointSets{},
		connected:          disjointSets{},
		hopTerms:           map[*hop]*ast.Term{},
	}
	classes := f.classesByDataSet()
	for m := range b.rowsOf("masterData") {
		var hops []*hop
		load := newPayload(m, classes)
		for r := range members(m, col.Flows) {
			h := &hop{from: str(r, col.From), to: str(r, col.To), by: "master data", of: str(m, col.Name), at: columnPath(r, col.To), payload: load}
			if h.from != "" && h.to != "" {
				f.addHop(h)
				hops = append(hops, h)
			}
		}
		f.addFlowCycles(m, hops)
	}
	for c := range b.rowsOf("connections") {
		if str(c, col.From) != "" && str(c, col.To) != "" {
			f.addHop(&hop{from: str(c, col.From), to: str(c, col.To), by: "connection", of: str(c, col.Connector), at: columnPath(c, col.To)})
		}
	}
	for e := range b.rowsOf("environments") {
		if from, to := str(e, col.CopyOf), str(e, col.Key); from != "" && to != "" {
			f.addHop(&hop{from: from, to: to, by: "copy", at: columnPath(e, col.CopyOf)})
		}
	}
	for key, hops := range f.dataSetHops {
		f.connectedByDataSet[key] = disjointSets{}
		for _, h := range hops {
			f.connectedByDataSet[key].union(f.connected.find(h.from), f.connected.find(h.to))
		}
	}
	f.addDataFlows()
	f.addSegregation()
	b.global = &document{rows: b.rows, changed: true}
	if b.previous != nil {
		b.global.previous = b.previous.global
	}
	f.b, f.out, f.endpoints, f.dataSetHops, f.hopTerms = nil, nil, nil, nil, nil
	return f
}

func (f *flows) addHop(h *hop) {
	f.endpoints[h.from], f.endpoints[h.to] = true, true
	f.out[h.from] = append(f.out[h.from], h)
	if h.payload == nil || h.payload.incomplete {
		f.connected.union(h.from, h.to)
		return
	}
	for key := range h.payload.dataSets {
		f.dataSetHops[key] = append(f.dataSetHops[key], h)
	}
}

// addDataSets adds a row for each data set of an environment.
func (b *builder) addDataSets(e *record) {
	for d := range members(e, col.Data) {
		row := b.newWideRecord(layouts()["dataSets"])
		row.take(d)
		b.interner.put(row, col.Environment, str(e, col.Key))
		b.interner.put(row, col.Key, strings.ToLower(str(d, col.Name)))
		b.addRow(row)
	}
}

// addMasterEntities adds a row for each entity of a master data set.
func (b *builder) addMasterEntities(m *record) {
	list, ok := get(m, col.Entities).(*list)
	if !ok {
		return
	}
	at := columnPath(m, col.Entities).Value.(*rowPath)
	for i, t := range list.items {
		name, _ := t.Value.(ast.String)
		row := b.newRow("entities", at.index(i).term())
		b.interner.put(row, col.Name, string(name))
		b.interner.put(row, col.Key, strings.ToLower(string(name)))
		b.interner.put(row, col.MasterData, str(m, col.Name))
		b.interner.put(row, col.Master, str(m, col.Master))
		b.addRow(row)
	}
}

// addFlowCycles adds a row for each cycle in the flows of one master data set. Cycles are the strongly connected
// components, which Tarjan's algorithm finds.
func (f *flows) addFlowCycles(m *record, hops []*hop) {
	out := map[string][]*hop{}
	for _, h := range hops {
		out[h.from] = append(out[h.from], h)
	}
	component := components(out)
	size := map[int]int{}
	for _, c := range component {
		size[c]++
	}
	rows := map[int][]*ast.Term{}
	var order []int
	for _, h := range hops {
		c := component[h.from]
		if component[h.to] != c || size[c] < 2 && h.from != h.to {
			continue
		}
		if rows[c] == nil {
			order = append(order, c)
		}
		rows[c] = append(rows[c], h.term(f.b.interner))
	}
	for _, c := range order {
		row := newRow("flowCycles", rows[c][0].Value.(*record).get(col.At))
		row.set(col.Flows, listTerm(rows[c]))
		f.b.interner.put(row, col.MasterData, str(m, col.Name))
		f.b.interner.put(row, col.Master, str(m, col.Master))
		f.b.addRow(row)
	}
}

// term returns the term of a hop, which is created once.
func (f *flows) term(h *hop) *ast.Term {
	t := f.hopTerms[h]
	if t == nil {
		t = h.term(f.b.interner)
		f.hopTerms[h] = t
	}
	return t
}

func (h *hop) term(w stringInterner) *ast.Term {
	o := newRecord(hopLayout)
	o.set(col.At, h.at)
	w.put(o, col.From, h.from)
	w.put(o, col.To, h.to)
	w.put(o, col.By, h.by)
	w.put(o, col.Of, h.of)
	return o.term()
}

// components numbers the strongly connected components of a graph. It keeps its stack on the heap, so that deep graphs
// do not overflow the call stack.
func components(out map[string][]*hop) map[string]int {
	type frame struct {
		node string
		next int
	}
	index, low, onStack := map[string]int{}, map[string]int{}, map[string]bool{}
	component := map[string]int{}
	var stack []string
	for _, start := range slices.Sorted(maps.Keys(out)) {
		if _, seen := index[start]; seen {
			continue
		}
		work := []frame{{start, 0}}
		for len(work) > 0 {
			top := &work[len(work)-1]
			n := top.node
			if top.next == 0 {
				index[n], low[n], onStack[n] = len(index), len(index), true
				stack = append(stack, n)
			}
			if top.next < len(out[n]) {
				to := out[n][top.next].to
				top.next++
				if _, seen := index[to]; !seen {
					work = append(work, frame{to, 0})
				} else if onStack[to] {
					low[n] = min(low[n], index[to])
				}
				continue
			}
			work = work[:len(work)-1]
			if len(work) > 0 {
				up := work[len(work)-1].node
				low[up] = min(low[up], low[n])
			}
			if low[n] == index[n] {
				first := len(stack) - 1
				for stack[first] != n {
					first--
				}
				for _, member := range stack[first:] {
					onStack[member], component[member] = false, index[n]
				}
				stack = stack[:first]
			}
		}
	}
	return component
}

// origin is an environment where the flow of a class of data starts.
type origin struct {
	environment, name string
	at                *ast.Term
}

const (
	// maxPath is the number of hops that a row of dataFlows shows; of a longer path it shows the last ones.
	maxPath = 32
	// maxDataFlows and dataFlowsPerEnvironment limit the number of rows of dataFlows: a fixed number plus a number for
	// each environment. Without a limit, the rows are the product of classes and environments.
	maxDataFlows, dataFlowsPerEnvironment = 100_000, 20
)

// addDataFlows adds a row for each environment that classified data reaches from another one, over any number of hops:
// one row per class and country, with a shortest path from the nearest origin. If there would be too many rows, a
// problem reports it.
func (f *flows) addDataFlows() {
	origins := map[dataClass][]origin{}
	var order []dataClass
	add := func(d *record, environment string) {
		k := newDataClass(d)
		if k.class == "" || !f.endpoints[environment] {
			return
		}
		if origins[k] == nil {
			order = append(order, k)
		}
		origins[k] = append(origins[k], origin{environment, str(d, col.Name), columnPath(d, col.Name)})
	}
	for d := range f.b.rowsOf("dataSets") {
		add(d, str(d, col.Environment))
	}
	for m := range f.b.rowsOf("masterData") {
		for d := range members(m, col.Data) {
			add(d, str(m, col.Master))
		}
	}
	f.maxLocations = maxDataFlows + dataFlowsPerEnvironment*count(f.b.rowsOf("environments"))
	f.remaining = f.maxLocations
	for _, k := range order {
		if !f.followClass(k, origins[k]) {
			f.truncatedData = append(f.truncatedData, origins[k][0].at)
		}
	}
}

// truncationProblems returns the problems of data whose flows reach too many environments to be followed to the end.
func (f *flows) truncationProblems(t *Topology) []problem.Problem {
	var problems []problem.Problem
	report := func(locations []*ast.Term, p problem.Problem) {
		for _, at := range locations {
			loc, _ := t.Location(at.Value) // paths of rows are well formed
			loc.Label = problem.Literal("not followed to its end")
			p.Locations = append(p.Locations, loc)
		}
		if len(locations) > 0 {
			problems = append(problems, p)
		}
	}
	report(f.truncatedData, problem.Problem{
		Rule:    "residency/flow",
		Message: problem.Literal(fmt.Sprintf("flows carry classified data to more than %d environments in total, and are not followed further", f.maxLocations)),
		Help:    problem.Literal("declare fewer classes of data, or check parts of the topology separately"),
	})
	report(f.truncatedDataSets, problem.Problem{
		Rule:    "environment/segregation",
		Message: problem.Literal("flows carry this data set to too many environments to follow it further"),
		Help:    problem.Literal("list fewer data sets under mustNotShareWith, or check parts of the topology separately"),
	})
	return problems
}

// followClass walks breadth first from all origins of one class at once. It returns false if it stopped at the limit.
func (f *flows) followClass(k dataClass, origins []origin) (whole bool) {
	from := map[string]*hop{}
	source := map[string]*origin{}
	var queue []string
	for i := range origins {
		if o := &origins[i]; source[o.environment] == nil {
			source[o.environment] = o
			queue = append(queue, o.environment)
		}
	}
	for i := 0; i < len(queue); i++ {
		env := queue[i]
		for _, h := range f.out[env] {
			if source[h.to] != nil || !h.payload.includes(k) {
				continue
			}
			source[h.to], from[h.to] = source[env], h
			queue = append(queue, h.to)
			if f.remaining == 0 {
				return false
			}
			f.remaining--
			f.addDataFlow(k, h.to, source[env], from)
		}
	}
	return true
}

// addDataFlow adds the row of one environment that data reaches.
func (f *flows) addDataFlow(k dataClass, env string, o *origin, from map[string]*hop) {
	var path []*ast.Term
	for at := env; from[at] != nil && len(path) < maxPath; {
		path = append(path, f.term(from[at]))
		at = from[at].from
	}
	slices.Reverse(path)
	row := newRow("dataFlows", path[len(path)-1].Value.(*record).get(col.At))
	row.set(col.Path, listTerm(path))
	row.set(col.OriginAt, o.at)
	f.b.interner.put(row, col.Class, k.class)
	f.b.interner.put(row, col.Subjects, k.subjects)
	f.b.interner.put(row, col.Name, o.name)
	f.b.interner.put(row, col.Origin, o.environment)
	f.b.interner.put(row, col.Environment, env)
	f.b.addRow(row)
}
