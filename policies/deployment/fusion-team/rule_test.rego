package tenantlint.rules.deployment["fusion-team_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment["fusion-team"] as rule

role(i, name) := {"at": [0, "teams", i], "name": name, "role": name, "unknown": {}}

roles := [role(i, name) | some i, name in ["maker", "developer", "admin"]]

external(members, unknown) := object.union(
	fixture.topology(
		{"developmentTenant": "a", "teams": array.concat(roles, [object.union(
			role(3, "maker"),
			{"external": true, "members": members, "unknown": unknown},
		)])},
		{},
	),
	{"index": {
		"byTenant": {"a": {"domains": [{"at": [1], "name": "a.com", "unknown": {}}]}},
		"groups": {"g": {"at": [1], "members": [member("kim@a.com")], "unknown": {}}},
	}},
)

member(account) := {"at": [1], "account": account}

test_none if {
	findings := rule.report with input as fixture.topology({}, {})
	fixture.params(findings) == {{"kind": "enterprise", "deployment": "sales", "missing": ["maker", "developer", "admin"]}}
}

test_one_missing if {
	findings := rule.report with input as fixture.topology({"teams": [role(0, "maker"), role(1, "admin")]}, {})
	fixture.paths(findings) == {[0, "teams"]}
}

test_all if {
	findings := rule.report with input as fixture.topology({"teams": roles}, {})
	findings == set()
}

test_unknown if {
	findings := rule.report with input as fixture.topology({"unknown": {"teams": true}}, {})
	findings == set()
}

test_demo if {
	findings := rule.report with input as fixture.topology({"scenario": "demo"}, {})
	findings == set()
}

test_external_without_guests if {
	findings := rule.report with input as external([member("kim@a.com"), {"at": [1], "group": "g"}], {})
	fixture.paths(findings) == {[0, "teams", 3, "members"]}
}

test_external_without_members if {
	findings := rule.report with input as external([], {})
	fixture.paths(findings) == {[0, "teams", 3, "members"]}
}

test_external_with_a_guest if {
	findings := rule.report with input as external([member("ann@b.com")], {})
	findings == set()
}

test_external_with_a_guest_by_its_name if {
	findings := rule.report with input as external([member("ann_b.com#ext#@a.com")], {})
	findings == set()
}

test_members_unknown if {
	findings := rule.report with input as external([], {"members": true})
	findings == set()
}
