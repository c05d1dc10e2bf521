package tenantlint.rules.license["unlicensed-access_test"]

import data.tenantlint.rules.license["unlicensed-access"] as rule

user := {
	"at": [0, "users", 0],
	"unknown": {},
	"tenant": "contoso",
	"userPrincipalName": "adele@contoso.com",
	"person": "adele@contoso.com",
	"access": {"environment": "contoso/sales", "at": [0, "groups", 0]},
}

topology(row, environment, of) := {
	"users": [row],
	"index": {
		"byTenant": {"contoso": of},
		"groups": {"contoso/admins": {"members": [{"account": "adele@contoso.com", "person": "adele@contoso.com"}]}},
		"environments": {
			"contoso/sales": object.union({"type": "Production", "unknown": {}}, environment),
			"contoso/crm": {"type": "Production", "unknown": {}},
		},
	},
}

expected(environment, at, label) := {{
	"message": `user "{user}" may enter environment "{environment}", but has no license`,
	"params": {"user": "adele@contoso.com", "environment": environment},
	"at": [0, "users", 0, "licenses"],
	"label": label,
	"related": [{"at": at, "message": `access to environment "{environment}" is given here`}],
}}

no_license := expected("contoso/sales", [0, "groups", 0], "no license assigned")

test_production if rule.report == no_license with input as topology(user, {}, {})

test_sandbox if rule.report == no_license with input as topology(user, {"type": "Sandbox"}, {})

test_empty_list if rule.report == no_license with input as topology(object.union(user, {"licenses": []}), {}, {})

test_developer if rule.report == set() with input as topology(user, {"type": "Developer"}, {})

test_trial if rule.report == set() with input as topology(user, {"type": "Trial"}, {})

test_database_and_developer_environment if {
	row := object.union(user, {"dataverseAccess": {"environment": "contoso/crm", "at": [0, "groups", 1]}})
	rule.report == expected("contoso/crm", [0, "groups", 1], "no license assigned") with input as topology(
		row,
		{"type": "Developer"},
		{},
	)
}

free_user := object.union(user, {
	"licenses": ["f30db892-07e9-47e9-837c-80727f46fd3d"],
	"dataverseAccess": {"environment": "contoso/sales", "at": [0, "groups", 0]},
})

test_free_product if {
	label := "free products are not a license for Dataverse"
	rule.report == expected("contoso/sales", [0, "groups", 0], label) with input as topology(free_user, {}, {})
}

test_free_product_without_dataverse if {
	rule.report == set() with input as topology(object.remove(free_user, ["dataverseAccess"]), {}, {})
}

test_free_product_in_a_sandbox if rule.report == set() with input as topology(free_user, {"type": "Sandbox"}, {})

test_pay_as_you_go if rule.report == set() with input as topology(user, {"billingPolicy": "pay"}, {})

test_pay_as_you_go_unknown if {
	rule.report == set() with input as topology(user, {"unknown": {"billingPolicy": true}}, {})
}

test_pay_as_you_go_with_apps_of_dynamics if {
	rule.report == no_license with input as topology(user, {"billingPolicy": "pay", "apps": ["Sales"]}, {})
}

test_licensed if rule.report == set() with input as topology(object.union(user, {"licenses": ["APPS"]}), {}, {})

test_licenses_unknown if {
	rule.report == set() with input as topology(object.union(user, {"unknown": {"licenses": true}}), {}, {})
}

administrators(fields) := {"administrators": [object.union({"at": [0, "administrators", 0], "unknown": {}}, fields)]}

test_administrator if {
	of := administrators({"person": "adele@contoso.com", "roles": ["GlobalAdministrator"]})
	rule.report == set() with input as topology(user, {}, of)
}

test_administrator_by_group if {
	of := administrators({"group": "contoso/admins", "roles": ["PowerPlatformAdministrator"]})
	rule.report == set() with input as topology(user, {}, of)
}

test_administrator_without_roles if {
	rule.report == set() with input as topology(user, {}, administrators({"person": "adele@contoso.com"}))
}

test_other_administrator if {
	of := administrators({"person": "adele@contoso.com", "roles": ["HelpdeskAdministrator"]})
	rule.report == no_license with input as topology(user, {}, of)
}

test_external_account if {
	rule.report == set() with input as topology(object.union(user, {"external": true}), {}, {})
}

test_external_account_with_dataverse if {
	row := object.union(user, {
		"external": true,
		"dataverseAccess": {"environment": "contoso/crm", "at": [0, "groups", 1]},
	})
	count(rule.report) == 1 with input as topology(row, {}, {})
}

test_no_access if rule.report == set() with input as topology(object.remove(user, ["access"]), {}, {})
