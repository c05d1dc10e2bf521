package tenantlint.rules.identity["mail-unique_test"]

import data.tenantlint.rules.identity["mail-unique"] as rule

topology(names) := {"duplicates": {"mails": [{
	"key": "contoso sales@contoso.com",
	"rows": [
	{
		"at": [0, "users", i], "unknown": {}, "tenant": "contoso", "userPrincipalName": name,
		"mail": "sales@contoso.com",
	} |
		some i, name in names
	],
}]}}

test_two_users if {
	rule.report == {{
		"message": `mail address "{mail}" is that of {count} users of tenant "{tenant}"`,
		"params": {"mail": "sales@contoso.com", "count": "two", "tenant": "contoso"},
		"locations": [
			{"at": [0, "users", 0, "mail"], "label": `of user "{user}"`, "params": {"user": "ana@contoso.com"}},
			{"at": [0, "users", 1, "mail"], "label": `of user "{user}"`, "params": {"user": "bo@contoso.com"}},
		],
	}} with input as topology(["ana@contoso.com", "bo@contoso.com"])
}

test_one_user_twice if rule.report == set() with input as topology(["ana@contoso.com", "ana@contoso.com"])
