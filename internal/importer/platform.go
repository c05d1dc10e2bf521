package importer

import "fmt"

func readPlatformTenant(r *reader, _ *export) {
	r.each(func(rec record) {
		t := r.tenantAt("tenantId", rec)
		if t == nil {
			r.noteSkipped("a tenant")
			return
		}
		r.countImported()
		r.copy(t.object, "location", rec, "location")
	})
}

func readTenantSettings(r *reader, _ *export) {
	r.each(func(rec record) {
		r.countImported()
		r.readCreationSettings(r.tenant(), rec)
	})
}

// readCreationSettings reads who may create environments. The values of the API are inverted: they disable creation.
func (r *reader) readCreationSettings(t *tenant, rec record) {
	s := t.object.inner("settings")
	for _, f := range [][2]string{
		{"environmentCreation", "disableEnvironmentCreationByNonAdminUsers"},
		{"trialCreation", "disableTrialEnvironmentCreationByNonAdminUsers"},
		{"developerCreation", "powerPlatform.governance.disableDeveloperEnvironmentCreationByNonAdminUsers"},
	} {
		switch closed, ok := rec.flag(f[1]); {
		case !ok:
			s.markMissing(f[0])
		case closed:
			r.set(s, f[0], "administrators")
		default:
			r.set(s, f[0], "everyone")
		}
	}
	if on, ok := rec.flag("powerPlatform.governance.enableDefaultEnvironmentRouting"); ok {
		r.set(s, "environmentRouting", on)
	} else {
		s.markMissing("environmentRouting")
	}
}

func readIsolation(r *reader, _ *export) {
	r.each(func(rec record) {
		if inner := rec.inner("properties"); inner != nil {
			rec = inner
		}
		t := r.tenantAt("tenantId", rec)
		if t == nil {
			r.noteSkipped("a policy of tenant isolation")
			return
		}
		r.countImported()
		r.readIsolationPolicy(t, rec)
	})
}

// readIsolationPolicy reads the policy, whose isDisabled is the inverse of enabled in a manifest.
func (r *reader) readIsolationPolicy(t *tenant, rec record) {
	i := t.object.inner("tenantIsolation")
	if disabled, ok := rec.flag("isDisabled"); ok {
		r.set(i, "enabled", !disabled)
	} else {
		i.markMissing("enabled")
	}
	allowed, ok := rec.list("allowedTenants")
	if v, found := rec.find("allowedTenants"); found && v == nil {
		ok = true
	}
	if !ok {
		i.markMissing("allowedTenants")
		return
	}
	for _, a := range allowed {
		in, _ := a.flag("direction.inbound")
		out, _ := a.flag("direction.outbound")
		r.addAllowedTenant(i, a.text("tenantId"), in, out)
	}
	i.markList("allowedTenants", true)
}

func (r *reader) addAllowedTenant(isolation *object, id string, in, out bool) {
	if id != "*" {
		if id = guid(id); id == "" {
			r.noteSkipped("an allowed tenant")
			isolation.markMissing("allowedTenants")
			return
		}
	}
	a := isolation.list("allowedTenants").getOrAdd(fmt.Sprintf("allowed tenant %q", id), id)
	r.set(a, "tenant", id)
	r.set(a, "inbound", in)
	r.set(a, "outbound", out)
}

func readCapacity(r *reader, _ *export) {
	r.each(func(rec record) {
		t := r.tenantAt("tenantId", rec)
		if t == nil {
			r.noteSkipped("a capacity of no tenant")
			return
		}
		r.countImported()
		c := t.object.inner("capacity")
		pools, _ := rec.list("tenantCapacities")
		c.markMissing("databaseMB", "fileMB", "logMB")
		for _, p := range pools {
			if key := storagePools[p.text("capacityType")]; key != "" {
				r.copy(c, key, p, "totalCapacity")
			}
		}
	})
}
