package tenantlint.rules.change["environment-location_test"]

import data.tenantlint.rules.change["environment-location"] as rule

changed(before, after) := {"changedEnvironments": [{
	"at": [0, "environments", 0],
	"unknown": {},
	"before": object.union({"key": "contoso/crm", "tenant": "contoso", "unknown": {}}, before),
	"after": object.union({"key": "contoso/crm", "tenant": "contoso", "at": [0, "environments", 0], "unknown": {}}, after),
}]}

test_other_location if {
	rule.report == {{
		"message": "environment \"contoso/crm\" changes its location from \"europe\" to \"france\"",
		"at": [0, "environments", 0, "location"],
		"label": "was \"europe\"",
	}} with input as changed({"location": "europe"}, {"location": "france"})
}

test_location_was_not_known if {
	rule.report == set() with input as changed({}, {"location": "france"})
}

test_location_is_not_known if {
	rule.report == set() with input as changed({"location": "europe"}, {})
}

# An environment of another tenant is another environment; environment-tenant speaks of it.
test_other_tenant if {
	rule.report == set() with input as changed({"location": "europe"}, {"location": "france", "tenant": "fabrikam"})
}
