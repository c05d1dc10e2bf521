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

paths contains [f.at, f.params.before, f.params.after] if some f in rule.report

test_other_location if {
	paths == {[[0, "location"], "europe", "france"]}
		with input as moved({"location": "europe"}, {"location": "france"}) with data.facts.locations.tokens as tokens
}

test_region_of_another_location if {
	paths == {[[0, "location"], "westeurope", "france"]}
		with input as moved({"location": "westeurope"}, {"location": "france"}) with data.facts.locations.tokens as tokens
}

test_region_corrected if {
	paths == set()
		with input as moved({"location": "westeurope"}, {"location": "europe"})
		with data.facts.locations.tokens as tokens
}

test_typo_corrected if {
	paths == set()
		with input as moved({"location": "eurpoe"}, {"location": "europe"})
		with data.facts.locations.tokens as tokens
}

test_location_was_unknown if {
	paths == set()
		with input as moved({}, {"location": "france"})
		with data.facts.locations.tokens as tokens
}

test_location_unknown if {
	paths == set()
		with input as moved({"location": "europe"}, {})
		with data.facts.locations.tokens as tokens
}

# change/environment-tenant reports an environment that moves to another tenant.
test_other_tenant if {
	paths == set()
		with input as moved({"location": "europe"}, {"location": "france", "tenant": "fabrikam"})
		with data.facts.locations.tokens as tokens
}
