package tenantlint.rules.environment["away-from-home_test"]

import data.tenantlint.rules.environment["away-from-home"] as rule

topology(environment, tenant) := {
	"environments": [object.union({"at": [0, "environments", 0], "unknown": {}, "tenant": "contoso", "key": "contoso/orders"}, environment)],
	"index": {"tenants": {"contoso": object.union({"at": [0], "unknown": {}, "name": "contoso"}, tenant)}},
}

home := {"location": "europe"}

found := {{
	"message": "environment \"contoso/orders\" stands in \"japan\", away from \"europe\", the location of tenant \"contoso\"",
	"at": [0, "environments", 0, "location"],
	"label": "no reason given",
	"related": [{"at": [0, "location"], "message": "tenant \"contoso\" was signed up in \"europe\""}],
}}

test_no_reason if rule.report == found with input as topology({"location": "japan"}, home)

test_allowed_but_no_reason if {
	rule.report == found with input as topology({"location": "japan"}, {"location": "europe", "allowedLocations": ["europe", "japan"]})
}

test_not_allowed_is_reported_elsewhere if {
	rule.report == set() with input as topology({"location": "japan"}, {"location": "europe", "allowedLocations": ["europe"]})
}

test_reason if rule.report == set() with input as topology({"location": "japan", "locationReason": "near the plant"}, home)

test_reason_not_known if rule.report == set() with input as topology({"location": "japan", "unknown": {"locationReason": true}}, home)

test_at_home if rule.report == set() with input as topology({"location": "europe"}, home)

test_home_not_said if rule.report == set() with input as topology({"location": "japan"}, {})

test_location_not_in_the_table if rule.report == set() with input as topology({"location": "atlantis"}, home)
