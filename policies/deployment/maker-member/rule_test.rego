package tenantlint.rules.deployment["maker-member_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment["maker-member"] as rule

group(members, inner) := object.union(
	fixture.topology(
		{
			"makerGroup": {"at": [0, "makerGroup"], "group": "g", "unknown": {}},
			"makers": [fixture.maker(0, "kim", "a/dev")],
		},
		{},
	),
	{"index": {
		"groups": {
			"g": {"at": [1], "tenant": "a", "members": members, "unknown": {}},
			"inner": object.union({"at": [2], "tenant": "a", "unknown": {}}, inner),
		},
		"nested": within("g", members),
	}},
)

within(key, members) := object.union(
	{member.group: [] | some member in members},
	{key: [member.group | some member in members]},
)

nested := [{"at": [1], "group": "inner"}]

member(name) := {"at": [1], "account": name}

test_outside if {
	findings := rule.report with input as group([member("sam")], {})
	fixture.paths(findings) == {[0, "makers", 0, "user"]}
}

test_of_an_empty_group if {
	findings := rule.report with input as group([], {})
	fixture.paths(findings) == {[0, "makers", 0, "user"]}
}

test_inside if {
	findings := rule.report with input as group([member("kim")], {})
	findings == set()
}

test_member_in_another_spelling if {
	findings := rule.report with input as group([{"at": [1], "account": "k", "person": "kim"}], {})
	findings == set()
}

test_in_a_group_of_the_group if {
	findings := rule.report with input as group(nested, {"members": [member("kim")]})
	findings == set()
}

test_outside_of_both if {
	findings := rule.report with input as group(nested, {"members": [member("sam")]})
	fixture.paths(findings) == {[0, "makers", 0, "user"]}
}

test_members_unknown if {
	findings := rule.report with input as group(nested, {"unknown": {"members": true}})
	findings == set()
}

test_group_of_another_tenant if {
	findings := rule.report with input as group([{"at": [1], "group": "other"}], {})
	findings == set()
}
