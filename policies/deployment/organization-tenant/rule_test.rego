package tenantlint.rules.deployment["organization-tenant_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment["organization-tenant"] as rule

shared(tenants) := {"duplicates": {"organizations": [{"key": "contoso", "rows": [row |
	some i, tenant in tenants
	row := object.union({"at": [i], "name": "contoso", "unknown": {}}, tenant)
]}]}}

test_two_tenants if {
	findings := rule.report with input as shared([{"tenant": "a"}, {"tenant": "b"}, {}])
	fixture.locations(findings) == {[[0], [1]]}
}

test_one_tenant if {
	findings := rule.report with input as shared([{"tenant": "a"}, {"tenant": "a"}, {}])
	findings == set()
}
