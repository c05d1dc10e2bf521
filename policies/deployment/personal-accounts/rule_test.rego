package tenantlint.rules.deployment["personal-accounts_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment["personal-accounts"] as rule

test_personal if {
	findings := rule.report with input as fixture.topology(
		{
			"application": {
				"at": [0, "application"],
				"unknown": {},
				"signInAudience": "PersonalMicrosoftAccount",
			},
		},
		{},
	)
	fixture.paths(findings) == {[0, "application", "signInAudience"]}
}

test_one_organization if {
	findings := rule.report with input as fixture.topology(
		{"application": {"at": [0, "application"], "unknown": {}, "signInAudience": "AzureADMyOrg"}},
		{},
	)
	findings == set()
}
