package tenantlint.rules.license["over-assigned_test"]

import data.tenantlint.rules.license["over-assigned"] as rule

topology(of) := {
	"tenants": [{"at": [0], "name": "contoso", "unknown": {}}],
	"index": {"tenants": {"contoso": {"at": [0]}}, "byTenant": {"contoso": of}},
}

subscription(i, fields) := object.union(
	{"at": [0, "subscriptions", i], "unknown": {}, "skuPartNumber": "APPS"},
	fields,
)

user(i) := {"at": [0, "users", i], "unknown": {}, "userPrincipalName": "adele@contoso.com", "licenses": ["Apps"]}

guest := {"at": [0, "guests", 0], "unknown": {}, "address": "bob@fabrikam.com", "licenses": ["APPS"]}

related(i, usable) := {
	"at": [0, "subscriptions", i, "enabledUnits"],
	"message": "{units} usable",
	"params": {"units": usable},
}

expected(used, available, consumed, listed) := {
	"message": `tenant "{tenant}" assigns more licenses of "{license}" than it has: {used} of {available}`,
	"params": {
		"tenant": "contoso", "license": "APPS",
		"used": used, "available": available, "consumed": consumed, "listed": listed,
	},
	"related": [related(0, available)],
}

test_consumed if {
	rule.report == {object.union(expected(25, 20, 25, 0), {
		"at": [0, "subscriptions", 0, "consumedUnits"],
		"label": "{consumed} consumed",
	})} with input as topology({"subscriptions": [subscription(0, {"enabledUnits": 20, "consumedUnits": 25})]})
}

test_listed_by_users_and_guests if {
	rule.report == {object.union(expected(3, 2, 2, 3), {
		"at": [0, "subscriptions", 0],
		"label": "{listed} users and guests list it",
	})} with input as topology({
		"subscriptions": [subscription(0, {"enabledUnits": 2, "consumedUnits": 2})],
		"users": [user(0), user(1)],
		"guests": [guest],
	})
}

summary(finding) := [finding.params.used, finding.params.available]

test_none_enabled if {
	report := rule.report with input as topology({
		"subscriptions": [subscription(0, {"enabledUnits": 0})],
		"users": [user(0)],
	})
	{summary(f) | some f in report} == {[1, 0]}
}

test_consumed_is_counted_for_the_product if {
	rule.report == set() with input as topology({"subscriptions": [
		subscription(0, {"enabledUnits": 10, "consumedUnits": 20}),
		subscription(1, {"enabledUnits": 15, "consumedUnits": 20, "skuPartNumber": "apps"}),
	]})
}

test_subscription_with_most_consumed_is_shown if {
	report := rule.report with input as topology({"subscriptions": [
		subscription(0, {"enabledUnits": 1}),
		subscription(1, {"enabledUnits": 1, "consumedUnits": 5}),
	]})
	{[f.at, count(f.related)] | some f in report} == {[[0, "subscriptions", 1, "consumedUnits"], 2]}
}

test_units_in_grace if {
	row := subscription(0, {"enabledUnits": 0, "warningUnits": 25, "consumedUnits": 20})
	rule.report == set() with input as topology({"subscriptions": [row]})
}

test_suspended_units_not_usable if {
	row := subscription(0, {"enabledUnits": 0, "suspendedUnits": 25, "consumedUnits": 20})
	count(rule.report) == 1 with input as topology({"subscriptions": [row]})
}

test_license_twice_for_one_user if {
	row := object.union(user(0), {"licenses": ["APPS", "apps"]})
	rule.report == set() with input as topology({"subscriptions": [subscription(0, {"enabledUnits": 1})], "users": [row]})
}

id := "b30411f5-fea1-4a59-9ad9-3db7c7ead579"

test_license_by_name_and_by_id if {
	row := object.union(user(0), {"licenses": [upper(id), "APPS"]})
	held := subscription(0, {"enabledUnits": 1, "skuId": id})
	rule.report == set() with input as topology({"subscriptions": [held], "users": [row]})
}

test_product_by_id_in_one_purchase if {
	report := rule.report with input as topology({
		"subscriptions": [
			subscription(0, {"enabledUnits": 1, "skuId": id}),
			object.remove(subscription(1, {"enabledUnits": 1, "skuId": id}), ["skuPartNumber"]),
		],
		"users": [user(0), user(1), user(2)],
	})
	{summary(f) | some f in report} == {[3, 2]}
}

test_product_id_from_its_purchase if {
	row := {
		"at": [0, "subscriptions", 0], "unknown": {},
		"subscriptionId": "id", "enabledUnits": 1, "consumedUnits": 2,
	}
	report := rule.report with input as topology({"subscriptions": [row]})
	{f.params.license | some f in report} == {"id"}
}

test_all_assigned if {
	row := subscription(0, {"enabledUnits": 1, "consumedUnits": 1})
	rule.report == set() with input as topology({"subscriptions": [row], "users": [user(0)]})
}

test_units_unknown if {
	rule.report == set() with input as topology({
		"subscriptions": [
			subscription(0, {"consumedUnits": 5, "unknown": {"enabledUnits": true}}),
			subscription(1, {"enabledUnits": 1}),
		],
		"users": [user(0), user(1)],
	})
}

test_units_in_grace_unknown if {
	row := subscription(0, {"enabledUnits": 1, "consumedUnits": 5, "unknown": {"warningUnits": true}})
	rule.report == set() with input as topology({"subscriptions": [row]})
}
