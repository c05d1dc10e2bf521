# METADATA
# title: Team that is one letter off a group
# description: >-
#   A team that asks for changes or approves them may be a group, an account or a name of any kind. A name
#   that is a slip of the pen for a group of the tenant is taken for a name, so that nothing is known of its
#   members and separation of duties is not checked.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#master-data-management
#     description: About multiple online environments or tenants, Master data management
# custom:
#   level: warning
#   help: correct the name of the group
#   since: 0.1.0
#   tags: [master-data, approval]
#   precision: medium
package tenantlint.rules["master-data"]["misspelt-team"]

report contains finding if {
	some row in input.teamSlips
	finding := {
		"message": "team \"{team}\" is not a group of tenant \"{tenant}\", so its members are not known",
		"params": {"team": row.name, "tenant": row.tenant},
		"at": row.at,
		"suggestion": row.suggestion,
	}
}
