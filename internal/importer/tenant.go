package importer

import (
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/tenantlint/tenantlint/internal/conform"
)

// tenant is one tenant, merged from the exports read so far.
type tenant struct {
	key    string // key in importer.tenants
	id     string
	name   string
	object *object
	// people maps lower-case object ids and user principal names to users and guests.
	people map[string]*object
	// referenced contains the users that are referenced.
	referenced map[*object]bool
	groups     map[string]*object // by id
	roleNames  map[string]string  // role names by the id of the role in this tenant
	// environmentGroups maps ids to names; groupNames contains the names of the groups of environments exported by pac.
	environmentGroups map[string]string
	groupNames        map[*object]string
	// members contains the members of groups and roles. Their own records may be read later.
	members []membership
	// ownerIDs maps environments to the ids of their owners.
	ownerIDs map[*object]string
	// pools contains the products whose license pool was read from subscribedSkus.
	pools map[string]bool
	// byAddress maps resource addresses of Terraform to environments, which may have no id yet.
	byAddress     map[string]*object
	userCount     int // number of members in exports of users
	usersComplete bool
}

// membership is one member of a group or role.
type membership struct {
	group *object
	role  string
	// kind is "user", "group" or "servicePrincipal", or "" if only the id is known.
	kind, id string
	path     string
}

// manualFields contains the fields of an environment that no export contains.
var manualFields = []string{"stage", "access", "data"}

// tenantFields contains the fields of a tenant that are unknown unless an export contains them.
var tenantFields = []string{
	"domains", "namespaces", "directorySync", "users", "administrators", "groups", "guests", "servicePrincipals", "subscriptions",
	"settings", "capacity", "tenantIsolation", "crossTenantAccess", "environments",
}

func (im *importer) newTenant(key string) *tenant {
	t := &tenant{
		key: key, object: newObject(shapes()["Tenant"], fmt.Sprintf("tenant %q", strings.TrimPrefix(key, "name:"))),
		people: map[string]*object{}, referenced: map[*object]bool{}, groups: map[string]*object{}, roleNames: map[string]string{},
		environmentGroups: map[string]string{}, groupNames: map[*object]string{}, ownerIDs: map[*object]string{},
		pools: map[string]bool{}, byAddress: map[string]*object{},
	}
	t.object.markMissing(tenantFields...)
	if name, ok := strings.CutPrefix(key, "name:"); ok {
		t.name = name
		t.object.markMissing("id")
	} else {
		t.id = key
		f := t.object.field("id")
		f.value, f.known = key, true
	}
	im.tenants[key] = t
	return t
}

// assignTenants determines the tenant of each export.
func (im *importer) assignTenants(all []*export) error {
	folders := map[string]map[string]bool{} // tenant ids by folder, parent folders included
	for _, x := range all {
		x.tenants = map[string]bool{}
		ids := map[string]bool{}
		if x.form.tenantIDs != nil {
			for _, id := range x.form.tenantIDs(x) {
				if id = guid(id); id != "" {
					ids[id] = true
				}
			}
		}
		for id := range ids {
			recordFolders(folders, x.Path, id)
		}
		if len(ids) == 1 {
			x.tenant = slices.Collect(maps.Keys(ids))[0]
			im.recordDomains(x)
		}
	}
	fallback, err := im.resolveTenantOption(folders)
	if err != nil {
		return err
	}
	var unassigned []string
	for _, x := range all {
		if x.tenant != "" || x.form.rank == rankSketch {
			continue
		}
		x.tenant = im.inferTenant(x, folders)
		if x.tenant == "" {
			x.tenant = fallback
		}
		if x.tenant == "" && x.needsTenant() {
			unassigned = append(unassigned, x.Path)
		}
	}
	if len(unassigned) > 0 {
		return &UnassignedError{unassigned}
	}
	return nil
}

// recordFolders records a tenant for the folder of a file and all its parents.
func recordFolders(folders map[string]map[string]bool, file, id string) {
	for folder := path.Dir(file); ; folder = path.Dir(folder) {
		if folders[folder] == nil {
			folders[folder] = map[string]bool{}
		}
		folders[folder][id] = true
		if folder == path.Dir(folder) {
			return
		}
	}
}

// needsTenant reports whether some objects of the export do not identify their tenant.
func (x *export) needsTenant() bool {
	if x.form.tenantIDs == nil {
		return true
	}
	switch x.form.name {
	case "bap environments", "bap environments of a user", "powershell environments", "powerplatform environments":
		return slices.ContainsFunc(x.items, func(raw json.RawMessage) bool {
			rec := readRecord(raw)
			return rec != nil && environmentTenantID(rec) == ""
		})
	}
	return true
}

// resolveTenantOption returns the key of the tenant that Options.Tenant names, or "" if it is empty.
func (im *importer) resolveTenantOption(folders map[string]map[string]bool) (string, error) {
	name := im.options.Tenant
	if id := guid(name); id != "" || name == "" {
		return id, nil
	}
	for id, known := range im.options.KnownTenants {
		if known == name {
			return id, nil
		}
	}
	for domain, id := range im.initial {
		if label, _, _ := strings.Cut(domain, "."); label == name {
			return id, nil
		}
	}
	if !conform.Valid("name", name) || name == "external" || name == "default" {
		return "", fmt.Errorf("a tenant cannot be called %q; use lower-case letters, digits, \".\", \"_\" and \"-\"", name)
	}
	// A new name belongs to the tenant of the exports, if there is only one.
	if ids := folders["."]; len(ids) == 1 {
		id := slices.Collect(maps.Keys(ids))[0]
		if im.options.KnownTenants[id] == "" {
			im.cloneKnown()[id] = name
		}
		return id, nil
	}
	return "name:" + name, nil
}

// cloneKnown replaces options.KnownTenants, which belongs to the caller, with a copy, and returns the copy.
func (im *importer) cloneKnown() map[string]string {
	known := maps.Clone(im.options.KnownTenants)
	if known == nil {
		known = map[string]string{}
	}
	im.options.KnownTenants = known
	return known
}

// inferTenant determines the tenant of an export that does not name it: by the initial domain, by the domain in the
// names of guests, or by the folder. It returns "" if the tenant is unknown or ambiguous.
func (im *importer) inferTenant(x *export, folders map[string]map[string]bool) string {
	switch x.form.name {
	case "graph domains":
		for _, raw := range x.items {
			rec := readRecord(raw)
			if initial, _ := rec.flag("isInitial"); initial {
				if id := im.initial[strings.ToLower(rec.text("id"))]; id != "" {
					return id
				}
			}
		}
	case "graph federationConfiguration":
		if id := im.verified[strings.ToLower(x.owner)]; id != "" {
			return id
		}
	case "graph users":
		votes := map[string]bool{}
		for _, raw := range x.items {
			_, domain, ok := strings.Cut(strings.ToLower(readRecord(raw).text("userPrincipalName")), "#ext#@")
			if id := im.verified[domain]; ok && id != "" {
				votes[id] = true
			}
		}
		if len(votes) == 1 {
			return slices.Collect(maps.Keys(votes))[0]
		}
	}
	for folder := path.Dir(x.Path); ; folder = path.Dir(folder) {
		switch ids := folders[folder]; {
		case len(ids) == 1:
			return slices.Collect(maps.Keys(ids))[0]
		case len(ids) > 1 || folder == path.Dir(folder):
			return ""
		}
	}
}

// recordDomains records the verified domains in an export of an organization.
func (im *importer) recordDomains(x *export) {
	if x.form.name != "graph organization" && x.form.name != "scubagear" {
		return
	}
	for _, raw := range x.items {
		rec := readRecord(raw)
		domains, _ := rec.list("verifiedDomains")
		if x.form.name == "scubagear" {
			domains = scubaDomains(rec)
		}
		for _, d := range domains {
			name := strings.ToLower(d.text("name"))
			if initial, _ := d.flag("isInitial"); initial && name != "" {
				im.initial[name] = x.tenant
			}
			if id, ok := im.verified[name]; ok && id != x.tenant {
				im.verified[name] = "" // two tenants have verified it, so it identifies neither
			} else if !ok && name != "" {
				im.verified[name] = x.tenant
			}
		}
	}
}

// idsAt returns a function for form.tenantIDs that returns the ids under a key.
func idsAt(key string) func(*export) []string {
	return func(x *export) []string {
		var ids []string
		for _, raw := range x.items {
			ids = append(ids, readRecord(raw).text(key))
		}
		return ids
	}
}

func isolationIDs(x *export) []string {
	var ids []string
	for _, raw := range x.items {
		rec := readRecord(raw)
		if inner := rec.inner("properties"); inner != nil {
			rec = inner
		}
		ids = append(ids, rec.text("tenantId"))
	}
	return ids
}

// environmentTenantID returns the tenant id in the record of an environment, or "".
func environmentTenantID(e record) string {
	for _, key := range []string{"properties.tenantId", "internal.properties.tenantId", "tenantId"} {
		if id := guid(e.text(key)); id != "" {
			return id
		}
	}
	for _, key := range []string{"name", "environmentName", "environmentId"} {
		if id, ok := strings.CutPrefix(strings.ToLower(e.text(key)), "default-"); ok && guid(id) != "" {
			return guid(id)
		}
	}
	return ""
}

func environmentIDs(x *export) []string {
	var ids []string
	for _, raw := range x.items {
		if rec := readRecord(raw); rec != nil {
			ids = append(ids, environmentTenantID(rec))
		}
	}
	return ids
}

// itemTenant returns the tenant of one object of a list.
func (r *reader) itemTenant(e record) *tenant {
	if id := environmentTenantID(e); id != "" {
		return r.tenantByID(id)
	}
	return r.tenant()
}

// tenantAt returns the tenant whose id is under a key of an object, else the tenant of the export.
func (r *reader) tenantAt(key string, rec record) *tenant {
	if id := guid(rec.text(key)); id != "" {
		return r.tenantByID(id)
	}
	return r.tenant()
}
