# METADATA
# title: Data that the law ties to a region stands in an environment there
# description: >-
#   Some data may not be hosted outside a country or region: health data of people in the European
#   Union, health data of people in the United States, customer data of Swiss banks. The location of
#   an environment says where its database stands, and it cannot be changed later. The table of what
#   may be where is built in; a topology adds to it or replaces an entry under residency.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#security-and-privacy
#     description: About multiple online environments or tenants, Security and privacy
# custom:
#   level: error
#   help: keep the data in an environment in one of the allowed locations
#   since: 0.1.0
#   tags: [residency, location]
#   precision: high
package tenantlint.rules.residency.location

import data.tenantlint.lib
import data.tenantlint.lib.residency

report contains finding if {
	some env in input.environments
	some item in residency.judged(env)
	entry := residency.forbidden(item, env.location)
	finding := {
		"message": sprintf("data set %q (%s) stands in %q", [item.name, residency.described(item), env.location]),
		"at": lib.place(item, "name"),
		"related": array.concat(
			[{"at": lib.place(env, "location"), "message": sprintf("environment %q is in %q", [env.key, env.location])}],
			residency.declared(entry),
		),
		"notes": residency.notes(item, entry),
	}
}

# Master data stands in its master as well, whether or not the environment lists it.
report contains finding if {
	some row in input.masterData
	env := input.index.environments[row.master]
	some item in residency.judged(row)
	entry := residency.forbidden(item, env.location)
	listed := {[d.class, object.get(d, "subjects", "")] | some d in env.data}
	not [item.class, object.get(item, "subjects", "")] in listed
	finding := {
		"message": sprintf("master data %q (%s) is mastered in %q", [item.name, residency.described(item), env.location]),
		"at": lib.place(item, "name"),
		"related": array.concat(
			[{"at": lib.place(row, "master"), "message": sprintf("environment %q is in %q", [env.key, env.location])}],
			residency.declared(entry),
		),
		"notes": residency.notes(item, entry),
	}
}
