package tenantlint.rules.pipelines["source-and-target_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.pipelines["source-and-target"] as rule

used(rows) := {"duplicates": {"pipelineUses": [{
	"key": "a/dev",
	"rows": [object.union({"at": [i], "unknown": {}}, row) | some i, row in rows],
}]}}

test_of_one_host if {
	findings := rule.report with input as used([{"host": "h", "source": true}, {"host": "h"}])
	fixture.locations(findings) == {[[0], [1]]}
}

test_of_the_platform_host if {
	findings := rule.report with input as used([{}, {"source": true}])
	fixture.locations(findings) == {[[1], [0]]}
}

test_of_one_deployment if {
	findings := rule.report with input as used([
		{"deployment": "x", "source": true, "unknown": {"host": true}},
		{"deployment": "x", "unknown": {"host": true}},
	])
	fixture.locations(findings) == {[[0], [1]]}
}

test_of_two_hosts if {
	findings := rule.report with input as used([{"host": "h", "source": true}, {"host": "i"}])
	findings == set()
}

test_host_unknown if {
	findings := rule.report with input as used([{"host": "h"}, {"source": true, "unknown": {"host": true}}])
	findings == set()
}

test_targets if {
	findings := rule.report with input as used([{"host": "h"}, {"host": "h"}])
	findings == set()
}

test_of_a_maker if {
	findings := rule.report with input as used([{"host": "h", "source": true, "maker": true}, {"host": "h"}])
	findings == set()
}
