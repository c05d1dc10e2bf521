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
	not new(change.after.tenant)
	some feature in object.keys(microsoft)
	some direction in ["inbound", "outbound"]
	change.after[feature][direction] == "allowed"
	effective(earlier(change), feature, direction) == "blocked"
	finding := {
		"message": concat(" ", [`tenant "{tenant}" opens {direction} {feature}`, for_whom(change.after.partner)]),
		"params": {
			"tenant": change.after.tenant,
			"direction": direction,
			"feature": words[feature],
			"partner": change.after.partner,
		},
		"at": array.concat(change.after[feature].at, [direction]),
		"label": "was blocked",
	}
}

# Settings for a partner that are gone give way to the default.
report contains finding if {
	some change in input.changedCrossTenantAccess
	not change.after
	change.before.partner != "default"
	not input.index.tenants[change.before.tenant].unknown.crossTenantAccess
	some feature, fallback in microsoft
	opened := [direction |
		some direction in ["inbound", "outbound"]
		change.before[feature][direction] == "blocked"
		today(change.before.tenant, feature, direction, fallback) == "allowed"
	]
	count(opened) > 0
	finding := {
		"message": `tenant "{tenant}" opens {directions} {feature} for "{partner}", as its settings for it are gone`,
		"params": {
			"tenant": change.before.tenant,
			"directions": concat(" and ", opened),
			"feature": words[feature],
			"partner": change.before.partner,
		},
		"at": change.at,
	}
}

report contains finding if {
	some change in input.changedCrossTenantAccess
	not new(change.after.tenant)
	trusted := [claim |
		some claim in ["mfa", "compliantDevice", "hybridJoinedDevice"]
		change.after.inboundTrust[claim]
		not object.get(object.get(change, "before", {}), ["inboundTrust", claim], false)
		not change.before.inboundTrust.unknown[claim]
		not change.before.unknown.inboundTrust
	]
	count(trusted) > 0
	finding := {
		"message": concat(" ", [`tenant "{tenant}" trusts "{claims}"`, of_whom(change.after.partner), "now"]),
		"params": {"tenant": change.after.tenant, "claims": trusted, "partner": change.after.partner},
		"at": array.concat(change.after.inboundTrust.at, [trusted[0]]),
	}
}

# With automatic redemption, users of the other tenant get access without a consent prompt.
report contains finding if {
	some change in input.changedCrossTenantAccess
	not new(change.after.tenant)
	change.after.automaticRedemption
	not earlier(change).automaticRedemption
	not earlier(change).unknown.automaticRedemption
	finding := {
		"message": concat(" ", [`tenant "{tenant}" redeems invitations`, of_whom(change.after.partner), "automatically now"]),
		"params": {"tenant": change.after.tenant, "partner": change.after.partner},
		"at": array.concat(change.after.at, ["automaticRedemption"]),
	}
}

# The default of Microsoft.
microsoft := {"b2bCollaboration": "allowed", "b2bDirectConnect": "blocked"}

words := {"b2bCollaboration": "B2B collaboration", "b2bDirectConnect": "B2B direct connect"}

# new holds for a tenant that the topology did not have before: what it brings is not an opening.
new(tenant) if {
	some change in input.index.changed.tenants[tenant]
	not change.before
}

for_whom("default") := "for every organization"

for_whom(partner) := `for "{partner}"` if partner != "default"

of_whom("default") := "of every organization"

of_whom(partner) := `of "{partner}"` if partner != "default"

# earlier is what a setting was before: a new one said nothing.
earlier(change) := change.before

earlier(change) := {"tenant": change.after.tenant, "partner": change.after.partner} if not change.before

# effective is what held before for a setting: its own word, else that of the default, else that of Microsoft.
effective(setting, feature, direction) := value if {
	value := setting[feature][direction]
} else := "not known" if {
	unsure(setting, feature, direction)
} else := value if {
	setting.partner != "default"
	value := by_default(defaults(setting.tenant), feature, direction)
} else := microsoft[feature]

# defaults is the earlier default of a tenant: the one before the change, else that of today.
defaults(tenant) := object.get(changed(tenant)[0], "before", {}) if count(changed(tenant)) > 0

defaults(tenant) := object.get(input.index.crossTenantAccess, [tenant, "default"], {}) if count(changed(tenant)) == 0

# changed is the change of the default of a tenant, if there is one.
changed(tenant) := [change |
	some change in input.index.changed.crossTenantAccess[tenant]
	change.after.partner == "default"
]

by_default(setting, feature, direction) := value if {
	value := setting[feature][direction]
} else := "not known" if {
	unsure(setting, feature, direction)
} else := microsoft[feature]

unsure(setting, feature, _) if setting.unknown[feature]

unsure(setting, feature, direction) if setting[feature].unknown[direction]

today(tenant, feature, direction, fallback) := object.get(
	input.index.crossTenantAccess,
	[tenant, "default", feature, direction],
	fallback,
)
