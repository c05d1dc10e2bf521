package tenantlint.rules.residency.sharing_test

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.residency.sharing as rule

guest(fields) := object.union({"at": [0, "guests", 0], "unknown": {}, "key": "contoso/kim@fabrikam.com"}, fields)

kim := {"at": [0, "access", 0], "account": "kim@fabrikam.com", "person": "kim@fabrikam.com"}

topology(fields, who) := {
	"environments": [environment],
	"index": {
		"environments": {"contoso/crm": environment},
		"residency": [],
		"tenants": {"contoso": envs.tenant({}), "fabrikam": {"at": [2], "unknown": {}, "countryLetterCode": "US"}},
		"nested": {"contoso/clerks": ["contoso/night"], "contoso/night": []},
		"guests": {"contoso/kim@fabrikam.com": guest(who)},
		"groups": {
			"contoso/clerks": {"at": [0], "unknown": {}, "members": [{"at": [0], "group": "contoso/night"}]},
			"contoso/night": {"at": [0], "unknown": {}, "members": [kim]},
		},
	},
} if {
	environment := envs.environment(object.union({"location": "europe", "data": [envs.patients]}, fields))
}

test_guest if {
	fixture.paths(rule.report) == {[0, "access", 0]}
		with input as topology({"access": [kim]}, {"usageLocation": "US"})
	fixture.paths(rule.report) == {[0, "access", 0]} with input as topology({"access": [kim]}, {"home": "fabrikam"})
}

test_guest_in_a_group if {
	fixture.paths(rule.report) == {[0, "access", 1]}
		with input as topology({"access": [{"at": [0, "access", 1], "group": "contoso/clerks"}]}, {"usageLocation": "US"})
	fixture.paths(rule.report) == {[0, "environments", 0, "securityGroup"]}
		with input as topology({"securityGroup": "contoso/clerks"}, {"usageLocation": "US"})
}

test_guest_inside if {
	rule.report == set() with input as topology({"access": [kim]}, {"usageLocation": "ES"})
	rule.report == set() with input as topology({"access": [kim]}, {})
	rule.report == set() with input as topology({"access": [kim], "data": []}, {"usageLocation": "US"})
}

test_user_regions if {
	fixture.paths(rule.report) == {[0, "environments", 0, "userRegions", 1]}
		with input as topology({"userRegions": ["france", "unitedkingdom", "atlantis"]}, {})
}
