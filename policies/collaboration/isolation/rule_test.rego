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

# gates lists the closed gates, as [path, tenant, direction, other tenant].
gates := [[gate.at, gate.params.tenant, gate.params.direction, gate.params.other] |
	some finding in rule.report
	some gate in finding.related
]

levels contains object.get(finding, "level", "error") if some finding in rule.report

outbound_gate := [["eu", "tenantIsolation"], "eu", "outbound", "us"]

inbound_gate := [["us", "tenantIsolation"], "us", "inbound", "eu"]

allowing(entries) := {"enabled": true, "allowedTenants": entries}

test_outbound if {
	gates == [outbound_gate] with input as connected({"enabled": true}, {}) with data.facts.isolation as facts
}

test_inbound if {
	gates == [inbound_gate] with input as connected({}, {"enabled": true}) with data.facts.isolation as facts
}

test_both_tenants if {
	gates == [outbound_gate, inbound_gate]
		with input as connected({"enabled": true}, {"enabled": true})
		with data.facts.isolation as facts
}

test_allowed_in_the_other_direction if {
	allowed := allowing([entry(0, {"tenant": "us", "inbound": true, "outbound": false})])
	gates == [outbound_gate] with input as connected(allowed, {}) with data.facts.isolation as facts
}

test_another_tenant_allowed if {
	gates == [outbound_gate]
		with input as connected(allowing([entry(0, {"tenant": "jp", "outbound": true})]), {})
		with data.facts.isolation as facts
}

test_levels if {
	levels == {"error"}
		with input as by({"connector": "shared_Dataverse"}, {"enabled": true}, {}) with data.facts.isolation as facts
	levels == {"warning"}
		with input as by({"connector": "Parts Catalog"}, {"enabled": true}, {}) with data.facts.isolation as facts
	levels == {"warning"} with input as by({}, {"enabled": true}, {}) with data.facts.isolation as facts
	levels == set() with input as by({"connector": "SFTP"}, {"enabled": true}, {}) with data.facts.isolation as facts
	levels == set()
		with input as by({"unknown": {"connector": true}}, {"enabled": true}, {}) with data.facts.isolation as facts
}

test_allowed if {
	gates == []
		with input as connected({}, allowing([entry(0, {"tenant": "eu", "inbound": true})]))
		with data.facts.isolation as facts
	every name in ["us", "*"] {
		gates == []
			with input as connected(allowing([entry(0, {"tenant": name, "outbound": true})]), {})
			with data.facts.isolation as facts
	}
}

test_isolation_off if {
	gates == []
		with input as connected({"enabled": false}, {"enabled": false})
		with data.facts.isolation as facts
}

test_unknown if {
	gates == [] with input as connected({"unknown": {"enabled": true}}, {}) with data.facts.isolation as facts
	gates == []
		with input as connected({"enabled": true, "unknown": {"allowedTenants": true}}, {}) with data.facts.isolation as facts
	gates == []
		with input as connected(allowing([entry(0, {"tenant": "us", "unknown": {"outbound": true}})]), {})
		with data.facts.isolation as facts
	gates == []
		with input as connected(allowing([entry(0, {"outbound": true, "unknown": {"tenant": true}})]), {})
		with data.facts.isolation as facts
}

test_inside_a_tenant if {
	gates == []
		with input as by({"to": "eu/erp"}, {"enabled": true}, {})
		with data.facts.isolation as facts
}
