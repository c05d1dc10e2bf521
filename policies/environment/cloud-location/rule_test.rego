package tenantlint.rules.environment["cloud-location_test"]

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.environment["cloud-location"] as rule

expected := {[0, "environments", 0, "location"]}

host := {[0, "environments", 0, "dataverse", "url"]}

test_location if {
	fixture.paths(rule.report) == expected with input as envs.single({"location": "usgov"}, {})
	fixture.paths(rule.report) == expected with input as envs.single({"location": "china"}, {})
	fixture.paths(rule.report) == expected with input as envs.single({"location": "europe"}, {"cloud": "gcchigh"})
	fixture.paths(rule.report) == expected with input as envs.single({"location": "usgov"}, {"cloud": "china"})
}

test_host if {
	fixture.paths(rule.report) == host with input as envs.single(envs.dataverse({"url": "c.crm9.dynamics.com"}), {})
	fixture.paths(rule.report) == host
		with input as envs.single(envs.dataverse({"url": "c.crm.dynamics.com"}), {"cloud": "china"})
	fixture.paths(rule.report) == host
		with input as envs.single(envs.dataverse({"url": "c.crm9.dynamics.com"}), {"cloud": "dod"})
}

test_in_its_cloud if {
	rule.report == set() with input as envs.single(envs.dataverse({"url": "c.crm9.dynamics.com"}), {"cloud": "gcc"})
	rule.report == set() with input as envs.single({"location": "unitedstates"}, {"cloud": "gcc"})
	every cloud, location in {"public": "europe", "gcc": "usgov", "gcchigh": "usgov", "dod": "usgov", "china": "china"} {
		rule.report == set() with input as envs.single({"location": location}, {"cloud": cloud})
	}
}

test_cloud_unknown if {
	rule.report == set() with input as envs.single({"location": "usgov"}, {"unknown": {"cloud": true}})
}

test_tenant if {
	row := envs.tenant({"location": "usgov"})
	fixture.paths(rule.report) == {[0, "location"]} with input.tenants as [row]
	rule.report == set() with input as envs.single({"location": "usgov"}, {"location": "usgov"})
}
