package importer

import "fmt"

func readPlatformTenant(r *reader, _ *export) {
	r.each(func(rec record) {
		t := r.tenantUnder("tenantId", rec)
		if t == nil {
			r.leave("a tenant")
			return
		}
		r.count()
		r.copy(t.object, "location", rec, "location")
	})
}

func readTenantSettings(r *reader, _ *export) {
	r.each(func(rec record) {
		r.count()
		r.settings(r.tenant(), rec)
	})
}

// settings reads who may create environments. The values of the API are inverted: they disable creation.
func (r *reader) settings(t *tenant, rec record) {
	s := t.object.inner("settings")
	for _, f := range [][2]string{
		{"environmentCreation", "disableEnvironmentCreationByNonAdminUsers"},
		{"trialCreation", "disableTrialEnvironmentCreationByNonAdminUsers"},
		{"developerCreation", "powerPlatform.governance.disableDeveloperEnvironmentCreationByNonAdminUsers"},
	} {
		switch closed, ok := rec.flag(f[1]); {
		case !ok:
			s.lacks(f[0])
		case closed:
			r.set(s, f[0], "administrators")
		default:
			r.set(s, f[0], "everyone")
		}
	}
	if on, ok := rec.flag("powerPlatform.governance.enableDefaultEnvironmentRouting"); ok {
		r.set(s, "environmentRouting", on)
	} else {
		s.lacks("environmentRouting")
	}
}

func readIsolation(r *reader, _ *export) {
	r.each(func(rec record) {
		if inner := rec.inner("properties"); inner != nil {
			rec = inner
		}
		t := r.tenantUnder("tenantId", rec)
		if t == nil {
			r.leave("a policy of tenant isolation")
			return
		}
		r.count()
		r.isolation(t, rec)
	})
}

// isolation reads the policy, whose isDisabled is the inverse of enabled in a manifest.
func (r *reader) isolation(t *tenant, rec record) {
	i := t.object.inner("tenantIsolation")
	if disabled, ok := rec.flag("isDisabled"); ok {
		r.set(i, "enabled", !disabled)
	} else {
		i.lacks("enabled")
	}
	allowed, ok := rec.list("allowedTenants")
	if v, found := rec.find("allowedTenants"); found && v == nil {
		ok = true
	}
	if !ok {
		i.lacks("allowedTenants")
		return
	}
	for _, a := range allowed {
		in, _ := a.flag("direction.inbound")
		out, _ := a.flag("direction.outbound")
		r.allowed(i, a.text("tenantId"), in, out)
	}
	i.noteSource("allowedTenants", true)
}

func (r *reader) allowed(isolation *object, id string, in, out bool) {
	if id != "*" {
		if id = guid(id); id == "" {
			r.leave("an allowed tenant")
			isolation.lacks("allowedTenants")
			return
		}
	}
	a := isolation.listOf("allowedTenants").item(fmt.Sprintf("allowed tenant %q", id), id)
	r.set(a, "tenant", id)
	r.set(a, "inbound", in)
	r.set(a, "outbound", out)
}

func readCapacity(r *reader, _ *export) {
	r.each(func(rec record) {
		t := r.tenantUnder("tenantId", rec)
		if t == nil {
			r.leave("a capacity of no tenant")
			return
		}
		r.count()
		c := t.object.inner("capacity")
		pools, _ := rec.list("tenantCapacities")
		c.lacks("databaseMB", "fileMB", "logMB")
		for _, p := range pools {
			if key := storagePools[p.text("capacityType")]; key != "" {
				r.copy(c, key, p, "totalCapacity")
			}
		}
	})
}
