# METADATA
# title: Cross-tenant access opened
# description: >-
#   Cross-tenant access settings decide whose accounts may come and go, and whether the multifactor
#   authentication and the devices of another tenant are trusted. A partner that says nothing has the
#   default of the tenant, and a default that says nothing has that of Microsoft: collaboration open, direct
#   connect blocked, nothing trusted. A change that opens more than before should not pass a review unseen.
# related_resources:
#   - ref: https://learn.microsoft.com/entra/external-id/cross-tenant-access-overview#default-settings
#     description: Cross-tenant access overview, Default settings
#   - ref: https://learn.microsoft.com/entra/external-id/cross-tenant-access-overview#organizational-settings
#     description: Cross-tenant access overview, Organizational settings
# custom:
#   level: warning
#   help: restore it, or confirm in the review that it should go
#   since: 0.1.0
#   tags: [change, cross-tenant-access, security]
#   precision: high
#   security-severity: "5.0"
package tenantlint.rules.change["access-opened"]

report contains finding if {
	some change in input.changedCrossTenantAccess
	not is_new_tenant(change.after.tenant)
	some feature in object.keys(microsoft_defaults)
	some direction in ["inbound", "outbound"]
	change.after[feature][direction] == "allowed"
	previous_value(previous(change), feature, direction) == "blocked"
	finding := {
		"message": concat(" ", [`tenant "{tenant}" opens {direction} {feature}`, for_partner(change.after.partner)]),
		"params": {
			"tenant": change.after.tenant,
			"direction": direction,
			"feature": feature_names[feature],
			"partner": change.after.partner,
		},
		"at": array.concat(change.after[feature].at, [direction]),
		"label": "was blocked",
	}
}

# When settings for a partner are removed, the default applies.
report contains finding if {
	some change in input.changedCrossTenantAccess
	not change.after
	change.before.partner != "default"
	not input.index.tenants[change.before.tenant].unknown.crossTenantAccess
	some feature, fallback in microsoft_defaults
	opened := [direction |
		some direction in ["inbound", "outbound"]
		change.before[feature][direction] == "blocked"
		current_default(change.before.tenant, feature, direction, fallback) == "allowed"
	]
	count(opened) > 0
	finding := {
		"message": `tenant "{tenant}" opens {directions} {feature} for "{partner}", as its settings for it are gone`,
		"params": {
			"tenant": change.before.tenant,
			"directions": concat(" and ", opened),
			"feature": feature_names[feature],
			"partner": change.before.partner,
		},
		"at": change.at,
	}
}

report contains finding if {
	some change in input.changedCrossTenantAccess
	not is_new_tenant(change.after.tenant)
	trusted := [claim |
		some claim in ["mfa", "compliantDevice", "hybridJoinedDevice"]
		change.after.inboundTrust[claim]
		not object.get(object.get(change, "before", {}), ["inboundTrust", claim], false)
		not change.before.inboundTrust.unknown[claim]
		not change.before.unknown.inboundTrust
	]
	count(trusted) > 0
	finding := {
		"message": concat(" ", [`tenant "{tenant}" trusts "{claims}"`, of_partner(change.after.partner), "now"]),
		"params": {"tenant": change.after.tenant, "claims": trusted, "partner": change.after.partner},
		"at": array.concat(change.after.inboundTrust.at, [trusted[0]]),
	}
}

# With automatic redemption, users of the other tenant get access without a consent prompt.
report contains finding if {
	some change in input.changedCrossTenantAccess
	not is_new_tenant(change.after.tenant)
	change.after.automaticRedemption
	not previous(change).automaticRedemption
	not previous(change).unknown.automaticRedemption
	finding := {
		"message": concat(" ", [
			`tenant "{tenant}" redeems invitations`, of_partner(change.after.partner),
			"automatically now",
		]),
		"params": {"tenant": change.after.tenant, "partner": change.after.partner},
		"at": array.concat(change.after.at, ["automaticRedemption"]),
	}
}

# microsoft_defaults are Microsoft's default settings.
microsoft_defaults := {"b2bCollaboration": "allowed", "b2bDirectConnect": "blocked"}

feature_names := {"b2bCollaboration": "B2B collaboration", "b2bDirectConnect": "B2B direct connect"}

# is_new_tenant is true for a tenant that the topology did not have before. Its settings open nothing that was blocked.
is_new_tenant(tenant) if {
	some change in input.index.changed.tenants[tenant]
	not change.before
}

for_partner("default") := "for every organization"

for_partner(partner) := `for "{partner}"` if partner != "default"

of_partner("default") := "of every organization"

of_partner(partner) := `of "{partner}"` if partner != "default"

# previous returns the setting before the change. A new setting had no values.
previous(change) := change.before

previous(change) := {"tenant": change.after.tenant, "partner": change.after.partner} if not change.before

# previous_value returns the value in effect before the change: of the setting itself, or else of the tenant's default,
# or else of Microsoft's default.
previous_value(setting, feature, direction) := value if {
	value := setting[feature][direction]
} else := "not known" if {
	is_unknown(setting, feature, direction)
} else := value if {
	setting.partner != "default"
	value := default_value(previous_default(setting.tenant), feature, direction)
} else := microsoft_defaults[feature]

# previous_default returns the default of the tenant before the change, or else the current one.
previous_default(tenant) := object.get(default_changes(tenant)[0], "before", {}) if count(default_changes(tenant)) > 0

previous_default(tenant) := object.get(input.index.crossTenantAccess, [tenant, "default"], {}) if {
	count(default_changes(tenant)) == 0
}

# default_changes lists the change of the tenant's default, if any.
default_changes(tenant) := [change |
	some change in input.index.changed.crossTenantAccess[tenant]
	change.after.partner == "default"
]

default_value(setting, feature, direction) := value if {
	value := setting[feature][direction]
} else := "not known" if {
	is_unknown(setting, feature, direction)
} else := microsoft_defaults[feature]

is_unknown(setting, feature, _) if setting.unknown[feature]

is_unknown(setting, feature, direction) if setting[feature].unknown[direction]

current_default(tenant, feature, direction, fallback) := object.get(
	input.index.crossTenantAccess,
	[tenant, "default", feature, direction],
	fallback,
)
