package graph

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"github.com/tenantlint/tenantlint/internal/problem"
)

// index maps logical paths, in lower case, to objects.
type index map[string][]*Object //nolint:recvcheck // add allocates the map

func (x *index) add(path string, o *Object) {
	if *x == nil {
		*x = index{}
	}
	path = strings.ToLower(path)
	(*x)[path] = append((*x)[path], o)
}

// nearest returns the objects at path or, if there are none, at its nearest ancestor.
func (x index) nearest(path string) []*Object {
	for ancestor := range ancestors(strings.ToLower(path)) {
		if all := x[ancestor]; all != nil {
			return all
		}
	}
	return nil
}

// ancestors yields path and its ancestors, the longest first.
func ancestors(path string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for path != "" {
			if !yield(path) {
				return
			}
			path = path[:max(0, strings.LastIndexByte(path, '/'))]
		}
	}
}

// objectIndex finds the objects that a finding is about. Tenants, environments and deployments share one layer: a
// finding about an environment is not also a finding about its tenant. Data sets, relations and stages each have a layer
// of their own.
type objectIndex struct {
	index

	dataSets, relations, stages index
}

// assignFindings adds each finding to the objects that contain its locations or related locations, and adds conflicts
// between the objects of a finding with several locations.
func (b *builder) assignFindings() {
	b.findingObjects, b.findingTenants = make([][]*Object, len(b.Findings)), make([][]string, len(b.Findings))
	tenantOf := map[*Object]*Tenant{}
	environmentOf := map[*Object]*Environment{}
	for _, t := range b.Tenants {
		tenantOf[&t.Object] = t
	}
	for _, e := range b.Environments {
		environmentOf[&e.Object], tenantOf[&e.Object] = e, e.Tenant
	}
	byPair := map[[2]*Object]*Conflict{}
	for i := range b.Findings {
		f := &b.Findings[i]
		objects := b.assignAt(i, f.Locations, tenantOf)
		b.assignAt(i, f.Related, tenantOf)
		slices.Sort(b.findingTenants[i])
		b.findingTenants[i] = slices.Compact(b.findingTenants[i])
		b.addConflicts(i, objects, tenantOf, environmentOf, byPair)
	}
}

// assignAt adds finding i to the objects that contain the given locations, and returns the tenants and environments
// among them.
func (b *builder) assignAt(i int, at []problem.Location, tenantOf map[*Object]*Tenant) (objects []*Object) {
	for _, l := range at {
		path := clean(l.Object)
		tenants := len(b.findingTenants[i])
		for _, o := range b.objectIndex.nearest(path) {
			b.addFinding(i, o)
			if t := tenantOf[o]; t != nil {
				b.findingTenants[i] = append(b.findingTenants[i], t.Key)
				objects = append(objects, o)
			}
		}
		if len(b.findingTenants[i]) == tenants {
			b.findingTenants[i] = append(b.findingTenants[i], NoTenant)
		}
		for _, layer := range []index{b.objectIndex.dataSets, b.objectIndex.relations, b.objectIndex.stages} {
			for _, o := range layer.nearest(path) {
				b.addFinding(i, o)
			}
		}
	}
	return objects
}

// addFinding adds finding i to an object, once.
func (b *builder) addFinding(i int, o *Object) {
	if n := len(o.Findings); n > 0 && o.Findings[n-1] == i {
		return
	}
	o.Findings = append(o.Findings, i)
	if o.Key != "" {
		b.findingObjects[i] = append(b.findingObjects[i], o)
	}
}

// addConflicts adds finding i to the conflicts between its objects, each with the next one; two objects have at most one
// conflict, which collects the findings that they share.
func (b *builder) addConflicts(
	i int,
	objects []*Object,
	tenantOf map[*Object]*Tenant,
	environmentOf map[*Object]*Environment,
	byPair map[[2]*Object]*Conflict,
) {
	if slices.ContainsFunc(objects, func(o *Object) bool { return environmentOf[o] == nil }) {
		for k := range objects { // a conflict is between tenants unless both sides are environments
			objects[k] = &tenantOf[objects[k]].Object
		}
	}
	slices.SortStableFunc(objects, func(x, y *Object) int {
		return cmp.Or(b.position[tenantOf[x]]-b.position[tenantOf[y]], strings.Compare(x.Key, y.Key))
	})
	objects = slices.Compact(objects)
	for k := 1; k < len(objects); k++ {
		pair := [2]*Object{objects[k-1], objects[k]}
		c := byPair[pair]
		if c == nil {
			c = &Conflict{
				From:            tenantOf[pair[0]],
				To:              tenantOf[pair[1]],
				FromEnvironment: environmentOf[pair[0]],
				ToEnvironment:   environmentOf[pair[1]],
			}
			byPair[pair] = c
			b.Conflicts = append(b.Conflicts, c)
		}
		c.Findings = append(c.Findings, i)
	}
}

// conflictLabel returns the label of a conflict with the given findings, in the longest form that fits.
func (m *Model) conflictLabel(findings []int, fits func(string) bool) string {
	var forms []string
	if len(findings) == 1 {
		f := &m.Findings[findings[0]]
		forms = []string{f.Rule.ID + ": " + clean(f.Message.String()), f.Rule.ID, "1 conflict"}
	} else {
		var groups []string
		for _, i := range findings {
			groups = append(groups, m.Findings[i].Rule.Group)
		}
		slices.Sort(groups)
		groups = slices.Compact(groups)
		short := count(len(findings), "conflict")
		forms = []string{short + ": " + strings.Join(groups, ", "), short}
	}
	for _, form := range forms {
		if fits(form) {
			return form
		}
	}
	return forms[len(forms)-1]
}
