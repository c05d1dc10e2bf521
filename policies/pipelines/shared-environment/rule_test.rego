package tenantlint.rules.pipelines["shared-environment_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.pipelines["shared-environment"] as rule

shared(hosts) := {"duplicates": {"pipelineHosts": [{"key": "h i", "rows": [row |
	some i, host in hosts
	row := {"at": [i], "unknown": {}, "host": host, "hostAt": [host], "environment": sprintf("a/%d", [i % 2])}
]}]}}

test_two_hosts if {
	findings := rule.report with input as shared(["h", "h", "i", "i"])
	fixture.locations(findings) == {[["h"], ["i"]]}
}

test_environments if {
	findings := rule.report with input as shared(["h", "i"])
	fixture.params(findings) == {{"count": "two", "environments": ["a/0", "a/1"]}}
}

test_no_duplicates if {
	findings := rule.report with input as {"duplicates": {"pipelineHosts": []}}
	findings == set()
}
