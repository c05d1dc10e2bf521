package tenantlint.rules.deployment["organization-name_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment["organization-name"] as rule

organization(fields) := {"organizations": [object.union({"at": [0], "text": "x", "unknown": {}}, fields)]}

test_malformed if {
	found := rule.report with input as organization({})
	{finding.message | some finding in found} == {
		"\"{organization}\" is not the name or address of an Azure DevOps organization",
	}
}

test_elsewhere if {
	found := rule.report with input as organization({"host": "github.com"})
	fixture.levels(found) == {[[0], "warning"]}
}

test_name if {
	found := rule.report with input as organization({"name": "x"})
	found == set()
}
