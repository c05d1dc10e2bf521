package tenantlint.rules.administration.missing_test

import data.tenantlint.rules.administration.missing as rule

topology(tenant, administrators) := {
	"tenants": [object.union({"at": [0], "name": "contoso", "unknown": {}, "relationship": "internal"}, tenant)],
	"index": {"byTenant": {"contoso": {"administrators": administrators}}},
}

administrator(fields) := object.union(
	{
		"at": [0, "administrators", 0], "unknown": {},
		"userPrincipalName": "ida@contoso.com", "delegated": false,
	},
	fields,
)

expected(label) := {{
	"message": `tenant "{tenant}" has no Power Platform administrator`,
	"params": {"tenant": "contoso"},
	"at": [0, "administrators"],
	"label": label,
}}

test_no_list if {
	rule.report == expected("no administrators") with input as {
		"tenants": topology({}, []).tenants,
		"index": {"byTenant": {"contoso": {}}},
	}
}

test_empty_list if rule.report == expected("no administrators") with input as topology({}, [])

test_other_roles if {
	administrators := [administrator({"roles": ["ExchangeAdministrator"]}), administrator({"roles": []})]
	rule.report == expected("nobody here holds a role that administers Power Platform")
		with input as topology({}, administrators)
}

administered_by(role) := topology({}, [administrator({"roles": ["UserAdministrator", role]})])

test_global if rule.report == set() with input as administered_by("GlobalAdministrator")

test_older_name if rule.report == set() with input as administered_by("CompanyAdministrator")

test_name_with_spaces if rule.report == set() with input as administered_by("CRM Service Administrator")

test_id_of_the_role if rule.report == set() with input as administered_by("11648597-926c-4cf3-9c36-bcebb0ba8dcc")

test_other_case if rule.report == set() with input as administered_by("dynamics365administrator")

test_one_of_several if {
	rule.report == set() with input as topology({}, [
		administrator({"roles": ["UserAdministrator"]}),
		administrator({"roles": ["PowerPlatformAdministrator"]}),
	])
}

test_group if {
	group := object.union(
		object.remove(administrator({"roles": ["PowerPlatformAdministrator"]}), ["userPrincipalName"]),
		{"group": "contoso/admins"},
	)
	rule.report == set() with input as topology({}, [group])
}

delegated := administrator({"roles": ["PowerPlatformAdministrator"], "delegated": true})

test_delegated_only if {
	report := rule.report with input as topology({}, [delegated])
	{[f.level, f.message] | some f in report} == {[
		"warning",
		`tenant "{tenant}" has no Power Platform administrator but those of a provider`,
	]}
}

test_delegated_without_a_role if {
	other := object.union(delegated, {"roles": ["UserAdministrator"]})
	rule.report == expected("nobody here holds a role that administers Power Platform") with input as topology({}, [other])
}

test_delegated_and_own if {
	own := administrator({"roles": ["GlobalAdministrator"]})
	rule.report == set() with input as topology({}, [own, delegated])
}

test_roles_not_listed if rule.report == set() with input as topology({}, [administrator({})])

test_roles_unknown if {
	rule.report == set() with input as topology({}, [administrator({"roles": [], "unknown": {"roles": true}})])
}

test_administrators_unknown if rule.report == set() with input as topology({"unknown": {"administrators": true}}, [])

test_partner if {
	other := administrator({"roles": ["UserAdministrator"]})
	rule.report == set() with input as topology({"relationship": "partner"}, [other])
}
