package tenantlint.rules.environment["url-location_test"]

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.environment["url-location"] as rule

test_of_another_location if {
	fixture.paths(rule.report) == {[0, "environments", 0, "dataverse", "url"]}
		with input as envs.single(object.union({"location": "europe"}, envs.dataverse({"url": "c.crm17.dynamics.com"})), {})
}

test_no_dataverse_host if {
	fixture.paths(rule.report) == {[0, "environments", 0, "dataverse", "url"]}
		with input as envs.single(object.union({"location": "europe"}, envs.dataverse({"url": "c.dynamics.com"})), {})
}

test_of_its_location if {
	rule.report == set()
		with input as envs.single(object.union({"location": "europe"}, envs.dataverse({"url": "c.crm4.dynamics.com"})), {})
}

test_web_api if {
	rule.report == set()
		with input as envs.single(
			object.union({"location": "europe"}, envs.dataverse({"url": "c.api.crm4.dynamics.com"})),
			{},
		)
}

test_not_in_the_table if {
	rule.report == set()
		with input as envs.single(object.union({"location": "europe"}, envs.dataverse({"url": "c.crm99.dynamics.com"})), {})
}

test_location_not_declared if {
	rule.report == set()
		with input as envs.single(envs.dataverse({"url": "c.crm4.dynamics.com"}), {})
}

test_of_another_cloud if {
	rule.report == set()
		with input as envs.single(
			object.union({"location": "europe"}, envs.dataverse({"url": "c.crm.microsoftdynamics.us"})),
			{},
		)
}

test_of_a_retired_cloud if {
	fixture.paths(rule.report) == {[0, "environments", 0, "dataverse", "url"]}
		with input as envs.single(
			object.union({"location": "europe"}, envs.dataverse({"url": "c.crm.microsoftdynamics.de"})),
			{},
		)
}
