package tenantlint.rules.environment["cloud-location_test"]

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.environment["cloud-location"] as rule

here := {[0, "environments", 0, "location"]}

host := {[0, "environments", 0, "dataverse", "url"]}

test_location if {
	fixture.places(rule.report) == here with input as envs.one({"location": "usgov"}, {})
	fixture.places(rule.report) == here with input as envs.one({"location": "china"}, {})
	fixture.places(rule.report) == here with input as envs.one({"location": "europe"}, {"cloud": "gcchigh"})
	fixture.places(rule.report) == here with input as envs.one({"location": "usgov"}, {"cloud": "china"})
}

test_host if {
	fixture.places(rule.report) == host with input as envs.one(envs.dataverse({"url": "c.crm9.dynamics.com"}), {})
	fixture.places(rule.report) == host
		with input as envs.one(envs.dataverse({"url": "c.crm.dynamics.com"}), {"cloud": "china"})
	fixture.places(rule.report) == host
		with input as envs.one(envs.dataverse({"url": "c.crm9.dynamics.com"}), {"cloud": "dod"})
}

test_in_its_cloud if {
	rule.report == set() with input as envs.one(envs.dataverse({"url": "c.crm9.dynamics.com"}), {"cloud": "gcc"})
	rule.report == set() with input as envs.one({"location": "unitedstates"}, {"cloud": "gcc"})
	every cloud, location in {"public": "europe", "gcc": "usgov", "gcchigh": "usgov", "dod": "usgov", "china": "china"} {
		rule.report == set() with input as envs.one({"location": location}, {"cloud": cloud})
	}
}

test_cloud_not_known if {
	rule.report == set() with input as envs.one({"location": "usgov"}, {"unknown": {"cloud": true}})
}

test_tenant if {
	row := envs.tenant({"location": "usgov"})
	fixture.places(rule.report) == {[0, "location"]} with input.tenants as [row]
	rule.report == set() with input as envs.one({"location": "usgov"}, {"location": "usgov"})
}
