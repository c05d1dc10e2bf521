package importer

import (
	"slices"
	"strings"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/source"
)

// adoptNames renames the imported groups and environments as in the manifests, and updates the references to them.
func (e *edit) adoptNames(m *Manifest, root *manifest.Node) {
	groups := e.matchNames(m.object, root, "groups", " ")
	for from, to := range e.matchNames(m.object, root, "environments", "-") {
		e.renamed[m.Name+"/"+from] = text(root, "name") + "/" + to
	}
	m.object.renameStrings(func(key, s string) string {
		switch key {
		case "members", "access":
			if name, ok := strings.CutPrefix(s, "group:"); ok && groups[name] != "" {
				return "group:" + groups[name]
			}
		case "securityGroup", "group":
			if groups[s] != "" {
				return groups[s]
			}
		}
		return s
	})
}

// matchNames renames the objects of a list and returns a map from old to new names.
func (e *edit) matchNames(o *object, root *manifest.Node, key, dash string) map[string]string {
	renamed, taken := map[string]string{}, map[string]bool{}
	n := root.Get(key)
	if n == nil {
		n = manifest.NewNode(manifest.Null, "", source.Span{})
	}
	index := e.indexItems(key, n)
	for _, item := range n.Items {
		taken[strings.ToLower(text(item, "name"))] = true
	}
	var newObjects []*object
	for _, item := range listItems(o, key) {
		at := e.match(key, item, index)
		if d := e.environments[strings.ToLower(item.text("id"))]; key == "environments" && d != nil && item.text("id") != "" {
			at = d.root
		}
		if name := text(at, "name"); name != "" {
			renamed[item.text("name")] = name
			setName(item, name)
			continue
		}
		newObjects = append(newObjects, item)
	}
	for _, item := range newObjects {
		name := uniqueName(item.text("name"), taken, dash)
		renamed[item.text("name")] = name
		setName(item, name)
	}
	return renamed
}

// renameStrings replaces each string in an object, nested objects included, with the result of to. It reports whether any changed.
func (o *object) renameStrings(to func(key, s string) string) bool {
	changed := false
	for key, f := range o.fields {
		switch v := f.value.(type) {
		case string:
			f.value = to(key, v)
			changed = changed || f.value != v
		case []string:
			for i, s := range v {
				v[i] = to(key, s)
				changed = changed || v[i] != s
			}
		case *object:
			changed = v.renameStrings(to) || changed
		case *list:
			for _, item := range v.items {
				changed = item.renameStrings(to) || changed
			}
		}
	}
	return changed
}

// nameResolver resolves names in a tenant to ids, so that a reference by name equals one by id.
type nameResolver struct {
	groups  [2]map[string]string // group ids by name, in the document and in the model
	people  map[string]string    // account ids by user principal name
	pruned  map[string]bool      // ids of removed groups
	skus    map[string]string    // product ids by name
	tenants map[string]string    // tenant ids by name
}

func (u *updater) newResolver(m *Manifest, root *manifest.Node) *nameResolver {
	r := &nameResolver{
		groups:  [2]map[string]string{{}, {}},
		people:  map[string]string{},
		tenants: map[string]string{},
		pruned:  map[string]bool{},
		skus:    map[string]string{},
	}
	if groups := root.Get("groups"); groups != nil {
		for _, g := range groups.Items {
			r.groups[0][strings.ToLower(text(g, "name"))] = strings.ToLower(text(g, "id"))
		}
	}
	for _, g := range listItems(m.object, "groups") {
		r.groups[1][strings.ToLower(g.text("name"))] = strings.ToLower(g.text("id"))
	}
	if f := m.object.fields["groups"]; u.prune && f != nil && f.complete {
		for name, id := range r.groups[0] {
			if id != "" && r.groups[1][name] != id &&
				!slices.ContainsFunc(listItems(m.object, "groups"), func(g *object) bool { return strings.EqualFold(g.text("id"), id) }) {
				r.pruned[id] = true
			}
		}
	}
	for _, key := range []string{"users", "guests"} {
		for _, p := range listItems(m.object, key) {
			r.people[strings.ToLower(p.text("userPrincipalName"))] = p.text("id")
		}
	}
	exported := map[string]bool{} // products in the exports, whose names override those of the manifest
	product := func(part, sku string, before bool) {
		part, sku = strings.ToLower(part), strings.ToLower(sku)
		if part == "" || sku == "" || before && exported[sku] {
			return
		}
		exported[sku] = exported[sku] || !before
		if known, ok := r.skus[part]; ok && known != sku {
			sku = "" // two products share the name, so only their ids are unambiguous
		}
		r.skus[part] = sku
	}
	for _, s := range listItems(m.object, "subscriptions") {
		product(s.text("skuPartNumber"), s.text("skuId"), false)
	}
	f := m.object.fields["subscriptions"]
	if subscriptions := root.Get("subscriptions"); subscriptions != nil && (f == nil || !f.complete || !u.prune) {
		for _, s := range subscriptions.Items {
			product(text(s, "skuPartNumber"), text(s, "skuId"), true)
		}
	}
	for id, d := range u.byID {
		r.tenants[text(d.root, "name")] = id
	}
	return r
}

// canonical returns the id that a reference resolves to, or else its normalized text; side is 0 for the document and 1
// for the model.
func (r *nameResolver) canonical(key, s string, side int) string {
	lower := strings.ToLower(strings.TrimSuffix(s, "/"))
	switch key {
	case "securityGroup", "group", "members", "access":
		name := strings.TrimPrefix(lower, "group:")
		if side == 0 && r.pruned[r.groups[0][name]] {
			return lower // the group is removed, so its name no longer resolves
		}
		if id := r.groups[side][name]; id != "" {
			return id
		}
		if id := r.groups[1-side][name]; id != "" && strings.HasPrefix(lower, "group:") {
			return id
		}
		if id := r.people[lower]; id != "" {
			return id
		}
	case "owner":
		if id := r.people[lower]; id != "" {
			return id
		}
	case "licenses":
		if id := r.skus[lower]; id != "" {
			return id
		}
	case "tenant", "homeTenant":
		if id := r.tenants[s]; id != "" {
			return id
		}
	case "displayName", "name", "onPremisesImmutableId", "description":
		return s
	}
	return lower
}
