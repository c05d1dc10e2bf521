package tenantlint.rules.deployment["admin-consent_test"]

import data.tenantlint.rules.deployment["admin-consent"] as rule

stage(i, name, keys) := {"at": [0, "stages", i], "stage": name, "unknown": {}, "environments": [{"at": [0, "stages", i, "environments", j], "key": key} | some j, key in keys]}

row(fields) := object.union({"at": [0], "name": "sales", "scenario": "enterprise", "unknown": {}, "tenants": ["contoso"], "stages": []}, fields)

env(key, tenant) := {"at": [1, "environments", key], "key": key, "tenant": tenant, "unknown": {}}

given(fields) := {"deployments": [row(object.union({"tenants": ["a", "b"], "stages": [stage(0, "development", ["a/dev"]), stage(1, "production", ["b/prod"])]}, fields))], "index": {"environments": {"a/dev": env("a/dev", "a"), "b/prod": env("b/prod", "b")}}}

consent(tenants) := {"application": {"at": [0, "application"], "unknown": {}, "adminConsent": [{"at": [0], "key": tenant} | some tenant in tenants]}}

missing(tenant, i) := {
	"message": sprintf("tenant %q has not consented to the application of enterprise deployment \"sales\"", [tenant]),
	"at": [0, "application", "adminConsent"],
	"related": [{"at": [0, "stages", i, "environments", 0], "message": sprintf("in tenant %q", [tenant])}],
}

test_missing if {
	rule.report == {missing("b", 1)} with input as given(consent(["a"]))
	rule.report == {missing("a", 0), missing("b", 1)} with input as given({"application": {"at": [0, "application"], "unknown": {}}})
}

test_given if {
	rule.report == set() with input as given(consent(["a", "b", "c"]))
}

test_none_needed if {
	rule.report == set() with input as given(object.union(consent([]), {"engine": "powerPlatformPipelines"}))
	rule.report == set() with input as given(object.union(consent([]), {"scenario": "demo"}))
	rule.report == set() with input as given({})
}

test_not_known if {
	rule.report == set() with input as given({"application": {"at": [0, "application"], "unknown": {"adminConsent": true}}})
}
