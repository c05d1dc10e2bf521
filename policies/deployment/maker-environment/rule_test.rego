package tenantlint.rules.deployment["maker-environment_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment["maker-environment"] as rule

group(members, envs) := {
	"deployments": [fixture.deployment({"makerGroup": {"at": [0, "makerGroup"], "group": "a/g", "unknown": {}}})],
	"index": {
		"environments": fixture.environments({}),
		"groups": {"a/g": {"at": [1], "tenant": "a", "members": members, "unknown": {}}},
		"nested": object.union(
			{member.group: [] | some member in members},
			{"a/g": [member.group | some member in members]},
		),
		"byTenant": {"a": {"environments": envs}},
	},
}

member(name) := {"at": [1], "account": name}

owned_environments(name) := {"at": [2], "key": "a/own", "type": "Developer", "owner": name, "unknown": {}}

test_shared if {
	findings := rule.report with input as fixture.topology(
		{"makers": [fixture.maker(0, "kim", "a/lab"), fixture.maker(1, "sam", "a/lab")]},
		{},
	)
	fixture.locations(findings) == {[[0, "makers", 0, "environment"], [0, "makers", 1, "environment"]]}
}

test_target if {
	findings := rule.report with input as fixture.topology({"makers": [fixture.maker(0, "kim", "a/test")]}, {})
	fixture.levels(findings) == {[[0, "makers", 0, "environment"], "error"]}
}

test_target_and_source if {
	findings := rule.report with input as fixture.topology(
		{
			"makers": [fixture.maker(0, "kim", "a/dev")],
			"stages": [fixture.stage(0, "development", ["a/dev"]), fixture.stage(1, "test", ["a/dev"])],
		},
		{},
	)
	findings == set()
}

test_two_of_one_maker if {
	findings := rule.report with input as fixture.topology(
		{"makers": [fixture.maker(0, "kim", "a/lab"), fixture.maker(1, "kim", "a/host")]},
		{},
	)
	findings == set()
}

test_one_person_twice if {
	findings := rule.report with input as fixture.topology(
		{
			"makers": [
				fixture.maker(0, "kim", "a/lab"),
				object.union(fixture.maker(1, "k", "a/lab"), {"person": "kim"}),
			],
		},
		{},
	)
	findings == set()
}

test_fewer_than_group_members if {
	findings := rule.report with input as group([member("kim"), member("sam")], [])
	fixture.paths(findings) == {[0, "stages"]}
}

test_own_environments if {
	findings := rule.report with input as group([member("kim"), member("sam")], [owned_environments("sam")])
	findings == set()
}

test_environment_of_somebody_else if {
	findings := rule.report with input as group([member("kim"), member("sam")], [owned_environments("ann")])
	fixture.paths(findings) == {[0, "stages"]}
}

test_one_member if {
	findings := rule.report with input as group([member("kim")], [])
	findings == set()
}

test_members_unknown if {
	findings := rule.report with input as group([{"at": [1], "group": "a/inner"}, member("kim"), member("sam")], [])
	findings == set()
}

test_demo if {
	findings := rule.report with input as fixture.topology(
		{"scenario": "demo", "makers": [fixture.maker(0, "kim", "a/test")]},
		{},
	)
	findings == set()
}
