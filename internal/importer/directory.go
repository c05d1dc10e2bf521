package importer

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/tenantlint/tenantlint/internal/conform"
	"github.com/tenantlint/tenantlint/internal/pattern"
)

func readOrganization(r *reader, _ *export) {
	r.each(func(rec record) {
		id := guid(rec.text("id"))
		if id == "" {
			r.leave("an organization")
			return
		}
		t := r.of(id)
		r.count()
		r.copy(t.object, "displayName", rec, "displayName")
		r.copy(t.object, "countryLetterCode", rec, "countryLetterCode")
		if domains, ok := rec.list("verifiedDomains"); ok {
			for _, d := range domains {
				r.verifiedDomain(t, d)
			}
			t.object.noteSource("domains", true)
		}
		if _, ok := rec.find("onPremisesSyncEnabled"); ok {
			if synced, _ := rec.flag("onPremisesSyncEnabled"); !synced {
				t.object.noteSource("directorySync", true)
			}
		}
	})
}

// domain returns the domain with a name, or nil if the name is invalid.
func (r *reader) domain(t *tenant, name string) *object {
	name = clean(name)
	if !conform.Valid("domain", name) {
		r.note(r.export.Path, fmt.Sprintf("a domain is left out: %q is not a name of one", name))
		return nil
	}
	d := t.object.listOf("domains").item(fmt.Sprintf("domain %q", name), name)
	r.set(d, "name", name)
	return d
}

func (r *reader) verifiedDomain(t *tenant, rec record) {
	d := r.domain(t, rec.text("name"))
	if d == nil {
		return
	}
	r.copy(d, "isInitial", rec, "isInitial")
	r.copy(d, "isDefault", rec, "isDefault")
	r.set(d, "isVerified", true)
	r.authentication(d, rec, "type")
}

// authentication reads how users of a domain sign in; the configuration of a federation is in another export.
func (r *reader) authentication(d *object, rec record, key string) {
	r.copy(d, "authenticationType", rec, key)
	if d.text("authenticationType") == "Federated" {
		d.lacks("federation")
	}
}

func readDomains(r *reader, _ *export) {
	t := r.tenant()
	r.each(func(rec record) { r.domainOf(t, rec) })
	// EntraExporter writes a file for each domain.
	t.object.noteSource("domains", r.whole("domains") && !r.export.single)
}

func (r *reader) domainOf(t *tenant, rec record) {
	d := r.domain(t, rec.text("id"))
	if d == nil {
		return
	}
	r.count()
	for _, key := range []string{"isInitial", "isDefault", "isVerified", "isRoot"} {
		r.copy(d, key, rec, key)
	}
	r.authentication(d, rec, "authenticationType")
}

var pathDomain = pattern.New(`(?i)(?:^|/)domains/([^/]+)/federationConfiguration`)

func readFederation(r *reader, x *export) {
	t := r.tenant()
	r.each(func(rec record) {
		name := x.owner
		if m := pathDomain().FindStringSubmatch(x.Path); name == "" && m != nil {
			name = m[1]
		}
		if name == "" && conform.Valid("domain", rec.text("displayName")) {
			name = rec.text("displayName")
		}
		if name == "" {
			r.note(x.Path, "a federationConfiguration does not say of which domain it is; save it with its @odata.context")
			return
		}
		d := r.domain(t, name)
		if d == nil {
			return
		}
		r.count()
		f := d.inner("federation")
		r.copy(f, "issuerUri", rec, "issuerUri")
		f.lacks("forest")
	})
	t.object.noteSource("domains", false)
}

func readSynchronization(r *reader, _ *export) {
	t := r.tenant()
	r.each(func(rec record) {
		r.count()
		l := t.object.listOf("directorySync")
		if l.shape.needs("server") {
			return // no export names the server
		}
		s := l.item("directory synchronization", "sync")
		r.set(s, "engine", "connectSync")
		r.copy(s, "deviceWriteback", rec, "features.deviceWritebackEnabled")
		groups, ok := rec.flag("features.groupWriteBackEnabled")
		unified, ok2 := rec.flag("features.unifiedGroupWritebackEnabled")
		if ok || ok2 {
			r.set(s, "groupWriteback", groups || unified)
		}
		s.lacks("server", "forest", "stagingMode", "hybridExchange", "groupWriteback", "seamlessSso")
	})
	t.object.noteSource("directorySync", false)
}

// person returns the user or guest of a record, identified by id or user principal name, or nil if it has neither.
func (r *reader) person(t *tenant, rec record) *object {
	id, upn := guid(rec.text("id")), rec.text("userPrincipalName")
	if !conform.Valid("upn", upn) {
		upn = ""
	}
	p := t.people[id]
	if p == nil && upn != "" {
		p = t.people[strings.ToLower(upn)]
	}
	if p == nil {
		if upn == "" {
			return nil
		}
		key, what := "users", fmt.Sprintf("user %q", upn)
		if isGuest(rec, upn) {
			key, what = "guests", fmt.Sprintf("guest %q", upn)
		}
		p = t.object.listOf(key).item(what, upn)
	}
	if id != "" {
		t.people[id] = p
		r.set(p, "id", id)
	}
	if upn != "" {
		t.people[strings.ToLower(upn)] = p
		r.set(p, "userPrincipalName", upn)
	}
	return p
}

// isGuest reports whether an account is external. Cross-tenant synchronization creates external accounts as members.
func isGuest(rec record, upn string) bool {
	return rec.text("userType") == "Guest" || strings.Contains(strings.ToLower(upn), "#ext#@")
}

func readUsers(r *reader, x *export) {
	t := r.tenant()
	people := map[*object]bool{}
	r.each(func(rec record) {
		p := r.person(t, rec)
		if p == nil {
			r.leave("a user")
			return
		}
		if people[p] {
			return
		}
		people[p] = true
		r.count()
		for _, key := range []string{"mail", "displayName", "onPremisesImmutableId", "usageLocation"} {
			r.copy(p, key, rec, key)
		}
		r.licenses(p, rec)
		if p.shape.has("homeTenant") {
			r.copy(p, "userType", rec, "userType")
			r.copy(p, "externalUserState", rec, "externalUserState")
			return
		}
		t.users++
	})
	whole := r.whole("users")
	t.allUsers = t.allUsers || whole
	t.object.noteSource("users", whole && r.options.Users)
	// An export without members contains only guests, so it does not count users.
	t.object.noteSource("guests", whole)
	if t.users == 0 {
		t.allUsers = false
	}
	if x.single {
		t.allUsers = false
	}
}

// licenses reads the products that are assigned to an account, by skuId.
func (r *reader) licenses(p *object, rec record) {
	assigned, ok := rec.list("assignedLicenses")
	if !ok {
		p.lacks("licenses")
		return
	}
	var ids []string
	for _, l := range assigned {
		if id := guid(l.text("skuId")); id != "" {
			ids = append(ids, id)
		}
	}
	r.setTexts(p, "licenses", ids, true)
}

// setTexts adds strings to a list and keeps the existing ones.
func (r *reader) setTexts(o *object, key string, texts []string, whole bool) {
	p := o.shape.properties[key]
	if p == nil || p.items == nil {
		return
	}
	f := o.field(key)
	all, _ := f.value.([]string)
	seen := map[string]bool{}
	for _, s := range all {
		seen[strings.ToLower(s)] = true
	}
	for _, s := range texts {
		if s = clean(s); !p.items.valid(s) {
			r.refuse(o, key, s)
			f.lacking = true
			continue
		}
		if !seen[strings.ToLower(s)] {
			seen[strings.ToLower(s)] = true
			all = append(all, s)
		}
	}
	f.value = all
	o.noteSource(key, whole)
}

// maxExpanded is the number of members at which Graph silently truncates $expand=members.
const maxExpanded = 20

func readGroups(r *reader, x *export) {
	t := r.tenant()
	others := 0
	r.each(func(rec record) {
		if security, ok := rec.flag("securityEnabled"); ok && !security && !isUnified(rec, "groupTypes") {
			others++
			return
		}
		g := r.group(t, rec)
		if g == nil {
			r.leave("a group")
			return
		}
		r.count()
		if synced, ok := rec.find("onPremisesSyncEnabled"); ok {
			on, _ := asFlag(synced)
			r.set(g, "source", origin(on))
		} else {
			g.lacks("source")
		}
		members, ok := rec.list("members")
		if !ok {
			g.lacks("members")
			return
		}
		for _, m := range members {
			r.member(t, m, membership{group: g})
		}
		g.noteSource("members", len(members) < maxExpanded)
		if len(members) >= maxExpanded {
			r.note(x.Path, fmt.Sprintf("%s lists %d members: $expand stops at %d, so that they may not be all", g.what, len(members), maxExpanded))
		}
	})
	if others > 0 {
		r.note(x.Path, counted(others, "distribution group")+" not imported")
	}
	t.object.noteSource("groups", r.whole("groups") && !x.single)
}

// group returns the group of a Graph record, identified by id, or nil if the id is invalid.
func (r *reader) group(t *tenant, rec record) *object {
	id := guid(rec.text("id"))
	if id == "" {
		return nil
	}
	g := r.groupByID(t, id, rec.text("displayName"))
	if isUnified(rec, "groupTypes") {
		r.set(g, "type", "microsoft365")
	} else if security, ok := rec.flag("securityEnabled"); ok && security {
		r.set(g, "type", "security")
	} else {
		g.lacks("type")
	}
	return g
}

func (r *reader) groupByID(t *tenant, id, name string) *object {
	if name == "" {
		name = id
	}
	g := t.object.listOf("groups").item(fmt.Sprintf("group %q", name), id)
	t.groups[id] = g
	r.set(g, "id", id)
	r.groupName(g, name)
	return g
}

// groupName sets the name of a group, without the characters that a manifest does not allow, unless it has one.
func (r *reader) groupName(g *object, name string) {
	name = strings.TrimSpace(strings.ReplaceAll(clean(name), "/", "-"))
	if name != "" && (g.text("name") == "" || g.text("name") == g.text("id")) {
		r.set(g, "name", name)
		if f := g.field("name"); f.value != name {
			f.value = name
		}
	}
}

func isUnified(rec record, key string) bool {
	return slices.Contains(rec.texts(key), "Unified")
}

func origin(onPremises bool) string {
	if onPremises {
		return "onPremises"
	}
	return "cloud"
}

// member records a member of a group or role.
func (r *reader) member(t *tenant, rec record, m membership) bool {
	m.id, m.path = guid(rec.text("id")), r.export.Path
	if m.id == "" {
		return false
	}
	switch kind := rec.text("@odata.type"); {
	case strings.HasSuffix(kind, ".group"):
		m.kind = "group"
		if security, ok := rec.flag("securityEnabled"); t.groups[m.id] == nil && ok && (security || isUnified(rec, "groupTypes")) {
			g := r.group(t, rec)
			g.lacks("members", "source")
			t.object.noteSource("groups", false)
		}
	case strings.HasSuffix(kind, ".servicePrincipal"):
		m.kind = "servicePrincipal"
	case strings.HasSuffix(kind, ".user"), rec.text("userPrincipalName") != "":
		m.kind = "user"
		if p := r.person(t, rec); p != nil {
			for _, key := range []string{"mail", "displayName"} {
				r.copy(p, key, rec, key)
			}
			p.lacks("usageLocation", "licenses", "onPremisesImmutableId", "userType", "externalUserState")
			if p.shape.has("homeTenant") {
				t.object.noteSource("guests", false)
			} else {
				t.object.noteSource("users", false)
			}
		}
	}
	t.members = append(t.members, m)
	return true
}

var (
	nextOwner = pattern.New(`(?i)/(groups|directoryRoles)/(` + guidForm + `)/`)
	fileOwner = pattern.New(`(?i)` + guidForm)
)

func readMembers(r *reader, x *export) {
	t := r.tenant()
	list, owner := "", guid(x.owner)
	if owner != "" {
		list, _, _ = strings.Cut(x.context, "/")
	}
	for _, text := range []string{x.address, x.Path} {
		if m := nextOwner().FindStringSubmatch(text); owner == "" && m != nil {
			list, owner = m[1], guid(m[2])
		}
	}
	if owner == "" {
		owner = guid(fileOwner().FindString(path.Base(x.Path)))
	}
	if owner == "" {
		r.note(x.Path, "it lists members, but not of which group: name the file by the id of the group, or export groups with $expand=members")
		return
	}
	m := membership{}
	role := t.roles[owner] != "" || strings.EqualFold(list, "directoryRoles")
	if role {
		m.role = owner
	} else {
		m.group = r.groupByID(t, owner, "")
		if m.group.text("name") == owner {
			m.group.lacks("type", "source")
			t.object.noteSource("groups", false)
		}
	}
	r.each(func(rec record) {
		if !r.member(t, rec, m) {
			r.leave("a member")
			return
		}
		r.count()
	})
	switch {
	case role:
		t.object.noteSource("administrators", false)
	default:
		m.group.noteSource("members", r.whole("members of "+m.group.what) || x.next == "")
	}
}

func readRoles(r *reader, _ *export) {
	t := r.tenant()
	r.each(func(rec record) {
		id, name := guid(rec.text("id")), roleName(rec.text("displayName"))
		if name == "" {
			r.leave("a role")
			return
		}
		r.count()
		if id == "" {
			id = name
		}
		t.roles[id] = name
		members, _ := rec.list("members")
		for _, m := range members {
			r.member(t, m, membership{role: id})
		}
	})
	// A directory role lists active assignments only, not eligible ones.
	t.object.noteSource("administrators", false)
}

// roleName returns the name of a role as in manifests: letters and digits only.
func roleName(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r
		}
		return -1
	}, s)
}

// firstParty contains the tenants that own Microsoft's applications; every tenant has hundreds of these.
var firstParty = map[string]bool{"f8cdef31-a31e-4b4a-93e4-5f571e91255a": true, "72f988bf-86f1-41af-91ab-2d7cd011db47": true}

func readServicePrincipals(r *reader, x *export) {
	t := r.tenant()
	microsoft := 0
	r.each(func(rec record) {
		if firstParty[guid(rec.text("appOwnerOrganizationId"))] {
			microsoft++
			return
		}
		if s := r.servicePrincipal(t, rec.text("appId"), rec.text("displayName")); s != nil {
			r.count()
			r.copy(s, "objectId", rec, "id")
		}
	})
	if microsoft > 0 {
		r.note(x.Path, counted(microsoft, "service principal")+" of Microsoft not imported")
	}
	t.object.noteSource("servicePrincipals", r.whole("service principals") && !x.single)
}

func (r *reader) servicePrincipal(t *tenant, appID, name string) *object {
	id := guid(appID)
	if id == "" {
		r.leave("a service principal")
		return nil
	}
	s := t.object.listOf("servicePrincipals").item(fmt.Sprintf("service principal %q", id), id)
	r.set(s, "appId", id)
	if name != "" {
		r.set(s, "displayName", name)
	}
	return s
}

func readApplications(r *reader, _ *export) {
	t := r.tenant()
	r.each(func(rec record) {
		if s := r.servicePrincipal(t, rec.text("appId"), rec.text("displayName")); s != nil {
			r.count()
			s.lacks("objectId")
		}
	})
	t.object.noteSource("servicePrincipals", false)
}

func counted(n int, noun string) string {
	switch {
	case n == 1:
		return "1 " + noun
	case strings.HasSuffix(noun, "y"):
		return fmt.Sprintf("%d %sies", n, strings.TrimSuffix(noun, "y"))
	case strings.HasPrefix(noun, "set of "):
		return fmt.Sprintf("%d sets of %s", n, strings.TrimPrefix(noun, "set of "))
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
