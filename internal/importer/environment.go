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
	id = sanitize(id)
	if !conform.Valid("environment-id", id) || guid(strings.TrimPrefix(strings.ToLower(id), "default-")) == "" {
		r.noteSkipped("an environment")
		t.object.markList("environments", false)
		return nil
	}
	if display == "" {
		display = id
	}
	e := t.object.list("environments").getOrAdd(fmt.Sprintf("environment %q", display), id)
	r.set(e, "id", id)
	e.markMissing(manualFields...)
	return e
}

func readEnvironments(r *reader, _ *export) { r.readEnvironmentList(r.readAdminEnvironment) }

// readEnvironmentList reads each environment of a list with its tenant, and records for each of these tenants whether
// its list is complete. Read returns false for a deleted environment.
func (r *reader) readEnvironmentList(read func(*tenant, record) bool) {
	seen := map[*tenant]bool{}
	deleted := 0
	r.each(func(rec record) {
		t := r.itemTenant(rec)
		if t == nil {
			r.noteSkipped("an environment of no tenant")
			return
		}
		seen[t] = true
		if !read(t, rec) {
			deleted++
		}
	})
	complete := r.checkComplete("environments") && !r.export.single
	if t := r.tenant(); t != nil {
		seen[t] = true
	}
	for t := range seen {
		t.object.markList("environments", complete)
	}
	if deleted > 0 {
		r.note(r.export.Path, countNoun(deleted, "deleted environment")+" not imported")
	}
}

// readAdminEnvironment reads an environment in the form of the admin API, which other tools pass on. It returns false
// if the environment is deleted.
func (r *reader) readAdminEnvironment(t *tenant, rec record) bool {
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
	if suffix := p.text("linkedEnvironmentMetadata.domainName"); suffix != "" && r.export.form.name == "powerapps environments" {
		display = strings.TrimSuffix(display, " ("+suffix+")")
	}
	e := r.environment(t, rec.text("name"), display)
	if e == nil {
		return true
	}
	r.countImported()
	if display != "" {
		r.set(e, "displayName", display)
	} else {
		e.markMissing("displayName")
	}
	r.setEnvironmentType(e, p.text("environmentSku"))
	r.copy(e, "location", rec, "location")
	r.copy(e, "azureRegion", p, "azureRegion")
	r.readGovernance(t, e, p)
	r.readDatabase(e, p)
	r.readEnvironmentSettings(e, p)
	r.readUsedBy(t, e, p)
	return true
}

func (r *reader) setEnvironmentType(e *object, word string) {
	switch word {
	case "":
		e.markMissing("type")
		return
	case "Microsoft Teams", "TeamsEnvironment", "DataverseForTeams":
		word = "Teams"
	case "Trial (subscription-based)":
		word = "SubscriptionBasedTrial"
	}
	r.set(e, "type", word)
}

func (r *reader) readGovernance(t *tenant, e *object, p record) {
	switch p.text("governanceConfiguration.protectionLevel") {
	case "Standard", "Premium":
		r.set(e, "managed", true)
	case "Basic":
		r.set(e, "managed", false)
	default:
		e.markMissing("managed")
	}
	isText := p[flattenedKey] != nil
	group, ok := p.find("parentEnvironmentGroup")
	switch {
	case !ok && (isText || !r.export.form.complete):
		e.markMissing("environmentGroup")
	case !ok || group == nil:
		r.setNone(e, "environmentGroup")
	default:
		r.setEnvironmentGroup(t, e, p.text("parentEnvironmentGroup.id"), p.text("parentEnvironmentGroup.displayName"))
	}
	for _, f := range [][2]string{{"billingPolicy", "billingPolicy"}, {"enterprisePolicy", "enterprisePolicies.networkInjection"}} {
		if name := p.text(f[1] + ".name"); name != "" {
			r.set(e, f[0], name)
		} else if id := guid(p.text(f[1] + ".id")); id != "" {
			r.set(e, f[0], id)
		} else {
			e.markMissing(f[0])
		}
	}
}

// setEnvironmentGroup sets the group by id; finishEnvironment replaces the id with the name, which may be in another export.
func (r *reader) setEnvironmentGroup(t *tenant, e *object, id, name string) {
	if id = guid(id); id == "" {
		r.setNone(e, "environmentGroup")
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
			r.countImported()
			t.environmentGroups[id] = name
		}
	})
}

// readDatabase reads linkedEnvironmentMetadata. If ConvertTo-Json dropped it at its depth limit, the database is
// unknown rather than absent.
func (r *reader) readDatabase(e *object, p record) {
	v, ok := p.find("linkedEnvironmentMetadata")
	meta := asRecord(v)
	databaseType := p.text("databaseType")
	switch {
	case meta == nil && (ok && v != nil || !ok && (p[flattenedKey] != nil || len(p) == 0) || databaseType != "" && databaseType != "None"):
		e.markMissing("dataverse", "securityGroup")
		return
	case meta == nil:
		r.setNone(e, "dataverse")
		r.setNone(e, "securityGroup")
		return
	}
	d := e.inner("dataverse")
	r.copy(d, "organizationId", meta, "resourceId")
	r.copy(d, "uniqueName", meta, "uniqueName")
	r.copy(d, "url", meta, "instanceUrl")
	r.copy(d, "languageCode", meta, "baseLanguage")
	d.markMissing("currencyCode")
	r.readConsumption(d, p)
	if r.export.form.name == "powerapps environments" || r.export.form.name == "bap environments of a user" {
		e.markMissing("securityGroup") // makers cannot see it
		if meta.text("securityGroupId") == "" {
			return
		}
	}
	r.readSecurityGroup(e, meta, "securityGroupId")
}

// readSecurityGroup reads the id of the group that restricts access. A missing id means that there is no such group.
func (r *reader) readSecurityGroup(e *object, from record, path string) {
	v, ok := from.find(path)
	s, _ := v.(string)
	switch {
	case !ok || isNone(v):
		r.setNone(e, "securityGroup")
	case guid(s) == "":
		r.noteRejected(e, "securityGroup", v)
		e.markMissing("securityGroup")
	default:
		r.set(e, "securityGroup", guid(s))
	}
}

// storagePools maps the capacity types of exports to the keys of manifests.
var storagePools = map[string]string{"Database": "databaseMB", "File": "fileMB", "Log": "logMB"}

func (r *reader) readConsumption(d *object, p record) {
	capacity, _ := p.list("capacity")
	if len(capacity) == 0 {
		d.markMissing("consumption")
		return
	}
	for _, c := range capacity {
		if key := storagePools[c.text("capacityType")]; key != "" {
			r.copy(d.inner("consumption"), key, c, "actualConsumption")
		}
	}
}

// readEnvironmentSettings reads the settings for data movement. The admin API omits settings that are off.
func (r *reader) readEnvironmentSettings(e *object, p record) {
	if p[flattenedKey] != nil || !r.export.form.complete || len(p) == 0 {
		e.markMissing("settings")
		return
	}
	s := e.inner("settings")
	bing, _ := p.flag("bingChatEnabled")
	r.set(s, "allowBingSearch", bing)
	if policies := p.inner("copilotPolicies"); policies != nil {
		moves, _ := policies.flag("crossGeoCopilotDataMovementEnabled")
		r.set(s, "allowMovingDataAcrossRegions", moves)
	} else {
		s.markMissing("allowMovingDataAcrossRegions") // only included with $expand
	}
	s.markMissing("allowFlexRouting", "allowMicrosoft365Services")
}

// readUsedBy reads the owner of a developer environment; no export contains the business owner of other environments.
func (r *reader) readUsedBy(t *tenant, e *object, p record) {
	if e.text("type") != "Developer" {
		return
	}
	r.setOwner(t, e, p.text("usedBy.userPrincipalName"), p.text("usedBy.id"))
}

func (r *reader) setOwner(t *tenant, e *object, upn, id string) {
	id = guid(id)
	switch {
	case conform.Valid("upn", upn):
		r.set(e, "owner", upn)
		if id != "" {
			r.person(t, record{"id": id, "userPrincipalName": upn}).
				markMissing("mail", "displayName", "usageLocation", "licenses", "onPremisesImmutableId")
			t.object.markList("users", false)
		}
	case id != "":
		t.ownerIDs[e] = id
		e.markMissing("owner")
	default:
		e.markMissing("owner")
	}
}

// readPowerShell reads the output of Get-AdminPowerAppEnvironment. The response of the admin API is under Internal, cut
// off at the depth of ConvertTo-Json.
func readPowerShell(r *reader, _ *export) {
	r.readEnvironmentList(func(t *tenant, rec record) bool {
		r.readPowerShellEnvironment(t, rec)
		return true
	})
}

func (r *reader) readPowerShellEnvironment(t *tenant, rec record) {
	e := r.environment(t, rec.text("environmentName"), rec.text("displayName"))
	if e == nil {
		return
	}
	r.countImported()
	r.copy(e, "displayName", rec, "displayName")
	r.setEnvironmentType(e, rec.text("environmentType"))
	r.copy(e, "location", rec, "location")
	p := rec.inner("internal.properties")
	if p == nil {
		e.markMissing(
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
	r.readGovernance(t, e, p)
	r.readDatabase(e, p)
	r.readEnvironmentSettings(e, p)
	r.readUsedBy(t, e, p)
}

func readPlatformEnvironments(r *reader, _ *export) {
	r.readEnvironmentList(func(t *tenant, rec record) bool {
		if strings.Contains(strings.ToLower(rec.text("state")), "delet") || rec.text("deletedDateTime") != "" {
			return false
		}
		e := r.environment(t, rec.text("id"), rec.text("displayName"))
		if e == nil {
			return true
		}
		r.countImported()
		r.copy(e, "displayName", rec, "displayName")
		r.setEnvironmentType(e, rec.text("type"))
		r.copy(e, "location", rec, "geo")
		r.copy(e, "azureRegion", rec, "azureRegion")
		r.readGovernance(t, e, record{
			"governanceConfiguration": map[string]any{"protectionLevel": rec.text("protectionLevel")},
			"parentEnvironmentGroup":  map[string]any{"id": rec.text("environmentGroupId")},
		})
		r.readSecurityGroup(e, rec, "securityGroupId")
		if rec.text("dataverseId") == "" && rec.text("url") == "" {
			r.setNone(e, "dataverse")
		} else {
			d := e.inner("dataverse")
			r.copy(d, "organizationId", rec, "dataverseId")
			r.copy(d, "url", rec, "url")
			d.markMissing("uniqueName", "languageCode", "currencyCode", "consumption")
		}
		e.markMissing("settings")
		if e.text("type") == "Developer" {
			e.markMissing("owner")
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
		r.countImported()
		if display != "" {
			r.set(e, "displayName", display)
		}
		r.setEnvironmentType(e, word)
		address := rec.text("environmentUrl")
		if location := locationOf(address); location != "" {
			r.set(e, "location", location)
		} else {
			e.markMissing("location")
		}
		r.readPacDatabase(e, rec, address)
		r.readPacGroup(t, e, rec)
		e.markMissing("azureRegion", "securityGroup", "managed", "settings", "billingPolicy", "enterprisePolicy")
		if word == "Developer" || word == "" {
			e.markMissing("owner")
		}
	})
	t.object.markList("environments", r.checkComplete("environments"))
}

func (r *reader) readPacDatabase(e *object, rec record, address string) {
	organization, ok := rec.find("organizationId")
	if !ok {
		e.markMissing("dataverse")
		return
	}
	if isNone(organization) && address == "" {
		r.setNone(e, "dataverse")
		return
	}
	d := e.inner("dataverse")
	r.copy(d, "organizationId", rec, "organizationId")
	r.copy(d, "url", rec, "environmentUrl")
	r.copy(d, "uniqueName", rec, "uniqueName")
	d.markMissing("languageCode", "currencyCode", "consumption")
}

// readPacGroup reads the name of the environment group; "-" means none.
func (r *reader) readPacGroup(t *tenant, e *object, rec record) {
	name := rec.text("groupName")
	switch name {
	case "-":
		r.setNone(e, "environmentGroup")
	case "":
		e.markMissing("environmentGroup")
	default:
		t.groupNames[e] = name
	}
}

// locationsByDomain maps the domain of a Dataverse host to its location, or to "" if several locations share the domain.
var locationsByDomain = sync.OnceValue(func() map[string]string {
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
	return locationsByDomain()[domain]
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
