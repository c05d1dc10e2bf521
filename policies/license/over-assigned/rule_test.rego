package tenantlint.rules.license["over-assigned_test"]

import data.tenantlint.rules.license["over-assigned"] as rule

topology(of) := {"tenants": [{"at": [0], "name": "contoso", "unknown": {}}], "index": {"of": {"contoso": of}}}

subscription(i, fields) := object.union({"at": [0, "subscriptions", i], "unknown": {}, "skuPartNumber": "APPS"}, fields)

user(i) := {"at": [0, "users", i], "unknown": {}, "userPrincipalName": sprintf("u%d@contoso.com", [i]), "licenses": ["Apps"]}

guest := {"at": [0, "guests", 0], "unknown": {}, "address": "bob@fabrikam.com", "licenses": ["APPS"]}

test_consumed if {
	rule.report == {{
		"message": "tenant \"contoso\" assigns more of licence \"APPS\" than it has: 25 of 20",
		"at": [0, "subscriptions", 0, "consumedUnits"],
		"label": "25 consumed",
		"related": [{"at": [0, "subscriptions", 0, "enabledUnits"], "message": "20 enabled"}],
	}} with input as topology({"subscriptions": [subscription(0, {"enabledUnits": 20, "consumedUnits": 25})]})
}

test_listed_by_users_and_guests if {
	rule.report == {{
		"message": "tenant \"contoso\" assigns more of licence \"APPS\" than it has: 3 of 2",
		"at": [0, "subscriptions", 0],
		"label": "3 users and guests list it",
		"related": [{"at": [0, "subscriptions", 0, "enabledUnits"], "message": "2 enabled"}],
	}} with input as topology({
		"subscriptions": [subscription(0, {"enabledUnits": 2, "consumedUnits": 2})],
		"users": [user(0), user(1)],
		"guests": [guest],
	})
}

test_none_enabled if {
	report := rule.report with input as topology({"subscriptions": [subscription(0, {"enabledUnits": 0})], "users": [user(0)]})
	{f.message | some f in report} == {"tenant \"contoso\" assigns more of licence \"APPS\" than it has: 1 of 0"}
}

test_subscriptions_of_a_product_are_added_up if {
	rule.report == set() with input as topology({"subscriptions": [
		subscription(0, {"enabledUnits": 10, "consumedUnits": 13}),
		subscription(1, {"enabledUnits": 10, "consumedUnits": 5, "skuPartNumber": "apps"}),
	]})
}

test_first_subscription_with_assignments_is_shown if {
	report := rule.report with input as topology({"subscriptions": [
		subscription(0, {"enabledUnits": 1}),
		subscription(1, {"enabledUnits": 1, "consumedUnits": 5}),
	]})
	{[f.at, count(f.related)] | some f in report} == {[[0, "subscriptions", 1, "consumedUnits"], 2]}
}

test_product_known_by_its_purchase_only if {
	row := {"at": [0, "subscriptions", 0], "unknown": {}, "subscriptionId": "id", "enabledUnits": 1, "consumedUnits": 2}
	report := rule.report with input as topology({"subscriptions": [row]})
	{f.message | some f in report} == {"tenant \"contoso\" assigns more of licence \"id\" than it has: 2 of 1"}
}

test_all_assigned if {
	rule.report == set() with input as topology({"subscriptions": [subscription(0, {"enabledUnits": 1, "consumedUnits": 1})], "users": [user(0)]})
}

test_units_not_known if {
	rule.report == set() with input as topology({
		"subscriptions": [subscription(0, {"consumedUnits": 5, "unknown": {"enabledUnits": true}}), subscription(1, {"enabledUnits": 1})],
		"users": [user(0), user(1)],
	})
}
