package tenantlint.rules.license.assignment_test

import data.tenantlint.rules.license.assignment as rule

topology(unknown, of) := {"tenants": [{"at": [0], "name": "contoso", "unknown": unknown}], "index": {"of": {"contoso": of}}}

subscription(sku) := {"at": [0, "subscriptions", 0], "unknown": {}, "skuPartNumber": sku}

user(licenses) := {"at": [0, "users", 0], "unknown": {}, "userPrincipalName": "adele@contoso.com", "licenses": licenses}

guest := {
	"at": [0, "guests", 0], "unknown": {}, "address": "bob@fabrikam.com",
	"userPrincipalName": "bob_fabrikam.com#ext#@contoso.com", "licenses": ["FLOW"],
}

test_user if {
	rule.report == {{
		"message": "tenant \"contoso\" assigns licence \"FLOW\" to \"adele@contoso.com\", but holds no subscription of it",
		"at": [0, "users", 0, "licenses", 1],
		"label": "not held",
		"related": [{"at": [0, "subscriptions"], "message": "what the tenant holds"}],
	}} with input as topology({}, {"subscriptions": [subscription("APPS")], "users": [user(["APPS", "FLOW"])]})
}

test_guest if {
	report := rule.report with input as topology({}, {"subscriptions": [subscription("APPS")], "guests": [guest]})
	{[f.at, f.message] | some f in report} == {[
		[0, "guests", 0, "licenses", 0],
		"tenant \"contoso\" assigns licence \"FLOW\" to \"bob@fabrikam.com\", but holds no subscription of it",
	]}
}

test_held_in_another_case if {
	rule.report == set() with input as topology({}, {"subscriptions": [subscription("apps")], "users": [user(["APPS"])]})
}

test_no_licences if {
	rule.report == set() with input as topology({}, {"subscriptions": [subscription("APPS")], "users": [object.remove(user([]), ["licenses"])]})
}

test_no_subscriptions if rule.report == set() with input as topology({}, {"users": [user(["APPS"])]})

test_subscriptions_not_known if {
	rule.report == set() with input as topology({"subscriptions": true}, {"subscriptions": [subscription("APPS")], "users": [user(["FLOW"])]})
}

test_product_not_known if {
	subscriptions := [subscription("APPS"), object.remove(subscription(""), ["skuPartNumber"])]
	rule.report == set() with input as topology({}, {"subscriptions": subscriptions, "users": [user(["FLOW"])]})
}
