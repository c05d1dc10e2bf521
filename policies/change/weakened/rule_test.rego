package tenantlint.rules.change.weakened_test

import data.tenantlint.rules.change["weakened"] as rule

row(both, before, after) := {
	"at": [0],
	"unknown": {},
	"before": object.union_n([both, {"unknown": {}}, before]),
	"after": object.union_n([both, {"at": [0], "unknown": {}}, after]),
}

environment := {"key": "contoso/crm"}

named := {"name": "contoso"}

test_security_group_gone if {
	rule.report == {{"message": "environment \"contoso/crm\" loses its security group \"contoso/sales\"", "at": [0, "securityGroup"]}} with input as {"changedEnvironments": [row(environment, {"securityGroup": "contoso/sales"}, {})]}
}

test_security_group_not_known if {
	rule.report == set() with input as {"changedEnvironments": [row(environment, {"securityGroup": "contoso/sales"}, {"unknown": {"securityGroup": true}})]}
}

test_another_security_group if {
	rule.report == set() with input as {"changedEnvironments": [row(environment, {"securityGroup": "contoso/sales"}, {"securityGroup": "contoso/all"})]}
}

test_isolation_off if {
	rule.report == {{"message": "tenant \"contoso\" loses its isolation", "at": [0, "tenantIsolation", "enabled"]}} with input as {"changedTenants": [row(
		named,
		{"tenantIsolation": {"enabled": true, "unknown": {}}},
		{"tenantIsolation": {"enabled": false, "unknown": {}}},
	)]}
}

test_isolation_gone if {
	count(rule.report) == 1 with input as {"changedTenants": [row(named, {"tenantIsolation": {"enabled": true, "unknown": {}}}, {})]}
}

test_isolation_not_known if {
	rule.report == set() with input as {"changedTenants": [row(named, {"tenantIsolation": {"enabled": true, "unknown": {}}}, {"unknown": {"tenantIsolation": true}})]}
}

consent(tenants) := {"application": {"adminConsent": [{"key": t} | some t in tenants], "unknown": {}}}

test_consent_gone if {
	rule.report == {{"message": "deployment \"contoso\" loses the consent of tenant \"b\"", "at": [0, "application", "adminConsent"]}} with input as {"changedDeployments": [row(named, consent(["a", "b"]), object.union(consent(["a"]), {"tenants": ["a"]}))]}
}

# deployment/admin-consent speaks while the deployment still touches the tenant.
test_consent_gone_and_needed if {
	rule.report == set() with input as {"changedDeployments": [row(named, consent(["a", "b"]), object.union(consent(["a"]), {"tenants": ["a", "b"]}))]}
}

test_approval_gone if {
	rule.report == {{"message": "master data \"contoso\" loses its approval", "at": [0, "approval"]}} with input as {"changedMasterData": [row(named, {"approval": {"levels": [{}], "unknown": {}}}, {})]}
}

test_level_added if {
	rule.report == set() with input as {"changedMasterData": [row(named, {"approval": {"levels": [{}], "unknown": {}}}, {"approval": {"levels": [{}, {}], "unknown": {}}})]}
}

rule_of(locations) := {"class": "health", "subjects": "EU", "allowedLocations": locations}

test_residency_gone if {
	gone := object.remove(row({}, rule_of(["europe"]), {}), ["after"])
	rule.report == {{"message": "the rule of residency for health of EU is gone", "at": [0]}} with input as {"changedResidency": [gone]}
}

test_residency_wider if {
	rule.report == {{"message": "the rule of residency for health of EU permits \"asia\" now", "at": [0, "allowedLocations"]}} with input as {"changedResidency": [row({}, rule_of(["europe"]), rule_of(["europe", "asia"]))]}
}

test_residency_narrower if {
	rule.report == set() with input as {"changedResidency": [row({}, rule_of(["europe", "asia"]), rule_of(["europe"]))]}
}
