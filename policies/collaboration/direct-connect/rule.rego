# METADATA
# title: B2B direct connect open on one side only
# description: >-
#   Direct connect needs both tenants: where one lets accounts in, the other has to let them out. By
#   default Microsoft blocks both directions, so a partner that sets nothing keeps them shut. A tenant
#   that opened its side for another finds nothing working, and the opening has no use.
# related_resources:
#   - ref: https://learn.microsoft.com/entra/external-id/b2b-direct-connect-overview#managing-cross-tenant-access-for-b2b-direct-connect
#     description: B2B direct connect overview, Managing cross-tenant access for B2B direct connect
# custom:
#   level: warning
#   help: open the matching direction in the other tenant, or block it here
#   since: 0.1.0
#   tags: [collaboration, cross-tenant-access]
#   precision: high
package tenantlint.rules.collaboration["direct-connect"]

opposite := {"inbound": "outbound", "outbound": "inbound"}

# One working direction is enough: opening more than the other side uses is not a finding.
report contains finding if {
	some setting in input.crossTenantAccess
	partner := input.index.tenants[setting.partner]
	open := [direction | some direction in ["inbound", "outbound"]; setting.b2bDirectConnect[direction] == "allowed"]
	count(open) > 0
	every direction in open {
		is_blocked(partner, setting.tenant, opposite[direction])
	}
	needed := [opposite[direction] | some direction in open]
	finding := {
		"message": "tenant \"{tenant}\" opens {open} direct connect for tenant \"{partner}\", which blocks {needed}",
		"params": {
			"tenant": setting.tenant,
			"open": concat(" and ", open),
			"partner": partner.name,
			"needed": concat(" and ", needed),
		},
		"at": array.concat(setting.b2bDirectConnect.at, [open[0]]),
		"label": "open on this side only",
		"related": [{
			"at": setting_path(partner, setting.tenant, needed[0]),
			"message": "{direction} is blocked here",
			"params": {"direction": needed[0]},
		}],
	}
}

is_blocked(partner, tenant, direction) if {
	not settings_unknown(partner)
	settings := object.get(input.index.crossTenantAccess, partner.name, {})
	not is_unknown(object.get(settings, tenant, {}), direction)
	effective(settings, tenant, direction) == "blocked"
}

# settings_unknown is true if the settings of a partner are unknown: a partner tenant that lists none may have some.
settings_unknown(partner) if partner.unknown.crossTenantAccess

settings_unknown(partner) if {
	not partner.relationship == "internal"
	not input.index.crossTenantAccess[partner.name]
}

# effective returns the value in effect for a tenant in the settings of a partner: that for the tenant, or else the
# default, or else Microsoft's default.
effective(settings, tenant, direction) := value if {
	value := settings[tenant].b2bDirectConnect[direction]
} else := object.get(settings["default"], ["b2bDirectConnect", direction], "blocked") if {
	not is_unknown(settings["default"], direction)
} else := "blocked" if {
	not settings["default"]
}

is_unknown(setting, _) if setting.unknown.b2bDirectConnect

is_unknown(setting, direction) if setting.b2bDirectConnect.unknown[direction]

# setting_path returns the path where the direction is blocked, or where it would have to be opened.
setting_path(partner, tenant, direction) := at if {
	at := array.concat(input.index.crossTenantAccess[partner.name][tenant].at, ["b2bDirectConnect", direction])
} else := at if {
	at := array.concat(input.index.crossTenantAccess[partner.name]["default"].at, ["b2bDirectConnect", direction])
} else := array.concat(partner.at, ["crossTenantAccess"])
