package tenantlint.rules.environment["application-cloud_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.environment["application-cloud"] as rule

topology(clouds) := {
	"deployments": [fixture.deployment({
		"tenants": ["a", "b"],
		"application": {"at": [0, "application"], "unknown": {}, "tenant": "a"},
	})],
	"index": {"tenants": {name: row |
		some name, cloud in clouds
		row := {"at": [1, name], "unknown": {}, "name": name, "cloud": cloud}
	}},
}

test_two_clouds if {
	fixture.paths(rule.report) == {[0, "application", "appId"]}
		with input as topology({"a": "public", "b": "gcchigh"})
}

test_one_family if rule.report == set() with input as topology({"a": "public", "b": "gcc"})

test_no_application if {
	rule.report == set() with input as object.remove(topology({"a": "public", "b": "china"}), ["deployments"])
}
