package importer

import (
	"fmt"
	"sort"
	"strconv"
	"strings"

	"github.com/tenantlint/tenantlint/internal/conform"
)

func isEmail(s string) bool { return conform.Valid("email", s) }

// scubaTenant returns the tenant details of a ScubaGear report, and the additional data in them.
func scubaTenant(rec record) (details, more record) {
	all, _ := rec.list("tenant_details")
	if len(all) == 0 {
		return record{}, record{}
	}
	details = all[0]
	for _, key := range []string{"AADAdditionalData", "PowerPlatformAdditionalData", "aADAdditionalData", "powerPlatformAdditionalData"} {
		if found, _ := details.list(key); len(found) > 0 {
			return details, found[0]
		}
	}
	return details, record{}
}

func scubaDomains(rec record) []record {
	_, more := scubaTenant(rec)
	domains, _ := more.list("verifiedDomains")
	return domains
}

func scubaIDs(x *export) []string {
	var ids []string
	for _, raw := range x.items {
		rec := readRecord(raw)
		details, more := scubaTenant(rec)
		for _, id := range []string{rec.text("tenant_id"), details.text("tenantId"), more.text("id")} {
			if guid(id) != "" {
				ids = append(ids, id)
				break // the others may be redacted
			}
		}
	}
	return ids
}

var scubaClouds = map[string]string{"commercial": "public", "gcc": "gcc", "gcchigh": "gcchigh", "dod": "dod"}

func readScuba(r *reader, _ *export) {
	t := r.tenant()
	r.each(func(rec record) {
		r.countImported()
		details, more := scubaTenant(rec)
		if name := details.text("displayName"); name != "" {
			r.set(t.object, "displayName", name)
		}
		if _, ok := more.find("countryLetterCode"); ok {
			r.copy(t.object, "countryLetterCode", more, "countryLetterCode")
		}
		if cloud := scubaClouds[rec.text("scuba_config.M365Environment")]; cloud != "" {
			r.set(t.object, "cloud", cloud)
		}
		for _, d := range scubaDomains(rec) {
			r.verifiedDomain(t, d)
			t.object.markList("domains", false)
		}
		if domains, ok := rec.list("domain_settings"); ok {
			n := r.export.imported
			for _, d := range domains {
				r.readDomain(t, d)
			}
			r.export.imported = n
			t.object.markList("domains", len(domains) > 0)
		}
		if synced, ok := more.flag("onPremisesSyncEnabled"); ok && !synced {
			t.object.markList("directorySync", true)
		}
		r.readScubaLicenses(t, rec)
		r.readScubaPeople(t, rec)
		r.readScubaPlatform(t, rec)
	})
}

func (r *reader) readScubaLicenses(t *tenant, rec record) {
	licenses, ok := rec.list("license_information")
	if !ok {
		return
	}
	n := r.export.imported
	for _, l := range licenses {
		if !t.pools[guid(l.text("skuId"))] { // another export contains the subscriptions of this product
			r.readProduct(t, l)
		}
	}
	r.export.imported = n
	t.object.markList("subscriptions", len(licenses) > 0)
}

func (r *reader) readScubaPeople(t *tenant, rec record) {
	if n, err := strconv.Atoi(rec.text("total_user_count")); err == nil && n >= 0 {
		r.set(t.object, "userCount", n)
	}
	users := rec.inner("privileged_users")
	for _, id := range sortedKeys(users) {
		u := users.inner(id)
		if id = guid(id); id == "" || u == nil {
			continue
		}
		for _, word := range u.texts("roles") {
			if role := roleName(word); role != "" {
				t.roleNames[role] = role
				t.members = append(t.members, membership{role: role, kind: "user", id: id, path: r.export.Path})
			}
		}
		t.object.markList("administrators", false)
	}
	principals := rec.inner("privileged_service_principals")
	for _, id := range sortedKeys(principals) {
		p := principals.inner(id)
		if p == nil {
			continue
		}
		if s := r.servicePrincipal(t, p.text("appId"), p.text("displayName")); s != nil {
			r.copy(s, "objectId", p, "servicePrincipalId")
		}
		t.object.markList("servicePrincipals", false)
	}
}

func sortedKeys(r record) []string {
	keys := make([]string, 0, len(r))
	for k := range r {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

func (r *reader) readScubaPlatform(t *tenant, rec record) {
	if settings, ok := rec.list("environment_creation"); ok && len(settings) > 0 {
		r.readCreationSettings(t, settings[0])
	}
	r.readScubaIsolation(t, rec)
	environments, ok := rec.list("environment_list")
	if !ok {
		return
	}
	for _, e := range environments {
		o := r.environment(t, e.text("environmentName"), e.text("displayName"))
		if o == nil {
			continue
		}
		r.copy(o, "displayName", e, "displayName")
		r.setEnvironmentType(o, e.text("environmentType"))
		r.copy(o, "location", e, "location")
		o.markMissing("azureRegion", "managed", "environmentGroup", "securityGroup", "dataverse", "settings", "billingPolicy", "enterprisePolicy")
		if o.text("type") == "Developer" {
			o.markMissing("owner")
		}
	}
	t.object.markList("environments", len(environments) > 0)
}

// readScubaIsolation reads the tenant isolation policy. [null] and ["null"] mean that it was never configured and is
// therefore off; an empty list means that the query failed.
func (r *reader) readScubaIsolation(t *tenant, rec record) {
	v, ok := rec.find("tenant_isolation")
	items, isList := v.([]any)
	if !ok || isList && len(items) == 0 {
		return
	}
	if isList && (items[0] == nil || items[0] == "null") {
		i := t.object.inner("tenantIsolation")
		r.set(i, "enabled", false)
		i.markList("allowedTenants", true)
		return
	}
	policies, _ := rec.list("tenant_isolation")
	for _, p := range policies {
		if inner := p.inner("properties"); inner != nil {
			p = inner
		}
		if strings.TrimSpace(fmt.Sprint(p["isDisabled"])) != "" {
			r.readIsolationPolicy(t, p)
		}
	}
}
