package importer

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"sync"

	"github.com/tenantlint/tenantlint/internal/conform"
	"github.com/tenantlint/tenantlint/policies"
)

// environment returns the environment with an id, or nil if the id is invalid.
func (r *reader) environment(t *tenant, id, display string) *object {
	id = clean(id)
	if !conform.Valid("environment-id", id) || guid(strings.TrimPrefix(strings.ToLower(id), "default-")) == "" {
		r.leave("an environment")
		t.object.noteSource("environments", false)
		return nil
	}
	if display == "" {
		display = id
	}
	e := t.object.listOf("environments").item(fmt.Sprintf("environment %q", display), id)
	r.set(e, "id", id)
	e.lacks(humanFields...)
	return e
}

func readEnvironments(r *reader, _ *export) { r.environments(r.adminEnvironment) }

// environments reads each environment of a list with its tenant, and records for each of these tenants whether its list is
// complete. Read returns false for a deleted environment.
func (r *reader) environments(read func(*tenant, record) bool) {
	seen := map[*tenant]bool{}
	deleted := 0
	r.each(func(rec record) {
		t := r.itemTenant(rec)
		if t == nil {
			r.leave("an environment of no tenant")
			return
		}
		seen[t] = true
		if !read(t, rec) {
			deleted++
		}
	})
	whole := r.whole("environments") && !r.export.single
	if t := r.tenant(); t != nil {
		seen[t] = true
	}
	for t := range seen {
		t.object.noteSource("environments", whole)
	}
	if deleted > 0 {
		r.note(r.export.Path, counted(deleted, "deleted environment")+" not imported")
	}
}

// adminEnvironment reads an environment in the form of the admin API, which other tools pass on. It returns false if the
// environment is deleted.
func (r *reader) adminEnvironment(t *tenant, rec record) bool {
	p := rec.inner("properties")
	if p == nil {
		p = record{}
	}
	if state := p.text("provisioningState"); state == "Deleting" || state == "SoftDeleted" || p.text("softDeletedTime") != "" {
		return false
	}
	display := p.text("displayName")
	if display == "" {
		display = rec.text("displayName")
	}
	// The list for makers appends the domain name.
	if suffix := p.text("linkedEnvironmentMetadata.domainName"); suffix != "" && r.export.kind.name == "powerapps environments" {
		display = strings.TrimSuffix(display, " ("+suffix+")")
	}
	e := r.environment(t, rec.text("name"), display)
	if e == nil {
		return true
	}
	r.count()
	if display != "" {
		r.set(e, "displayName", display)
	} else {
		e.lacks("displayName")
	}
	r.environmentType(e, p.text("environmentSku"))
	r.copy(e, "location", rec, "location")
	r.copy(e, "azureRegion", p, "azureRegion")
	r.governance(t, e, p)
	r.database(e, p)
	r.adminSettings(e, p)
	r.usedBy(t, e, p)
	return true
}

func (r *reader) environmentType(e *object, word string) {
	switch word {
	case "":
		e.lacks("type")
		return
	case "Microsoft Teams", "TeamsEnvironment", "DataverseForTeams":
		word = "Teams"
	case "Trial (subscription-based)":
		word = "SubscriptionBasedTrial"
	}
	r.set(e, "type", word)
}

func (r *reader) governance(t *tenant, e *object, p record) {
	switch p.text("governanceConfiguration.protectionLevel") {
	case "Standard", "Premium":
		r.set(e, "managed", true)
	case "Basic":
		r.set(e, "managed", false)
	default:
		e.lacks("managed")
	}
	isText := p[flattened] != nil
	group, ok := p.find("parentEnvironmentGroup")
	switch {
	case !ok && (isText || !r.export.kind.whole):
		e.lacks("environmentGroup")
	case !ok || group == nil:
		r.none(e, "environmentGroup")
	default:
		r.environmentGroup(t, e, p.text("parentEnvironmentGroup.id"), p.text("parentEnvironmentGroup.displayName"))
	}
	for _, f := range [][2]string{{"billingPolicy", "billingPolicy"}, {"enterprisePolicy", "enterprisePolicies.networkInjection"}} {
		if name := p.text(f[1] + ".name"); name != "" {
			r.set(e, f[0], name)
		} else if id := guid(p.text(f[1] + ".id")); id != "" {
			r.set(e, f[0], id)
		} else {
			e.lacks(f[0])
		}
	}
}

// environmentGroup sets the group by id; finishEnvironment replaces the id with the name, which may be in another export.
func (r *reader) environmentGroup(t *tenant, e *object, id, name string) {
	if id = guid(id); id == "" {
		r.none(e, "environmentGroup")
		return
	}
	if name != "" {
		t.environmentGroups[id] = name
	}
	r.set(e, "environmentGroup", id)
}

func readEnvironmentGroups(r *reader, _ *export) {
	t := r.tenant()
	r.each(func(rec record) {
		if id, name := guid(rec.text("id")), rec.text("displayName"); id != "" && name != "" {
			r.count()
			t.environmentGroups[id] = name
		}
	})
}

// database reads linkedEnvironmentMetadata. If ConvertTo-Json dropped it at its depth limit, the database is unknown rather
// than absent.
func (r *reader) database(e *object, p record) {
	v, ok := p.find("linkedEnvironmentMetadata")
	meta := asRecord(v)
	said := p.text("databaseType")
	switch {
	case meta == nil && (ok && v != nil || !ok && (p[flattened] != nil || len(p) == 0) || said != "" && said != "None"):
		e.lacks("dataverse", "securityGroup")
		return
	case meta == nil:
		r.none(e, "dataverse")
		r.none(e, "securityGroup")
		return
	}
	d := e.inner("dataverse")
	r.copy(d, "organizationId", meta, "resourceId")
	r.copy(d, "uniqueName", meta, "uniqueName")
	r.copy(d, "url", meta, "instanceUrl")
	r.copy(d, "languageCode", meta, "baseLanguage")
	d.lacks("currencyCode")
	r.consumption(d, p)
	if r.export.kind.name == "powerapps environments" || r.export.kind.name == "bap environments of a user" {
		e.lacks("securityGroup") // makers cannot see it
		if meta.text("securityGroupId") == "" {
			return
		}
	}
	r.securityGroup(e, meta, "securityGroupId")
}

// securityGroup reads the id of the group that restricts access. A missing id means that there is no such group.
func (r *reader) securityGroup(e *object, from record, path string) {
	v, ok := from.find(path)
	s, _ := v.(string)
	switch {
	case !ok || isNone(v):
		r.none(e, "securityGroup")
	case guid(s) == "":
		r.refuse(e, "securityGroup", v)
		e.lacks("securityGroup")
	default:
		r.set(e, "securityGroup", guid(s))
	}
}

// storagePools maps the capacity types of exports to the keys of manifests.
var storagePools = map[string]string{"Database": "databaseMB", "File": "fileMB", "Log": "logMB"}

func (r *reader) consumption(d *object, p record) {
	capacity, _ := p.list("capacity")
	if len(capacity) == 0 {
		d.lacks("consumption")
		return
	}
	for _, c := range capacity {
		if key := storagePools[c.text("capacityType")]; key != "" {
			r.copy(d.inner("consumption"), key, c, "actualConsumption")
		}
	}
}

// adminSettings reads the settings for data movement. The admin API omits settings that are off.
func (r *reader) adminSettings(e *object, p record) {
	if p[flattened] != nil || !r.export.kind.whole || len(p) == 0 {
		e.lacks("settings")
		return
	}
	s := e.inner("settings")
	bing, _ := p.flag("bingChatEnabled")
	r.set(s, "allowBingSearch", bing)
	if policies := p.inner("copilotPolicies"); policies != nil {
		moves, _ := policies.flag("crossGeoCopilotDataMovementEnabled")
		r.set(s, "allowMovingDataAcrossRegions", moves)
	} else {
		s.lacks("allowMovingDataAcrossRegions") // only included with $expand
	}
	s.lacks("allowFlexRouting", "allowMicrosoft365Services")
}

// usedBy reads the owner of a developer environment; no export contains the business owner of other environments.
func (r *reader) usedBy(t *tenant, e *object, p record) {
	if e.text("type") != "Developer" {
		return
	}
	r.owner(t, e, p.text("usedBy.userPrincipalName"), p.text("usedBy.id"))
}

func (r *reader) owner(t *tenant, e *object, upn, id string) {
	id = guid(id)
	switch {
	case conform.Valid("upn", upn):
		r.set(e, "owner", upn)
		if id != "" {
			r.person(t, record{"id": id, "userPrincipalName": upn}).
				lacks("mail", "displayName", "usageLocation", "licenses", "onPremisesImmutableId")
			t.object.noteSource("users", false)
		}
	case id != "":
		t.owners[e] = id
		e.lacks("owner")
	default:
		e.lacks("owner")
	}
}

// readPowerShell reads the output of Get-AdminPowerAppEnvironment. The response of the admin API is under Internal, cut off
// at the depth of ConvertTo-Json.
func readPowerShell(r *reader, _ *export) {
	r.environments(func(t *tenant, rec record) bool {
		r.shellEnvironment(t, rec)
		return true
	})
}

func (r *reader) shellEnvironment(t *tenant, rec record) {
	e := r.environment(t, rec.text("environmentName"), rec.text("displayName"))
	if e == nil {
		return
	}
	r.count()
	r.copy(e, "displayName", rec, "displayName")
	r.environmentType(e, rec.text("environmentType"))
	r.copy(e, "location", rec, "location")
	p := rec.inner("internal.properties")
	if p == nil {
		e.lacks(
			"azureRegion",
			"managed",
			"environmentGroup",
			"securityGroup",
			"dataverse",
			"settings",
			"owner",
			"billingPolicy",
			"enterprisePolicy",
		)
		return
	}
	r.copy(e, "azureRegion", p, "azureRegion")
	r.governance(t, e, p)
	r.database(e, p)
	r.adminSettings(e, p)
	r.usedBy(t, e, p)
}

func readPlatformEnvironments(r *reader, _ *export) {
	r.environments(func(t *tenant, rec record) bool {
		if strings.Contains(strings.ToLower(rec.text("state")), "delet") || rec.text("deletedDateTime") != "" {
			return false
		}
		e := r.environment(t, rec.text("id"), rec.text("displayName"))
		if e == nil {
			return true
		}
		r.count()
		r.copy(e, "displayName", rec, "displayName")
		r.environmentType(e, rec.text("type"))
		r.copy(e, "location", rec, "geo")
		r.copy(e, "azureRegion", rec, "azureRegion")
		r.governance(t, e, record{
			"governanceConfiguration": map[string]any{"protectionLevel": rec.text("protectionLevel")},
			"parentEnvironmentGroup":  map[string]any{"id": rec.text("environmentGroupId")},
		})
		r.securityGroup(e, rec, "securityGroupId")
		if rec.text("dataverseId") == "" && rec.text("url") == "" {
			r.none(e, "dataverse")
		} else {
			d := e.inner("dataverse")
			r.copy(d, "organizationId", rec, "dataverseId")
			r.copy(d, "url", rec, "url")
			d.lacks("uniqueName", "languageCode", "currencyCode", "consumption")
		}
		e.lacks("settings")
		if e.text("type") == "Developer" {
			e.lacks("owner")
		}
		return true
	})
}

func pacIDs(x *export) []string {
	var ids []string
	for _, raw := range x.items {
		rec := readRecord(raw)
		if id, ok := strings.CutPrefix(rec.text("environmentId"), "Default-"); ok {
			ids = append(ids, id)
		}
		if isDefault, _ := rec.flag("environmentIdentifier.isDefault"); isDefault {
			ids = append(ids, strings.TrimPrefix(rec.text("environmentIdentifier.id"), "Default-"))
		}
	}
	return ids
}

func readPac(r *reader, _ *export) {
	t := r.tenant()
	r.each(func(rec record) {
		id, display := rec.text("environmentId"), rec.text("displayName")
		if id == "" {
			id = rec.text("environmentIdentifier.id")
		}
		if display == "" {
			display = rec.text("friendlyName")
		}
		word := rec.text("type")
		if isDefault, _ := rec.flag("environmentIdentifier.isDefault"); isDefault {
			word = "Default"
			if !strings.HasPrefix(strings.ToLower(id), "default-") {
				id = "Default-" + id
			}
		}
		e := r.environment(t, id, display)
		if e == nil {
			return
		}
		r.count()
		if display != "" {
			r.set(e, "displayName", display)
		}
		r.environmentType(e, word)
		address := rec.text("environmentUrl")
		if location := locationOf(address); location != "" {
			r.set(e, "location", location)
		} else {
			e.lacks("location")
		}
		r.pacDatabase(e, rec, address)
		r.pacGroup(t, e, rec)
		e.lacks("azureRegion", "securityGroup", "managed", "settings", "billingPolicy", "enterprisePolicy")
		if word == "Developer" || word == "" {
			e.lacks("owner")
		}
	})
	t.object.noteSource("environments", r.whole("environments"))
}

func (r *reader) pacDatabase(e *object, rec record, address string) {
	organization, ok := rec.find("organizationId")
	if !ok {
		e.lacks("dataverse")
		return
	}
	if isNone(organization) && address == "" {
		r.none(e, "dataverse")
		return
	}
	d := e.inner("dataverse")
	r.copy(d, "organizationId", rec, "organizationId")
	r.copy(d, "url", rec, "environmentUrl")
	r.copy(d, "uniqueName", rec, "uniqueName")
	d.lacks("languageCode", "currencyCode", "consumption")
}

// pacGroup reads the name of the environment group; "-" means none.
func (r *reader) pacGroup(t *tenant, e *object, rec record) {
	name := rec.text("groupName")
	switch name {
	case "-":
		r.none(e, "environmentGroup")
	case "":
		e.lacks("environmentGroup")
	default:
		t.groupNames[e] = name
	}
}

// hosts maps the domain of a Dataverse host to its location, or to "" if several locations share the domain.
var hosts = sync.OnceValue(func() map[string]string {
	var facts struct {
		Tokens map[string]struct {
			Hosts []string `json:"hosts"`
		} `json:"tokens"`
	}
	text, err := policies.FS.ReadFile("data/locations.json")
	if err == nil {
		err = json.Unmarshal(text, &facts)
	}
	if err != nil {
		panic("policies/data/locations.json: " + err.Error()) // the file is embedded and covered by tests
	}
	all := map[string]string{}
	for token, t := range facts.Tokens {
		for _, h := range t.Hosts {
			if _, ok := all[h]; ok {
				token = "" // two locations share it
			}
			all[h] = token
		}
	}
	return all
})

// locationOf returns the location of a Dataverse URL, or "" if it is unknown.
func locationOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	_, domain, _ := strings.Cut(strings.ToLower(u.Hostname()), ".")
	return hosts()[domain]
}

// hostOf returns the host of a URL in lower case, or "". The scheme is optional.
func hostOf(address string) string {
	if !strings.Contains(address, "://") {
		address = "https://" + address
	}
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Hostname())
}
