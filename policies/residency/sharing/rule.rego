# METADATA
# title: Regulated data shared with people outside its region
# description: >-
#   Where the law keeps data inside a country or region, it may not be shared outside either. A guest whose
#   usage location or home tenant is in another country, and users who sit in another region, see the data
#   from there although the database stays where it is.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#security-and-privacy
#     description: About multiple online environments or tenants, Security and privacy
# custom:
#   level: warning
#   help: remove the access, or keep the data in an environment that these people do not use
#   since: 0.1.0
#   tags: [residency, access]
#   precision: medium
package tenantlint.rules.residency.sharing

import data.tenantlint.lib
import data.tenantlint.lib.location
import data.tenantlint.lib.residency
import data.tenantlint.lib.team

report contains finding if {
	some env in input.environments
	residency.may_have_regulated_data(env.key)
	stored := residency.data_sets(env)
	count(stored) > 0
	some guest_access in guests(env)
	barred := [h | some h in stored; not guest_access.country in allowed_countries(h.entry)]
	count(barred) > 0
	finding := {
		"message": sprintf(
			"guest \"{guest}\" from \"{country}\" has access to data set \"{set}\" (%s) in \"{environment}\"",
			[residency.describe(barred[0].item)],
		),
		"params": object.union(residency.params(barred[0].item), {
			"guest": guest_access.name,
			"country": guest_access.country,
			"environment": env.key,
		}),
		"at": guest_access.at,
		"label": "may not see the data from there",
		"related": [{"at": barred[0].at, "message": "data set \"{set}\" is kept here"}],
		"notes": residency.notes(barred[0].item, barred[0].entry),
	}
}

report contains finding if {
	some env in input.environments
	count(env.userRegions) > 0
	residency.may_have_regulated_data(env.key)
	stored := residency.data_sets(env)
	some i, token in env.userRegions
	from := {country | some country in location.tokens[token].countries}
	barred := [h | some h in stored; not token in h.entry.locations; count(from - allowed_countries(h.entry)) > 0]
	count(barred) > 0
	finding := {
		"message": sprintf(
			"users in \"{region}\" share data set \"{set}\" (%s) in \"{environment}\"",
			[residency.describe(barred[0].item)],
		),
		"params": object.union(residency.params(barred[0].item), {"region": token, "environment": env.key}),
		"at": array.concat(env.at, ["userRegions", i]),
		"label": "outside the region of the data",
		"related": [{"at": barred[0].at, "message": "data set \"{set}\" is kept here"}],
		"notes": residency.notes(barred[0].item, barred[0].entry),
	}
}

# guests lists the guests with access to an environment, in person or by a group, each with a country.
guests(env) := [guest_access |
	some entry in array.concat(direct_access(env), group_access(env))
	guest := input.index.guests[concat("/", [env.tenant, entry.account])]
	guest_access := {"at": entry.at, "name": entry.account, "country": country(guest)}
]

direct_access(env) := [{"at": principal.at, "account": principal.account} |
	some principal in env.access
	principal.account
]

group_access(env) := [{"at": at, "account": member.account} |
	some [key, at] in array.concat(
		[[env.securityGroup, lib.path(env, "securityGroup")] | env.securityGroup],
		[[principal.group, principal.at] | some principal in env.access; principal.group],
	)
	some member in team.nested_members(key)
]

country(guest) := guest.usageLocation

country(guest) := residency.country(guest.home) if not guest.usageLocation

# allowed_countries is the set of countries from which the data may be accessed.
allowed_countries(entry) := union({{entry.subjects}, location_countries(entry), member_states(entry)})

location_countries(entry) := {country | some token in entry.locations; some country in location.tokens[token].countries}

member_states(entry) := {country | some country in data.facts.residency.memberStates} if entry.subjects == "EU"

member_states(entry) := set() if entry.subjects != "EU"
