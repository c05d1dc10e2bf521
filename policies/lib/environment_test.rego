# METADATA
# description: Fixtures shared by the tests of rules on environments and their data.
package tenantlint.lib.environment_test

# environment returns environment crm of tenant contoso.
environment(fields) := object.union(
	{
		"at": [0, "environments", 0], "unknown": {}, "tenant": "contoso", "name": "crm", "key": "contoso/crm",
		"type": "Production",
	},
	fields,
)

# nth returns environment n of tenant contoso.
nth(n, name, fields) := object.union(
	environment({"at": [0, "environments", n], "name": name, "key": concat("/", ["contoso", name])}),
	fields,
)

# dataverse returns the fields of the first environment's database.
dataverse(fields) := {"dataverse": object.union({"at": [0, "environments", 0, "dataverse"], "unknown": {}}, fields)}

# tenant returns tenant contoso.
tenant(fields) := object.union({"at": [0], "unknown": {}, "name": "contoso", "cloud": "public"}, fields)

# single returns an input with a single environment and its tenant.
single(fields, home) := {
	"environments": [environment(fields)],
	"index": {
		"tenants": {"contoso": tenant(home)},
		"environments": {"contoso/crm": environment(fields)},
		"residency": [],
	},
}

# data_set returns data set n of the first environment.
data_set(n, name, class, fields) := object.union(
	{"at": [0, "environments", 0, "data", n], "unknown": {}, "name": name, "class": class},
	fields,
)

# patients is a data set of health data of people in the EU.
patients := data_set(0, "patients", "health", {"subjects": "EU"})

# master returns a master data set.
master(fields) := object.union({"at": [1], "unknown": {}, "name": "parties", "master": "contoso/crm"}, fields)
