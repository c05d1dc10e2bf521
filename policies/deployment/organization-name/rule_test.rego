package tenantlint.rules.deployment["organization-name_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment["organization-name"] as rule

organization(fields) := {"organizations": [object.union({"at": [0], "text": "x", "unknown": {}}, fields)]}

test_malformed if {
	findings := rule.report with input as organization({})
	{finding.message | some finding in findings} == {
		"\"{organization}\" is not the name or address of an Azure DevOps organization",
	}
}

test_elsewhere if {
	findings := rule.report with input as organization({"host": "github.com"})
	fixture.levels(findings) == {[[0], "warning"]}
}

test_name if {
	findings := rule.report with input as organization({"name": "x"})
	findings == set()
}
