package tenantlint.rules.administration.missing_test

import data.tenantlint.rules.administration.missing as rule

topology(tenant, administrators) := {
	"tenants": [object.union({"at": [0], "name": "contoso", "unknown": {}, "relationship": "internal"}, tenant)],
	"index": {"of": {"contoso": {"administrators": administrators}}},
}

administrator(fields) := object.union({"at": [0, "administrators", 0], "unknown": {}, "userPrincipalName": "ida@contoso.com"}, fields)

found(label) := {{
	"message": "tenant \"contoso\" has no Power Platform administrator",
	"at": [0, "administrators"],
	"label": label,
}}

test_no_list if {
	rule.report == found("no administrators") with input as {"tenants": topology({}, []).tenants, "index": {"of": {"contoso": {}}}}
}

test_empty_list if rule.report == found("no administrators") with input as topology({}, [])

test_other_roles if {
	rule.report == found("none of them holds a role that administers Power Platform") with input as topology({}, [
		administrator({"roles": ["ExchangeAdministrator"]}),
		administrator({"roles": []}),
	])
}

test_roles_that_administer if {
	every role in ["GlobalAdministrator", "PowerPlatformAdministrator", "Dynamics365Administrator", "dynamics365administrator"] {
		rule.report == set() with input as topology({}, [administrator({"roles": ["UserAdministrator", role]})])
	}
}

test_one_of_several if {
	rule.report == set() with input as topology({}, [
		administrator({"roles": ["UserAdministrator"]}),
		administrator({"roles": ["PowerPlatformAdministrator"]}),
	])
}

test_roles_not_listed if rule.report == set() with input as topology({}, [administrator({})])

test_roles_not_known if rule.report == set() with input as topology({}, [administrator({"roles": [], "unknown": {"roles": true}})])

test_administrators_not_known if rule.report == set() with input as topology({"unknown": {"administrators": true}}, [])

test_partner_without_administrators if rule.report == set() with input as topology({"relationship": "partner"}, [])

test_partner_with_administrators if {
	count(rule.report) == 1 with input as topology({"relationship": "partner"}, [administrator({"roles": ["UserAdministrator"]})])
}
