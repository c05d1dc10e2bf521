package tenantlint.rules.environment["unknown-macro-region_test"]

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.rules.environment["unknown-macro-region"] as rule

suggestions contains object.get(finding, "suggestion", "") if some finding in rule.report

test_not_in_the_table if {
	suggestions == {"asiapacific"} with input as envs.single({"macroRegion": "asiapacfic"}, {})
	suggestions == {""} with input as envs.single({"macroRegion": "antarctica"}, {})
}

test_spellings if {
	every name in ["asiapacific", "asia-pacific", "europe-uk", "the-americas", "emea"] {
		rule.report == set() with input as envs.single({"macroRegion": name}, {})
	}
}

test_no_macro_region if rule.report == set() with input as envs.single({}, {})

test_reported_by_residency if {
	unlisted := {"macroRegion": "antarctica", "data": [envs.patients]}
	rule.report == set() with input as envs.single(unlisted, {})
	suggestions == {""} with input as envs.single(object.union(unlisted, {"location": "europe"}), {})
	suggestions == {""} with input as envs.single(object.union(unlisted, {"unknown": {"location": true}}), {})
}
