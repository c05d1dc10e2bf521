package importer

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/tenantlint/tenantlint/internal/conform"
)

// finish assigns names, resolves references and writes the manifests.
func (im *importer) finish(result *Result) error {
	all := slices.SortedFunc(maps.Values(im.tenants), func(a, b *tenant) int { return cmp.Compare(a.key, b.key) })
	im.nameTenants(all)
	byHost := map[string]string{}
	for _, t := range all {
		im.finishTenant(t)
		for _, e := range listItems(t.object, "environments") {
			if d, ok := e.value("dataverse").(*object); ok && d.text("url") != "" {
				byHost[hostOf(d.text("url"))] = t.name + "/" + e.text("name")
			}
		}
	}
	for _, t := range all {
		im.setHomeTenants(t)
	}
	taken := map[string]bool{}
	for _, t := range all {
		taken[t.name] = true
		m := Manifest{Kind: "Tenant", Name: t.name, ID: t.id, object: t.object}
		if err := im.writeManifest(&m); err != nil {
			return err
		}
		result.Manifests = append(result.Manifests, m)
	}
	slices.SortFunc(result.Manifests, func(a, b Manifest) int { return cmp.Compare(a.Name, b.Name) })
	slices.SortStableFunc(im.sketches, func(a, b *sketch) int {
		return cmp.Or(cmp.Compare(a.name, b.name), cmp.Compare(a.sortKey, b.sortKey))
	})
	for _, s := range im.sketches {
		im.resolveSketch(s, byHost)
		name := uniqueName(s.name, taken, "-")
		setName(s.object, name)
		m := Manifest{Kind: "Deployment", Name: name, object: s.object}
		if err := im.writeManifest(&m); err != nil {
			return err
		}
		result.Manifests = append(result.Manifests, m)
	}
	return nil
}

func listItems(o *object, key string) []*object {
	if l, ok := o.value(key).(*list); ok {
		return l.items
	}
	return nil
}

func setName(o *object, name string) {
	f := o.field("name")
	f.value, f.known = name, true
}

// uniqueName returns an unused name and marks it as taken: the second "x" becomes "x-2".
func uniqueName(name string, taken map[string]bool, dash string) string {
	unique := name
	for n := 2; taken[strings.ToLower(unique)]; n++ {
		suffix := fmt.Sprintf("%s%d", dash, n)
		unique = strings.TrimRight(name[:min(len(name), 63-len(suffix))], "-._") + suffix
	}
	taken[strings.ToLower(unique)] = true
	return unique
}

// slug converts a text to a short name of lower-case letters and digits; everything else becomes a dash.
func slug(s string) string {
	var b strings.Builder
	dash := false
	for _, r := range strings.ToLower(s) {
		text := plainLetters[r]
		if text == "" && (r >= 'a' && r <= 'z' || r >= '0' && r <= '9') {
			text = string(r)
		}
		if text == "" {
			dash = b.Len() > 0
			continue
		}
		if dash {
			b.WriteByte('-')
			dash = false
		}
		b.WriteString(text)
	}
	name := b.String()
	if len(name) > 63 {
		name = strings.TrimRight(name[:63], "-")
	}
	return name
}

// plainLetters maps the letters of European languages to ASCII.
var plainLetters = func() map[rune]string {
	all := map[rune]string{'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'å': "a", 'đ': "d", 'ł': "l", 'ð': "d", 'þ': "th", 'ı': "i"}
	for plain, letters := range map[string]string{
		"a": "àáâãäāăą", "c": "çćĉċč", "d": "ď", "e": "èéêëēĕėęě", "g": "ĝğġģ", "h": "ĥħ", "i": "ìíîïĩīĭį", "j": "ĵ", "k": "ķ", "l": "ĺļľ",
		"n": "ñńņň", "o": "òóôõöōŏő", "r": "ŕŗř", "s": "śŝşšș", "t": "ţťț", "u": "ùúûüũūŭůűų", "w": "ŵ", "y": "ýÿŷ", "z": "źżž",
	} {
		for _, r := range letters {
			all[r] = plain
		}
	}
	return all
}()

// nameTenants names each tenant: by its known name, else by its initial domain, else by its display name.
func (im *importer) nameTenants(all []*tenant) {
	taken := map[string]bool{"external": true, "default": true}
	for _, name := range im.options.KnownTenants {
		taken[name] = true
	}
	for _, t := range all {
		if name := im.options.KnownTenants[t.id]; name != "" && t.id != "" {
			t.name = name
		}
		if t.name != "" {
			taken[t.name] = true
		}
	}
	for _, t := range all {
		if t.name != "" {
			continue
		}
		name := ""
		for _, d := range listItems(t.object, "domains") {
			if initial, _ := d.value("isInitial").(bool); initial {
				label, _, _ := strings.Cut(d.text("name"), ".")
				name = slug(label)
			}
		}
		if name == "" {
			name = slug(t.object.text("displayName"))
		}
		if name == "" || conform.Valid("guid", name) {
			name = "tenant-" + t.id[:min(8, len(t.id))]
		}
		t.name = uniqueName(name, taken, "-")
	}
	for _, t := range all {
		setName(t.object, t.name)
		t.object.label = fmt.Sprintf("tenant %q", t.name)
	}
}

func (im *importer) finishTenant(t *tenant) {
	im.nameGroups(t)
	r := &reader{importer: im, rank: rankAdmin}
	for _, m := range t.members {
		r.export = &export{Export: Export{Path: m.path}}
		r.addMembership(t, m)
	}
	for _, e := range listItems(t.object, "environments") {
		r.export = &export{Export: Export{Path: e.field("id").from}}
		r.finishEnvironment(t, e)
	}
	im.nameEnvironments(t)
	im.dropUsers(t)
	im.removeDuplicates(t)
	im.nameLicenses(t)
}

// nameLicenses replaces the product ids of accounts with the names of the products, if the subscriptions contain them.
func (im *importer) nameLicenses(t *tenant) {
	partNumbers := map[string]string{}
	for _, s := range listItems(t.object, "subscriptions") {
		if sku, part := s.text("skuId"), s.text("skuPartNumber"); sku != "" && part != "" && partNumbers[sku] == "" {
			partNumbers[sku] = part
		}
	}
	for _, key := range []string{"users", "guests"} {
		for _, p := range listItems(t.object, key) {
			licenses, _ := p.value("licenses").([]string)
			for i, sku := range licenses {
				if partNumbers[sku] != "" {
					licenses[i] = partNumbers[sku]
				}
			}
		}
	}
}

// sortedByID sorts objects by id, then by name. Planned objects have no id and come last, so that they do not take the
// names of existing ones.
func sortedByID(items []*object, name string) []*object {
	id := func(o *object) string { return cmp.Or(strings.ToLower(o.text("id")), "~") }
	return slices.SortedStableFunc(slices.Values(items), func(a, b *object) int {
		return cmp.Or(cmp.Compare(id(a), id(b)), cmp.Compare(a.text(name), b.text(name)))
	})
}

func (im *importer) nameGroups(t *tenant) {
	taken := map[string]bool{}
	for _, g := range sortedByID(listItems(t.object, "groups"), "name") {
		name := g.text("name")
		if name == "" || !conform.Valid("object-name", name) {
			name = g.text("id")
		}
		unique := name
		for n := 2; taken[strings.ToLower(unique)]; n++ {
			unique = fmt.Sprintf("%s %d", name, n)
		}
		taken[strings.ToLower(unique)] = true
		setName(g, unique)
	}
}

func (im *importer) nameEnvironments(t *tenant) {
	taken := map[string]bool{}
	for _, e := range sortedByID(listItems(t.object, "environments"), "displayName") {
		name := slug(e.text("displayName"))
		if name == "" {
			name = "environment"
			if id := e.text("id"); id != "" {
				name += "-" + strings.TrimPrefix(strings.ToLower(id), "default-")[:8]
			}
		}
		setName(e, uniqueName(name, taken, "-"))
	}
}

// addMembership adds a member to its group or role.
func (r *reader) addMembership(t *tenant, m membership) {
	g, p := t.groups[m.id], t.people[m.id]
	if m.group == nil {
		r.addRoleHolder(t, m, g, p)
		return
	}
	var text string
	switch {
	case g != nil:
		text = "group:" + g.text("name")
	case p != nil:
		t.referenced[p] = true
		if text = p.text("userPrincipalName"); text == "" {
			text = p.text("mail")
		}
	case m.kind == "servicePrincipal":
		r.note(m.path, m.group.label+" has members that are service principals; they are not imported")
		m.group.field("members").complete = false
		m.group.markMissing("members")
		return
	default:
		text = m.id
	}
	if !m.group.shape.properties["members"].items.valid(text) {
		r.note(m.path, m.group.label+" has members with unknown names; they are not imported without an export of users")
		m.group.field("members").complete = false
		m.group.markMissing("members")
		return
	}
	complete := m.group.field("members").complete
	r.addTexts(m.group, "members", []string{text}, complete)
}

// addRoleHolder adds a role to the account or group that holds it.
func (r *reader) addRoleHolder(t *tenant, m membership, g, p *object) {
	role := t.roleNames[m.role]
	l := t.object.list("administrators")
	var a *object
	switch {
	case role == "":
		r.note(m.path, "it lists members of an unknown role; they are not imported without an export of roles")
		return
	case g != nil:
		if !l.shape.has("group") {
			return
		}
		a = l.getOrAdd("administrator "+g.text("name"), "group:"+m.id)
		r.set(a, "group", g.text("name"))
	case p != nil && p.text("userPrincipalName") != "":
		t.referenced[p] = true
		a = l.getOrAdd("administrator "+p.text("userPrincipalName"), p.text("userPrincipalName"), m.id)
		r.set(a, "userPrincipalName", p.text("userPrincipalName"))
	case m.kind == "servicePrincipal":
		r.note(m.path, "some roles are assigned to service principals; they are not imported")
		return
	case l.shape.has("id") && m.kind == "user":
		a = l.getOrAdd("administrator "+m.id, m.id)
		r.set(a, "id", m.id)
	default:
		r.note(m.path, "some roles are assigned to objects with unknown names; they are not imported")
		return
	}
	r.addTexts(a, "roles", []string{role}, true)
}

func (r *reader) finishEnvironment(t *tenant, e *object) {
	if id := t.ownerIDs[e]; id != "" {
		if p := t.people[id]; p != nil && p.text("userPrincipalName") != "" {
			r.set(e, "owner", p.text("userPrincipalName"))
			t.referenced[p] = true
		} else if e.shape.properties["owner"].valid(id) {
			r.set(e, "owner", id)
		}
	} else if p := t.people[strings.ToLower(e.text("owner"))]; p != nil {
		t.referenced[p] = true
	}
	group := e.field("environmentGroup")
	if id, ok := group.value.(string); ok && t.environmentGroups[id] != "" {
		group.value = t.environmentGroups[id]
	} else if name := t.groupNames[e]; name != "" && (ok || !group.known) {
		group.value, group.known = name, true
	}
	if security := e.field("securityGroup"); security.known {
		if g := t.groups[strings.ToLower(e.text("securityGroup"))]; g != nil {
			security.value = g.text("name")
		}
	}
}

// dropUsers drops users without references, unless all are requested, and counts the users instead.
func (im *importer) dropUsers(t *tenant) {
	l, ok := t.object.value("users").(*list)
	if ok && !im.options.Users {
		l.items = slices.DeleteFunc(l.items, func(u *object) bool { return !t.referenced[u] })
	}
	if t.usersComplete && !im.options.Users {
		f := t.object.field("userCount")
		f.value, f.known = int64(t.userCount), true
	} else if im.options.Users && t.usersComplete {
		f := t.object.field("userCount")
		f.value = nil
	}
}

// setHomeTenants sets the home tenant of guests from imported tenants.
func (im *importer) setHomeTenants(t *tenant) {
	for _, g := range listItems(t.object, "guests") {
		if !g.shape.has("homeTenant") {
			continue
		}
		_, domain, _ := strings.Cut(strings.ToLower(g.text("mail")), "@")
		if home := im.tenants[im.verified[domain]]; home != nil && home != t {
			f := g.field("homeTenant")
			f.value, f.known = home.name, true
		} else {
			g.markMissing("homeTenant")
		}
	}
}
