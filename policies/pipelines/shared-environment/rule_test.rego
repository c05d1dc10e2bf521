package tenantlint.rules.pipelines["shared-environment_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.pipelines["shared-environment"] as rule

shared(hosts) := {"shared": {"pipelineUses": [{"key": "a/dev", "rows": [object.union(
	{"at": [i], "unknown": {}},
	host,
) |
	some i, host in hosts
]}]}}

test_two_hosts if {
	found := rule.report with input as shared([{"host": "h"}, {"host": "i"}, {}])
	fixture.sites(found) == {[[0], [1]]}
}

test_one_host if {
	found := rule.report with input as shared([{"host": "h"}, {"host": "h"}, {}])
	found == set()
}
