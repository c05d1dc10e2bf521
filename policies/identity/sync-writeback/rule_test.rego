package tenantlint.rules.identity["sync-writeback_test"]

import data.tenantlint.rules.identity["sync-writeback"] as rule

row(doc, tenant, more) := object.union({"at": [doc, "directorySync", 0], "tenant": tenant, "stagingMode": false, "unknown": {}}, more)

report(rows) := found if {
	found := rule.report with input as {"shared": {"syncForests": [{"key": "corp.contoso.com", "rows": rows}]}}
}

found(field, feature) := {
	"message": sprintf("%s of forest \"corp.contoso.com\" is set up with two tenants", [feature]),
	"sites": [
		{"at": [0, "directorySync", 0, field], "label": "set up here by tenant \"eu\""},
		{"at": [1, "directorySync", 0, field], "label": "and here by tenant \"us\""},
	],
}

test_each_feature if {
	every field, feature in {
		"deviceWriteback": "device write-back", "groupWriteback": "group write-back",
		"hybridExchange": "hybrid Exchange", "seamlessSso": "seamless single sign-on",
	} {
		report([row(0, "eu", {field: true}), row(1, "us", {field: true})]) == {found(field, feature)}
	}
}

test_two_features_are_two_findings if {
	both := {"groupWriteback": true, "seamlessSso": true}
	report([row(0, "eu", both), row(1, "us", both)]) == {found("groupWriteback", "group write-back"), found("seamlessSso", "seamless single sign-on")}
}

test_off_in_one if report([row(0, "eu", {"groupWriteback": true}), row(1, "us", {"groupWriteback": false})]) == set()

test_feature_each if report([row(0, "eu", {"groupWriteback": true}), row(1, "us", {"deviceWriteback": true})]) == set()

test_not_known if report([row(0, "eu", {"groupWriteback": true}), row(1, "us", {"unknown": {"groupWriteback": true}})]) == set()

test_staging if report([row(0, "eu", {"groupWriteback": true}), row(1, "us", {"groupWriteback": true, "stagingMode": true})]) == set()

test_staging_not_known if {
	waiting := object.remove(row(1, "us", {"groupWriteback": true, "unknown": {"stagingMode": true}}), ["stagingMode"])
	report([row(0, "eu", {"groupWriteback": true}), waiting]) == set()
}

test_one_tenant if report([row(0, "eu", {"groupWriteback": true}), row(0, "eu", {"groupWriteback": true})]) == set()
