# METADATA
# title: Master data changed without approval
# description: >-
#   A central master allows for central control of changes: nobody who requests a change can make it alone,
#   because an independent team must approve it. Without a declared approval, one person or a small group can
#   make a change to their own benefit, such as a higher credit limit.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#master-data-management
#     description: About multiple online environments or tenants, Master data management
# custom:
#   level: note
#   help: add an approval with the levels and teams that a change must pass
#   since: 0.1.0
#   tags: [master-data, approval]
#   precision: high
package tenantlint.rules["master-data"].approval

import data.tenantlint.lib

report contains finding if {
	some row in input.masterData
	not row.unknown.approval
	not row.approval.unknown.levels
	count(object.get(row, ["approval", "levels"], [])) == 0
	finding := {
		"message": "master data \"{masterData}\" declares no approval of changes",
		"params": {"masterData": row.name},
		"at": lib.path(row, "approval"),
	}
}
