package tenantlint.rules.environment["access-outside-group_test"]

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.environment["access-outside-group"] as rule

account(i, name) := {"at": [0, "environments", 0, "access", i], "account": name, "person": name}

member(name) := {"at": [0], "account": name, "person": name}

inner(key) := {"at": [0], "group": key}

groups := {
	"contoso/sales": {"at": [0], "unknown": {}, "members": [member("kim@contoso.com"), inner("contoso/night")]},
	"contoso/night": {"at": [0], "unknown": {}, "members": [member("lee@contoso.com")]},
	"contoso/finance": {"at": [0], "unknown": {}, "members": [member("sam@contoso.com")]},
}

topology(access, administrators, changed) := {
	"environments": [envs.environment({"securityGroup": "contoso/sales", "access": access})],
	"index": {
		"tenants": {"contoso": envs.tenant({})},
		"byTenant": {"contoso": {"administrators": administrators}},
		"groups": object.union(groups, changed),
		"nested": {"contoso/sales": ["contoso/night"], "contoso/night": []},
	},
}

administrator(role) := {"at": [0], "unknown": {}, "person": "sam@contoso.com", "roles": [role]}

outsiders := [account(0, "sam@contoso.com")]

expected := {[0, "environments", 0, "access", 0]}

test_outside if fixture.paths(rule.report) == expected with input as topology(outsiders, [], {})

test_dynamics_administrator if {
	fixture.paths(rule.report) == expected
		with input as topology(outsiders, [administrator("Dynamics365Administrator")], {})
}

test_power_platform_administrator if {
	rule.report == set() with input as topology(outsiders, [administrator("PowerPlatformAdministrator")], {})
}

test_administrator_by_group if {
	row := {"at": [0], "unknown": {}, "group": "contoso/finance", "roles": ["PowerPlatformAdministrator"]}
	rule.report == set() with input as topology(outsiders, [row], {})
}

test_administrators_unknown if {
	open := topology(outsiders, [], {})
	rule.report == set()
		with input as object.union(open, {"index": {"tenants": {"contoso": {"unknown": {"administrators": true}}}}})
}

test_members if {
	rule.report == set()
		with input as topology([account(0, "kim@contoso.com"), account(1, "lee@contoso.com")], [], {})
}

test_groups if {
	rule.report == set()
		with input as topology([{"at": [0, "environments", 0, "access", 0], "group": "contoso/night"}], [], {})
	fixture.paths(rule.report) == expected
		with input as topology([{"at": [0, "environments", 0, "access", 0], "group": "contoso/finance"}], [], {})
}

test_members_unknown if {
	rule.report == set()
		with input as topology(outsiders, [], {"contoso/night": {"at": [0], "unknown": {"members": true}, "members": []}})
	rule.report == set()
		with input as topology(outsiders, [], {
			"contoso/sales": {"members": [inner("contoso/night")], "unknown": {"members": true}},
		})
}
