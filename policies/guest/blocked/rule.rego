# METADATA
# title: Guest blocked by cross-tenant access settings
# description: >-
#   A guest signs in through two gates: what the home tenant lets its users do elsewhere, and whom the
#   host tenant takes in. Where either blocks B2B collaboration, the guest cannot sign in and an
#   invitation cannot be redeemed. A partner's own setting goes before the default, and Microsoft's
#   default lets everyone through.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#multi-tenant-deployment-scenario
#     description: Tenant deployment model, Multi-tenant deployment scenario
#   - ref: https://learn.microsoft.com/entra/external-id/cross-tenant-access-overview#manage-external-access-with-inbound-and-outbound-settings
#     description: Cross-tenant access overview, Manage external access with inbound and outbound settings
# custom:
#   level: error
#   help: allow B2B collaboration for the partner in the setting that blocks it, or remove the guest
#   since: 0.1.0
#   tags: [guest, collaboration]
#   precision: high
package tenantlint.rules.guest.blocked

report contains finding if {
	some guest in input.guests
	gates := array.concat(
		[gate | gate := closed_gate(guest.tenant, guest.homeTenant, "inbound")],
		[gate | gate := closed_gate(guest.homeTenant, guest.tenant, "outbound")],
	)
	count(gates) > 0
	finding := {
		"message": concat("", [`guest "{guest}" cannot sign in to tenant "{tenant}": `, gates[0].message]),
		"params": object.union(gates[0].params, {"guest": guest.address, "tenant": guest.tenant}),
		"at": guest.at,
		"related": gates,
	}
}

# closed_gate returns the location of the setting that blocks B2B collaboration of a tenant with a partner.
closed_gate(tenant, partner, direction) := {"at": at, "message": message, "params": params} if {
	partner != "external"
	setting := effective_setting(input.index.crossTenantAccess[tenant], partner, direction)
	setting[direction] == "blocked"
	at := array.concat(setting.at, [direction])
	message := `tenant "{gate}" blocks {direction} B2B collaboration with "{partner}"`
	params := {"gate": tenant, "direction": direction, "partner": partner}
}

# An unnamed partner is certain to be blocked only if no partner is allowed.
closed_gate(tenant, "external", "inbound") := {"at": at, "message": message, "params": params} if {
	setting := input.index.crossTenantAccess[tenant]["default"].b2bCollaboration
	setting.inbound == "blocked"
	count(admitted_partners(tenant)) == 0
	at := array.concat(setting.at, ["inbound"])
	message := `tenant "{gate}" blocks inbound B2B collaboration with everyone`
	params := {"gate": tenant}
}

admitted_partners(tenant) := {partner |
	some partner, setting in input.index.crossTenantAccess[tenant]
	partner != "default"
	not is_blocked(setting)
}

is_blocked(setting) if setting.b2bCollaboration.inbound == "blocked"

is_blocked(setting) if {
	not setting.unknown.b2bCollaboration
	not setting.b2bCollaboration.unknown.inbound
	not setting.b2bCollaboration.inbound
}

# effective_setting returns the setting in effect for a direction: the partner's, or else the default. It is undefined
# if that is unknown.
effective_setting(settings, partner, direction) := settings[partner].b2bCollaboration if {
	settings[partner].b2bCollaboration[direction]
} else := settings["default"].b2bCollaboration if {
	not settings[partner].unknown.b2bCollaboration
	not settings[partner].b2bCollaboration.unknown[direction]
}
