package tenantlint.rules.change["environment-location_test"]

import data.tenantlint.rules.change["environment-location"] as rule

row(before, after) := {
	"at": [0],
	"unknown": {},
	"before": object.union({"unknown": {}}, before),
	"after": object.union({"at": [0], "unknown": {}}, after),
}

moved(before, after) := {"changedEnvironments": [row(
	object.union({"key": "contoso/crm", "tenant": "contoso"}, before),
	object.union({"key": "contoso/crm", "tenant": "contoso"}, after),
)]}

tokens := {
	"europe": {"azureRegions": ["westeurope"]},
	"france": {"azureRegions": ["francecentral"]},
}

sites(topology) := {[f.at, f.params.before, f.params.after] |
	report := rule.report with input as topology with data.facts.locations.tokens as tokens
	some f in report
}

test_other_location if {
	sites(moved({"location": "europe"}, {"location": "france"})) == {[[0, "location"], "europe", "france"]}
}

test_region_of_another_location if {
	sites(moved({"location": "westeurope"}, {"location": "france"})) == {[[0, "location"], "westeurope", "france"]}
}

test_region_corrected if sites(moved({"location": "westeurope"}, {"location": "europe"})) == set()

test_slip_corrected if sites(moved({"location": "eurpoe"}, {"location": "europe"})) == set()

test_location_was_not_known if sites(moved({}, {"location": "france"})) == set()

test_location_is_not_known if sites(moved({"location": "europe"}, {})) == set()

# An environment of another tenant is another environment; environment-tenant speaks of it.
test_other_tenant if sites(moved({"location": "europe"}, {"location": "france", "tenant": "fabrikam"})) == set()
