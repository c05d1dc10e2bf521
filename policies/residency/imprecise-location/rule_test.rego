package tenantlint.rules.residency["imprecise-location_test"]

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.residency["imprecise-location"] as rule

deposits(subjects) := envs.data_set(0, "clients", "secret", {"subjects": subjects})

entry(subjects, locations) := {"index": {"residency": [{
	"at": [1, "residency", 0], "class": "secret", "subjects": subjects, "allowedLocations": locations, "unknown": {},
}]}}

topology(fields, subjects, locations) := object.union(
	envs.single(object.union(fields, {"data": [deposits(subjects)]}), {}),
	entry(subjects, locations),
)

test_two_countries if {
	fixture.paths(rule.report) == {[0, "environments", 0, "location"]}
		with input as topology({"location": "asia"}, "SG", ["asia"])
}

test_replicated if {
	{finding.label | some finding in rule.report} == {"may be replicated to \"{reaches}\""}
		with input as topology({"location": "southamerica"}, "BR", ["southamerica"])
}

test_one_country if {
	rule.report == set() with input as topology({"location": "japan"}, "JP", ["japan"])
	rule.report == set() with input as topology({"location": "europe"}, "IE", ["europe", "france"])
	rule.report == set() with input as topology({"location": "japan"}, "SG", ["asia"])
}

test_part_of_a_macro_region if {
	fixture.paths(rule.report) == {[0, "environments", 0, "azureRegion"]}
		with input as topology({"azureRegion": "southeastasia"}, "SG", ["singapore"])
	fixture.paths(rule.report) == {[0, "environments", 0, "macroRegion"]}
		with input as topology({"macroRegion": "northamerica"}, "CA", ["canada"])
}

test_all_of_a_macro_region if {
	fixture.paths(rule.report) == {[0, "environments", 0, "macroRegion"]}
		with input as topology({"macroRegion": "northamerica"}, "US", ["unitedstates", "unitedstatesfirstrelease", "canada"])
		with data.facts.locations.tokens.canada.countries as ["CA", "US"]
	rule.report == set()
		with input as topology({"macroRegion": "northamerica"}, "FR", ["unitedstates", "unitedstatesfirstrelease", "canada"])
}

test_location_unknown if {
	rule.report == set()
		with input as topology({"macroRegion": "northamerica", "unknown": {"location": true}}, "CA", ["canada"])
}
