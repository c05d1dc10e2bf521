# METADATA
# title: Group used by another tenant
# description: >-
#   A security group exists in one tenant and cannot be shared with another. An environment can only
#   be opened to a group of its own tenant, a group can only hold groups of its own tenant, and the
#   teams of a deployment work where its environments are. People of another tenant come in as guests.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#a-multi-tenant-deployment
#     description: About multiple online environments or tenants, A multi-tenant deployment
# custom:
#   level: error
#   help: create a group in the tenant that needs it, and put members and guests of that tenant into it
#   since: 0.1.0
#   tags: [identity, group]
#   precision: very-high
package tenantlint.rules.identity["group-single-tenant"]

import data.tenantlint.lib

report contains finding if {
	some shared in input.duplicates.groupIds
	tenants := count(lib.tenants(shared.rows))
	tenants > 1
	finding := {
		"message": `group id "{id}" is declared by {count} tenants`,
		"params": {"id": shared.key, "count": lib.number(tenants)},
		"locations": lib.locations(shared.rows, "id", "declared"),
		"help": "leave the group in the tenant that has it, and create another one where it is needed too",
	}
}

report contains finding if {
	some row in input.groupUses
	row.groupTenant != object.get(row, "tenant", "")
	is_other_tenant(row)
	finding := {
		"message": `{by} "{of}" uses group "{group}" of another tenant`,
		"params": {"by": row.by, "of": row.of, "group": row.group, "tenant": row.groupTenant},
		"at": row.at,
		"label": `a group of tenant "{tenant}"`,
		"related": [{"at": lib.path(group, "name"), "message": "the group is declared here"} |
			group := input.index.groups[row.group]
		],
	}
}

# A group that no tenant lists still belongs to one tenant.
report contains finding if {
	some shared in input.duplicates.unlistedGroups
	tenants := count(lib.tenants(shared.rows))
	tenants > 1
	finding := {
		"message": `group "{group}" is used in {count} tenants`,
		"params": {"group": shared.key, "count": lib.number(tenants)},
		"locations": [{"at": row.at, "label": `used here by tenant "{tenant}"`, "params": {"tenant": row.tenant}} |
			some row in shared.rows
			row.tenant
		],
	}
}

is_other_tenant(row) if row.tenant != row.groupTenant

# A deployment over several tenants has no single tenant. It has a row only for a group of none of its tenants.
is_other_tenant(row) if {
	not row.tenant
	row.by in {"team", "administration team"}
}
