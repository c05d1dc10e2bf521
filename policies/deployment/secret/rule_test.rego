package tenantlint.rules.deployment.secret_test

import data.tenantlint.rules.deployment.secret as rule

test_secret if {
	findings := rule.report with input as {"secrets": [{"at": [0, "x"], "looksLike": "a client secret", "unknown": {}}]}
	{[finding.at, finding.params] | some finding in findings} == {[[0, "x"], {"secret": "a client secret"}]}
}
