package tenantlint.rules.license.assignment_test

import data.tenantlint.rules.license.assignment as rule

topology(unknown, of) := {
	"tenants": [{"at": [0], "name": "contoso", "unknown": unknown}],
	"index": {"tenants": {"contoso": {"at": [0]}}, "byTenant": {"contoso": of}},
}

subscription(more) := object.union({"at": [0, "subscriptions", 0], "unknown": {}}, more)

apps := subscription({"skuPartNumber": "APPS"})

user(licenses) := {"at": [0, "users", 0], "unknown": {}, "userPrincipalName": "adele@contoso.com", "licenses": licenses}

guest := {
	"at": [0, "guests", 0], "unknown": {}, "address": "bob@fabrikam.com",
	"userPrincipalName": "bob_fabrikam.com#ext#@contoso.com", "licenses": ["FLOW"],
}

test_user if {
	rule.report == {{
		"message": `tenant "{tenant}" assigns license "{license}" to "{account}", but holds no subscription of it`,
		"params": {"tenant": "contoso", "license": "FLOW", "account": "adele@contoso.com"},
		"at": [0, "users", 0, "licenses", 1],
		"label": "not held",
		"related": [{"at": [0, "subscriptions"], "message": "what the tenant holds"}],
	}} with input as topology({}, {"subscriptions": [apps], "users": [user(["APPS", "FLOW"])]})
}

test_guest if {
	report := rule.report with input as topology({}, {"subscriptions": [apps], "guests": [guest]})
	{[f.at, f.params.account] | some f in report} == {[[0, "guests", 0, "licenses", 0], "bob@fabrikam.com"]}
}

test_owned_in_another_case if {
	held := subscription({"skuPartNumber": "apps"})
	rule.report == set() with input as topology({}, {"subscriptions": [held], "users": [user(["APPS"])]})
}

id := "b30411f5-fea1-4a59-9ad9-3db7c7ead579"

other := "4a51bca5-1eff-43f5-878c-177680f191af"

test_owned_by_id if {
	held := subscription({"skuPartNumber": "APPS", "skuId": id})
	rule.report == set() with input as topology({}, {"subscriptions": [held], "users": [user([id, "apps"])]})
}

test_owned_by_id_only if {
	held := subscription({"skuId": id})
	rule.report == set() with input as topology({}, {"subscriptions": [held], "users": [user([upper(id)])]})
}

test_name_of_an_id_in_the_table if {
	held := subscription({"skuId": id})
	rule.report == set() with input as topology({}, {"subscriptions": [held], "users": [user(["POWERAPPS_PER_USER"])]})
}

test_id_of_a_name_in_the_table if {
	held := subscription({"skuPartNumber": "POWERAPPS_PER_USER"})
	rule.report == set() with input as topology({}, {"subscriptions": [held], "users": [user([id])]})
}

test_other_id if {
	held := subscription({"skuId": id})
	count(rule.report) == 1 with input as topology({}, {"subscriptions": [held], "users": [user([other])]})
}

test_name_that_may_match_an_id if {
	held := subscription({"skuId": "11111111-aaaa-4bbb-8ccc-000000000001"})
	rule.report == set() with input as topology({}, {"subscriptions": [held], "users": [user(["APPS"])]})
}

test_free_product if {
	rule.report == set() with input as topology({}, {"subscriptions": [apps], "users": [user(["FLOW_FREE", "APPS"])]})
}

test_no_licenses if {
	row := object.remove(user([]), ["licenses"])
	rule.report == set() with input as topology({}, {"subscriptions": [apps], "users": [row]})
}

test_no_subscriptions if rule.report == set() with input as topology({}, {"users": [user(["APPS"])]})

test_subscriptions_unknown if {
	of := {"subscriptions": [apps], "users": [user(["FLOW"])]}
	rule.report == set() with input as topology({"subscriptions": true}, of)
}

test_product_unknown if {
	rule.report == set() with input as topology({}, {"subscriptions": [apps, subscription({})], "users": [user(["FLOW"])]})
}
