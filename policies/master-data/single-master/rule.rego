# METADATA
# title: Entity with two masters
# description: >-
#   Central master data means that one environment holds the truth about an entity and hands it to all
#   others. With two masters a change in one is overwritten by the other, and nobody can say which version is
#   the latest. Several manifests may name the same master.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#master-data-management
#     description: About multiple online environments or tenants, Master data management
# custom:
#   level: error
#   help: choose one environment as the master of the entity, and let the other receive it
#   since: 0.1.0
#   tags: [master-data]
#   precision: very-high
package tenantlint.rules["master-data"]["single-master"]

import data.tenantlint.lib

report contains finding if {
	some shared in input.duplicates.entities
	rows := [row | some row in shared.rows; row.master]
	masters := {row.master | some row in rows}
	count(masters) > 1
	finding := {
		"message": "entity \"{entity}\" has {count} masters",
		"params": {"entity": rows[0].name, "count": lib.number(count(masters))},
		"locations": [{
			"at": row.at,
			"label": "master data \"{masterData}\" keeps it in \"{master}\"",
			"params": {"masterData": row.masterData, "master": row.master},
		} |
			some row in rows
		],
	}
}
