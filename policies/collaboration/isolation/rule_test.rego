package tenantlint.rules.collaboration.isolation_test

import data.tenantlint.rules.collaboration.isolation as rule

facts := {"entraSignIn": {"dataverse": true}, "otherSignIn": {"sftp": true}}

tenant(name, isolation) := {"at": [name], "unknown": {}, "name": name, "tenantIsolation": object.union(
	{"at": [name, "tenantIsolation"], "unknown": {}},
	isolation,
)}

entry(i, fields) := object.union({"at": ["eu", "tenantIsolation", "allowedTenants", i], "unknown": {}}, fields)

connection(fields) := object.union(
	{"at": [0, "connections", 0], "unknown": {}, "from": "eu/crm", "to": "us/crm"},
	fields,
)

connected(eu, us) := by({"connector": "Dataverse"}, eu, us)

by(fields, eu, us) := {
	"connections": [connection(fields)],
	"index": {
		"tenants": {"eu": tenant("eu", eu), "us": tenant("us", us)},
		"environments": {"eu/crm": {"tenant": "eu"}, "eu/erp": {"tenant": "eu"}, "us/crm": {"tenant": "us"}},
	},
}

# gates are the places that refuse, with their direction.
gates(topology) := [[gate.at, gate.params.tenant, gate.params.direction, gate.params.other] |
	report := rule.report with input as topology with data.facts.isolation as facts
	some finding in report
	some gate in finding.related
]

levels(topology) := {object.get(finding, "level", "error") |
	report := rule.report with input as topology with data.facts.isolation as facts
	some finding in report
}

out := [["eu", "tenantIsolation"], "eu", "outbound", "us"]

into := [["us", "tenantIsolation"], "us", "inbound", "eu"]

allowing(entries) := {"enabled": true, "allowedTenants": entries}

test_outbound if gates(connected({"enabled": true}, {})) == [out]

test_inbound if gates(connected({}, {"enabled": true})) == [into]

test_both_tenants if gates(connected({"enabled": true}, {"enabled": true})) == [out, into]

test_allowed_in_the_other_direction if {
	allowed := allowing([entry(0, {"tenant": "us", "inbound": true, "outbound": false})])
	gates(connected(allowed, {})) == [out]
}

test_another_tenant_allowed if {
	gates(connected(allowing([entry(0, {"tenant": "jp", "outbound": true})]), {})) == [out]
}

test_levels if {
	levels(by({"connector": "shared_Dataverse"}, {"enabled": true}, {})) == {"error"}
	levels(by({"connector": "Parts Catalog"}, {"enabled": true}, {})) == {"warning"}
	levels(by({}, {"enabled": true}, {})) == {"warning"}
	levels(by({"connector": "SFTP"}, {"enabled": true}, {})) == set()
	levels(by({"unknown": {"connector": true}}, {"enabled": true}, {})) == set()
}

test_allowed if {
	every name in ["us", "*"] {
		gates(connected(allowing([entry(0, {"tenant": name, "outbound": true})]), {})) == []
	}
	gates(connected({}, allowing([entry(0, {"tenant": "eu", "inbound": true})]))) == []
}

test_isolation_off if gates(connected({"enabled": false}, {"enabled": false})) == []

test_not_known if {
	gates(connected({"unknown": {"enabled": true}}, {})) == []
	gates(connected({"enabled": true, "unknown": {"allowedTenants": true}}, {})) == []
	gates(connected(allowing([entry(0, {"tenant": "us", "unknown": {"outbound": true}})]), {})) == []
	gates(connected(allowing([entry(0, {"outbound": true, "unknown": {"tenant": true}})]), {})) == []
}

test_inside_a_tenant if gates(by({"to": "eu/erp"}, {"enabled": true}, {})) == []
