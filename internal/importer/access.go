package importer

import "fmt"

func readAccessDefault(r *reader, _ *export) {
	t := r.tenant()
	r.each(func(rec record) {
		r.countImported()
		a := t.object.inner("crossTenantAccess")
		a.markMissing("partners")
		r.readAccess(a.inner("default"), rec)
	})
}

func readAccessPartners(r *reader, x *export) {
	t := r.tenant()
	a := t.object.inner("crossTenantAccess")
	a.markMissing("default")
	r.each(func(rec record) {
		id := guid(rec.text("tenantId"))
		if id == "" {
			r.noteSkipped("a partner")
			return
		}
		r.countImported()
		p := a.list("partners").getOrAdd(fmt.Sprintf("partner %q", id), id)
		r.set(p, "tenant", id)
		r.readAccess(p, rec)
	})
	complete := r.checkComplete("partners") && !x.single
	if x.single {
		r.note(x.Path, "it contains one partner: EntraExporter keeps only the last one, so partners may be missing")
	}
	a.markList("partners", complete)
}

// readAccess reads the settings of the default or of one partner. Partners inherit missing settings from the default.
func (r *reader) readAccess(o *object, rec record) {
	for _, key := range []string{"b2bCollaboration", "b2bDirectConnect"} {
		for _, direction := range []string{"inbound", "outbound"} {
			path := key + upperFirst(direction)
			setting := rec.inner(path)
			if setting == nil {
				if _, ok := rec.find(path); !ok {
					o.inner(key).markMissing(direction)
				}
				continue
			}
			if word := directionAccess(setting); word != "" {
				r.set(o.inner(key), direction, word)
			} else {
				o.inner(key).markMissing(direction)
			}
		}
	}
	if trust := rec.inner("inboundTrust"); trust != nil {
		i := o.inner("inboundTrust")
		r.copy(i, "mfa", trust, "isMfaAccepted")
		r.copy(i, "compliantDevice", trust, "isCompliantDeviceAccepted")
		r.copy(i, "hybridJoinedDevice", trust, "isHybridAzureADJoinedDeviceAccepted")
	} else if _, ok := rec.find("inboundTrust"); !ok {
		o.markMissing("inboundTrust")
	}
	in, ok := rec.flag("automaticUserConsentSettings.inboundAllowed")
	if out, both := rec.flag("automaticUserConsentSettings.outboundAllowed"); ok && both {
		r.set(o, "automaticRedemption", in && out)
	}
}

// directionAccess returns whether a direction is "allowed" or "blocked" for everyone, or "" if it is partly open.
func directionAccess(setting record) string {
	users, allUsers := targetAccess(setting, "usersAndGroups", "AllUsers")
	apps, allApps := targetAccess(setting, "applications", "AllApplications")
	switch {
	case users == "blocked" && allUsers, apps == "blocked" && allApps:
		return "blocked"
	case users == "allowed" && allUsers && apps == "allowed" && allApps:
		return "allowed"
	}
	return ""
}

func targetAccess(setting record, key, everyone string) (access string, all bool) {
	s := setting.inner(key)
	targets, _ := s.list("targets")
	for _, t := range targets {
		all = all || t.text("target") == everyone
	}
	return s.text("accessType"), all && len(targets) == 1
}
