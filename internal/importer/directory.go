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
			r.noteSkipped("an organization")
			return
		}
		t := r.tenantByID(id)
		r.countImported()
		r.copy(t.object, "displayName", rec, "displayName")
		r.copy(t.object, "countryLetterCode", rec, "countryLetterCode")
		if domains, ok := rec.list("verifiedDomains"); ok {
			for _, d := range domains {
				r.verifiedDomain(t, d)
			}
			t.object.markList("domains", true)
		}
		if _, ok := rec.find("onPremisesSyncEnabled"); ok {
			if synced, _ := rec.flag("onPremisesSyncEnabled"); !synced {
				t.object.markList("directorySync", true)
			}
		}
	})
}

// domain returns the domain with a name, or nil if the name is invalid.
func (r *reader) domain(t *tenant, name string) *object {
	name = sanitize(name)
	if !conform.Valid("domain", name) {
		r.note(r.export.Path, fmt.Sprintf("a domain is left out: %q is not a domain name", name))
		return nil
	}
	d := t.object.list("domains").getOrAdd(fmt.Sprintf("domain %q", name), name)
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
	r.readAuthentication(d, rec, "type")
}

// readAuthentication reads how users of a domain sign in; the configuration of a federation is in another export.
func (r *reader) readAuthentication(d *object, rec record, key string) {
	r.copy(d, "authenticationType", rec, key)
	if d.text("authenticationType") == "Federated" {
		d.markMissing("federation")
	}
}

func readDomains(r *reader, _ *export) {
	t := r.tenant()
	r.each(func(rec record) { r.readDomain(t, rec) })
	// EntraExporter writes a file for each domain.
	t.object.markList("domains", r.checkComplete("domains") && !r.export.single)
}

func (r *reader) readDomain(t *tenant, rec record) {
	d := r.domain(t, rec.text("id"))
	if d == nil {
		return
	}
	r.countImported()
	for _, key := range []string{"isInitial", "isDefault", "isVerified", "isRoot"} {
		r.copy(d, key, rec, key)
	}
	r.readAuthentication(d, rec, "authenticationType")
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
			r.note(x.Path, "the domain of a federationConfiguration is unknown; save it with its @odata.context")
			return
		}
		d := r.domain(t, name)
		if d == nil {
			return
		}
		r.countImported()
		f := d.inner("federation")
		r.copy(f, "issuerUri", rec, "issuerUri")
		f.markMissing("forest")
	})
	t.object.markList("domains", false)
}

func readSynchronization(r *reader, _ *export) {
	t := r.tenant()
	r.each(func(rec record) {
		r.countImported()
		l := t.object.list("directorySync")
		if l.shape.requires("server") {
			return // no export names the server
		}
		s := l.getOrAdd("directory synchronization", "sync")
		r.set(s, "engine", "connectSync")
		r.copy(s, "deviceWriteback", rec, "features.deviceWritebackEnabled")
		groups, ok := rec.flag("features.groupWriteBackEnabled")
		unified, ok2 := rec.flag("features.unifiedGroupWritebackEnabled")
		if ok || ok2 {
			r.set(s, "groupWriteback", groups || unified)
		}
		s.markMissing("server", "forest", "stagingMode", "hybridExchange", "groupWriteback", "seamlessSso")
	})
	t.object.markList("directorySync", false)
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
		p = t.object.list(key).getOrAdd(what, upn)
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
			r.noteSkipped("a user")
			return
		}
		if people[p] {
			return
		}
		people[p] = true
		r.countImported()
		for _, key := range []string{"mail", "displayName", "onPremisesImmutableId", "usageLocation"} {
			r.copy(p, key, rec, key)
		}
		r.readLicenses(p, rec)
		if p.shape.has("homeTenant") {
			r.copy(p, "userType", rec, "userType")
			r.copy(p, "externalUserState", rec, "externalUserState")
			return
		}
		t.userCount++
	})
	complete := r.checkComplete("users")
	t.usersComplete = t.usersComplete || complete
	t.object.markList("users", complete && r.options.Users)
	// An export without members contains only guests, so it does not count users.
	t.object.markList("guests", complete)
	if t.userCount == 0 {
		t.usersComplete = false
	}
	if x.single {
		t.usersComplete = false
	}
}

// readLicenses reads the products that are assigned to an account, by skuId.
func (r *reader) readLicenses(p *object, rec record) {
	assigned, ok := rec.list("assignedLicenses")
	if !ok {
		p.markMissing("licenses")
		return
	}
	var ids []string
	for _, l := range assigned {
		if id := guid(l.text("skuId")); id != "" {
			ids = append(ids, id)
		}
	}
	r.addTexts(p, "licenses", ids, true)
}

// addTexts adds strings to a list and keeps the existing ones.
func (r *reader) addTexts(o *object, key string, texts []string, complete bool) {
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
		if s = sanitize(s); !p.items.valid(s) {
			r.noteRejected(o, key, s)
			f.missing = true
			continue
		}
		if !seen[strings.ToLower(s)] {
			seen[strings.ToLower(s)] = true
			all = append(all, s)
		}
	}
	f.value = all
	o.markList(key, complete)
}

// maxExpanded is the number of members at which Graph silently truncates $expand=members.
const maxExpanded = 20

func readGroups(r *reader, x *export) {
	t := r.tenant()
	skipped := 0
	r.each(func(rec record) {
		if security, ok := rec.flag("securityEnabled"); ok && !security && !isUnified(rec, "groupTypes") {
			skipped++
			return
		}
		g := r.group(t, rec)
		if g == nil {
			r.noteSkipped("a group")
			return
		}
		r.countImported()
		if synced, ok := rec.find("onPremisesSyncEnabled"); ok {
			on, _ := asFlag(synced)
			r.set(g, "source", groupSource(on))
		} else {
			g.markMissing("source")
		}
		members, ok := rec.list("members")
		if !ok {
			g.markMissing("members")
			return
		}
		for _, m := range members {
			r.addMember(t, m, membership{group: g})
		}
		g.markList("members", len(members) < maxExpanded)
		if len(members) >= maxExpanded {
			r.note(x.Path, fmt.Sprintf("%s lists %d members: $expand stops at %d, so members may be missing", g.label, len(members), maxExpanded))
		}
	})
	if skipped > 0 {
		r.note(x.Path, countNoun(skipped, "distribution group")+" not imported")
	}
	t.object.markList("groups", r.checkComplete("groups") && !x.single)
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
		g.markMissing("type")
	}
	return g
}

func (r *reader) groupByID(t *tenant, id, name string) *object {
	if name == "" {
		name = id
	}
	g := t.object.list("groups").getOrAdd(fmt.Sprintf("group %q", name), id)
	t.groups[id] = g
	r.set(g, "id", id)
	r.setGroupName(g, name)
	return g
}

// setGroupName sets the name of a group, without the characters that a manifest does not allow, unless it has one.
func (r *reader) setGroupName(g *object, name string) {
	name = strings.TrimSpace(strings.ReplaceAll(sanitize(name), "/", "-"))
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

func groupSource(onPremises bool) string {
	if onPremises {
		return "onPremises"
	}
	return "cloud"
}

// addMember records a member of a group or role.
func (r *reader) addMember(t *tenant, rec record, m membership) bool {
	m.id, m.path = guid(rec.text("id")), r.export.Path
	if m.id == "" {
		return false
	}
	switch kind := rec.text("@odata.type"); {
	case strings.HasSuffix(kind, ".group"):
		m.kind = "group"
		if security, ok := rec.flag("securityEnabled"); t.groups[m.id] == nil && ok && (security || isUnified(rec, "groupTypes")) {
			g := r.group(t, rec)
			g.markMissing("members", "source")
			t.object.markList("groups", false)
		}
	case strings.HasSuffix(kind, ".servicePrincipal"):
		m.kind = "servicePrincipal"
	case strings.HasSuffix(kind, ".user"), rec.text("userPrincipalName") != "":
		m.kind = "user"
		if p := r.person(t, rec); p != nil {
			for _, key := range []string{"mail", "displayName"} {
				r.copy(p, key, rec, key)
			}
			p.markMissing("usageLocation", "licenses", "onPremisesImmutableId", "userType", "externalUserState")
			if p.shape.has("homeTenant") {
				t.object.markList("guests", false)
			} else {
				t.object.markList("users", false)
			}
		}
	}
	t.members = append(t.members, m)
	return true
}

var (
	memberOwner = pattern.New(`(?i)/(groups|directoryRoles)/(` + guidRegexp + `)/`)
	fileGUID    = pattern.New(`(?i)` + guidRegexp)
)

func readMembers(r *reader, x *export) {
	t := r.tenant()
	list, owner := "", guid(x.owner)
	if owner != "" {
		list, _, _ = strings.Cut(x.context, "/")
	}
	for _, text := range []string{x.sourceURL, x.Path} {
		if m := memberOwner().FindStringSubmatch(text); owner == "" && m != nil {
			list, owner = m[1], guid(m[2])
		}
	}
	if owner == "" {
		owner = guid(fileGUID().FindString(path.Base(x.Path)))
	}
	if owner == "" {
		r.note(x.Path, "it lists the members of an unknown group: name the file after the id of the group, or export groups with $expand=members")
		return
	}
	m := membership{}
	role := t.roleNames[owner] != "" || strings.EqualFold(list, "directoryRoles")
	if role {
		m.role = owner
	} else {
		m.group = r.groupByID(t, owner, "")
		if m.group.text("name") == owner {
			m.group.markMissing("type", "source")
			t.object.markList("groups", false)
		}
	}
	r.each(func(rec record) {
		if !r.addMember(t, rec, m) {
			r.noteSkipped("a member")
			return
		}
		r.countImported()
	})
	switch {
	case role:
		t.object.markList("administrators", false)
	default:
		m.group.markList("members", r.checkComplete("members of "+m.group.label) || x.nextLink == "")
	}
}

func readRoles(r *reader, _ *export) {
	t := r.tenant()
	r.each(func(rec record) {
		id, name := guid(rec.text("id")), roleName(rec.text("displayName"))
		if name == "" {
			r.noteSkipped("a role")
			return
		}
		r.countImported()
		if id == "" {
			id = name
		}
		t.roleNames[id] = name
		members, _ := rec.list("members")
		for _, m := range members {
			r.addMember(t, m, membership{role: id})
		}
	})
	// A directory role lists active assignments only, not eligible ones.
	t.object.markList("administrators", false)
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

// firstPartyTenants contains the tenants that own Microsoft's applications; every tenant has hundreds of these.
var firstPartyTenants = map[string]bool{"f8cdef31-a31e-4b4a-93e4-5f571e91255a": true, "72f988bf-86f1-41af-91ab-2d7cd011db47": true}

func readServicePrincipals(r *reader, x *export) {
	t := r.tenant()
	firstPartyCount := 0
	r.each(func(rec record) {
		if firstPartyTenants[guid(rec.text("appOwnerOrganizationId"))] {
			firstPartyCount++
			return
		}
		if s := r.servicePrincipal(t, rec.text("appId"), rec.text("displayName")); s != nil {
			r.countImported()
			r.copy(s, "objectId", rec, "id")
		}
	})
	if firstPartyCount > 0 {
		r.note(x.Path, countNoun(firstPartyCount, "service principal")+" of Microsoft not imported")
	}
	t.object.markList("servicePrincipals", r.checkComplete("service principals") && !x.single)
}

func (r *reader) servicePrincipal(t *tenant, appID, name string) *object {
	id := guid(appID)
	if id == "" {
		r.noteSkipped("a service principal")
		return nil
	}
	s := t.object.list("servicePrincipals").getOrAdd(fmt.Sprintf("service principal %q", id), id)
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
			r.countImported()
			s.markMissing("objectId")
		}
	})
	t.object.markList("servicePrincipals", false)
}

func countNoun(n int, noun string) string {
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
