# METADATA
# description: What the tests of rules on deployments share.
package tenantlint.lib.fixture_test

# stage is stage i of the first document.
stage(i, name, keys) := {"at": [0, "stages", i], "stage": name, "unknown": {}, "environments": [ref |
	some j, key in keys
	ref := {"at": [0, "stages", i, "environments", j], "key": key}
]}

# maker is maker i of the first document.
maker(i, user, env) := {"at": [0, "makers", i], "unknown": {}, "user": user, "environment": env}

# deployment is a row with development, test and production in tenant "a".
deployment(fields) := object.union(
	{
		"at": [0], "name": "sales", "scenario": "enterprise", "unknown": {}, "tenants": ["a"],
		"stages": [stage(0, "development", ["a/dev"]), stage(1, "test", ["a/test"]), stage(2, "production", ["a/prod"])],
	},
	fields,
)

# environments are those of tenants a and b by key, with other fields for some of them.
environments(changed) := {key: object.union(row, object.get(changed, key, {})) |
	some tenant in ["a", "b"]
	some name in ["dev", "test", "prod", "host", "lab"]
	key := sprintf("%s/%s", [tenant, name])
	row := {
		"at": [1, key], "key": key, "tenant": tenant, "name": name, "type": "Production",
		"location": "europe", "managed": true, "unknown": {},
	}
}

# topology is an input of one deployment, and environments of which some differ.
topology(fields, changed) := {
	"deployments": [deployment(fields)],
	"index": {"environments": environments(changed)},
}

# places are where findings are.
places(report) := {finding.at | some finding in report}

# levels are those that findings give themselves, by place.
levels(report) := {[finding.at, finding.level] | some finding in report}

# locations are the places of findings that have several.
locations(report) := {[loc.at | some loc in finding.locations] | some finding in report}

# values are the params of findings.
values(report) := {finding.params | some finding in report}
