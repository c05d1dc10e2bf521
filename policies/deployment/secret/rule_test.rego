package tenantlint.rules.deployment.secret_test

import data.tenantlint.rules.deployment.secret as rule

given(row) := {"secrets": [row]}

test_secret if {
	rule.report == {{
		"message": "text that looks like a password stands in a manifest",
		"at": [0, "description"],
		"label": "not shown",
		"notes": ["what stands in the history of a repository stays readable there; only a new secret is safe"],
	}} with input as given({"at": [0, "description"], "looksLike": "a password", "unknown": {}})
}

test_none if {
	rule.report == set() with input as {"secrets": []}
}
