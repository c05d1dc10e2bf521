package tenantlint.rules.pipelines["shared-environment_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.pipelines["shared-environment"] as rule

shared(hosts) := {"duplicates": {"pipelineHosts": [{"key": "h i", "rows": [row |
	some i, host in hosts
	row := {"at": [i], "unknown": {}, "host": host, "hostAt": [host], "environment": sprintf("a/%d", [i % 2])}
]}]}}

test_two_hosts if {
	found := rule.report with input as shared(["h", "h", "i", "i"])
	fixture.locations(found) == {[["h"], ["i"]]}
}

test_environments if {
	found := rule.report with input as shared(["h", "i"])
	fixture.params(found) == {{"count": "two", "environments": ["a/0", "a/1"]}}
}

test_none if {
	found := rule.report with input as {"duplicates": {"pipelineHosts": []}}
	found == set()
}
