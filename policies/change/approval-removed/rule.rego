# METADATA
# title: Approval of master data removed
# description: >-
#   Changes to master data must be approved by others than those who request them, at more than one level. A
#   change that removes a level of approval should not pass a review unnoticed.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#master-data-management-in-a-multiple-environment-deployment
#     description: About multiple online environments or tenants, Master data management
# custom:
#   level: warning
#   help: restore it, or confirm in the review that it should go
#   since: 0.1.0
#   aliases: [change/weakened]
#   tags: [change, master-data]
#   precision: high
package tenantlint.rules.change["approval-removed"]

import data.tenantlint.lib

report contains finding if {
	some change in input.changedMasterData
	before := levels(change.before)
	after := levels(change.after)
	after < before
	not change.after.unknown.approval
	not change.after.approval.unknown.levels
	finding := {
		"message": `master data "{name}" loses {lost} of its {count} levels of approval`,
		"params": {"name": change.after.name, "lost": lib.number(before - after), "count": lib.number(before)},
		"at": lib.path(change.after, "approval"),
	}
}

levels(row) := count(object.get(row, ["approval", "levels"], []))
