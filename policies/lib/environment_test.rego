# METADATA
# description: What the tests of rules on environments and their data share.
package tenantlint.lib.environment_test

# environment is one of tenant contoso, called crm.
environment(fields) := object.union(
	{
		"at": [0, "environments", 0], "unknown": {}, "tenant": "contoso", "name": "crm", "key": "contoso/crm",
		"type": "Production",
	},
	fields,
)

# named is environment n of tenant contoso.
named(n, name, fields) := object.union(
	environment({"at": [0, "environments", n], "name": name, "key": concat("/", ["contoso", name])}),
	fields,
)

# dataverse is the database of the first environment.
dataverse(fields) := {"dataverse": object.union({"at": [0, "environments", 0, "dataverse"], "unknown": {}}, fields)}

# tenant is contoso.
tenant(fields) := object.union({"at": [0], "unknown": {}, "name": "contoso", "cloud": "public"}, fields)

# one is an input of one environment and its tenant.
one(fields, home) := {
	"environments": [environment(fields)],
	"index": {
		"tenants": {"contoso": tenant(home)},
		"environments": {"contoso/crm": environment(fields)},
		"residency": [],
	},
}

# set is data set n of the first environment.
set(n, name, class, fields) := object.union(
	{"at": [0, "environments", 0, "data", n], "unknown": {}, "name": name, "class": class},
	fields,
)

# patients is health data of people in the EU.
patients := set(0, "patients", "health", {"subjects": "EU"})

# master is a master data set.
master(fields) := object.union({"at": [1], "unknown": {}, "name": "parties", "master": "contoso/crm"}, fields)
