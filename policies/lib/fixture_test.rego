# METADATA
# description: Fixtures shared by the tests of rules on deployments.
package tenantlint.lib.fixture_test

# stage returns stage i of the first document.
stage(i, name, keys) := {"at": [0, "stages", i], "stage": name, "unknown": {}, "environments": [ref |
	some j, key in keys
	ref := {"at": [0, "stages", i, "environments", j], "key": key}
]}

# maker returns maker i of the first document.
maker(i, user, env) := {"at": [0, "makers", i], "unknown": {}, "user": user, "environment": env}

# deployment returns a row with development, test and production in tenant "a".
deployment(fields) := object.union(
	{
		"at": [0], "name": "sales", "scenario": "enterprise", "unknown": {}, "tenants": ["a"],
		"stages": [stage(0, "development", ["a/dev"]), stage(1, "test", ["a/test"]), stage(2, "production", ["a/prod"])],
	},
	fields,
)

# environments maps the keys of the environments of tenants a and b to their rows, with overrides by key.
environments(overrides) := {key: object.union(row, object.get(overrides, key, {})) |
	some tenant in ["a", "b"]
	some name in ["dev", "test", "prod", "host", "lab"]
	key := sprintf("%s/%s", [tenant, name])
	row := {
		"at": [1, key], "key": key, "tenant": tenant, "name": name, "type": "Production",
		"location": "europe", "managed": true, "unknown": {},
	}
}

# topology returns an input with one deployment, and environments with overrides by key.
topology(fields, overrides) := {
	"deployments": [deployment(fields)],
	"index": {"environments": environments(overrides)},
}

# paths is the set of paths of findings with a single location.
paths(report) := {finding.at | some finding in report}

# levels is the set of [path, level] of findings that override the level of their rule.
levels(report) := {[finding.at, finding.level] | some finding in report}

# locations is the set of the lists of paths of findings with several locations.
locations(report) := {[loc.at | some loc in finding.locations] | some finding in report}

# params is the set of the params of findings.
params(report) := {finding.params | some finding in report}
