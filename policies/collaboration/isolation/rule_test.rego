package tenantlint.rules.collaboration.isolation_test

import data.tenantlint.rules.collaboration.isolation as rule

tenant(name, isolation) := {"at": [name], "unknown": {}, "name": name, "tenantIsolation": object.union(
	{"at": [name, "tenantIsolation"], "unknown": {}},
	isolation,
)}

entry(i, fields) := object.union({"at": ["eu", "tenantIsolation", "allowedTenants", i], "unknown": {}}, fields)

connected(eu, us) := {
	"connections": [{"at": [0, "connections", 0], "unknown": {}, "from": "eu/crm", "to": "us/crm", "connector": "Dataverse"}],
	"index": {
		"tenants": {"eu": tenant("eu", eu), "us": tenant("us", us)},
		"environments": {"eu/crm": {"tenant": "eu"}, "eu/erp": {"tenant": "eu"}, "us/crm": {"tenant": "us"}},
	},
}

out := {"at": ["eu", "tenantIsolation"], "message": "tenant \"eu\" isolates itself and allows no outbound connections with \"us\""}

into := {"at": ["us", "tenantIsolation"], "message": "tenant \"us\" isolates itself and allows no inbound connections with \"eu\""}

found(gates) := {{
	"message": sprintf("the connection from \"eu/crm\" to \"us/crm\" is forbidden: %s", [gates[0].message]),
	"at": [0, "connections", 0],
	"label": "connection between tenants",
	"related": gates,
}}

allowing(entries) := {"enabled": true, "allowedTenants": entries}

test_outbound if rule.report == found([out]) with input as connected({"enabled": true}, {})

test_inbound if rule.report == found([into]) with input as connected({}, {"enabled": true})

test_both_tenants if rule.report == found([out, into]) with input as connected({"enabled": true}, {"enabled": true})

test_allowed_in_the_other_direction if {
	rule.report == found([out]) with input as connected(allowing([entry(0, {"tenant": "us", "inbound": true, "outbound": false})]), {})
}

test_another_tenant_allowed if {
	rule.report == found([out]) with input as connected(allowing([entry(0, {"tenant": "jp", "outbound": true})]), {})
}

test_connector_not_named if {
	topology := connected({"enabled": true}, {})
	rule.report == found([out]) with input as object.union(topology, {"connections": [object.remove(topology.connections[0], ["connector"])]})
}

test_allowed if {
	every name in ["us", "*"] {
		rule.report == set() with input as connected(allowing([entry(0, {"tenant": name, "outbound": true})]), {})
	}
	rule.report == set() with input as connected({}, allowing([entry(0, {"tenant": "eu", "inbound": true})]))
}

test_isolation_off if {
	rule.report == set() with input as connected({"enabled": false}, {"enabled": false})
}

test_not_known if {
	rule.report == set() with input as connected({"unknown": {"enabled": true}}, {})
	rule.report == set() with input as connected({"enabled": true, "unknown": {"allowedTenants": true}}, {})
	rule.report == set() with input as connected(allowing([entry(0, {"tenant": "us", "unknown": {"outbound": true}})]), {})
	rule.report == set() with input as connected(allowing([entry(0, {"outbound": true, "unknown": {"tenant": true}})]), {})
}

test_inside_a_tenant if {
	rule.report == set() with input as object.union(
		connected({"enabled": true}, {}),
		{"connections": [{"at": [0], "unknown": {}, "from": "eu/crm", "to": "eu/erp"}]},
	)
}

test_azure_devops_is_not_held_back if {
	rule.report == set() with input as object.union(
		connected({"enabled": true}, {}),
		{"connections": [{"at": [0], "unknown": {}, "from": "eu/crm", "to": "us/crm", "connector": "Azure DevOps"}]},
	)
}

test_itself_on_the_allow_list if {
	rule.report == {{
		"level": "note",
		"message": "the allow list of tenant \"eu\" names the tenant itself",
		"at": ["eu", "tenantIsolation", "allowedTenants", 0, "tenant"],
		"label": "isolation never holds back connections inside a tenant",
		"help": "remove the entry",
	}} with input.tenants as [tenant("eu", allowing([entry(0, {"tenant": "eu", "inbound": true})]))]
}

test_every_tenant_twice if {
	rule.report == {{
		"level": "note",
		"message": "the allow list of tenant \"eu\" repeats \"*\"",
		"at": ["eu", "tenantIsolation", "allowedTenants", 1, "tenant"],
		"label": "one entry can allow both directions",
		"related": [{"at": ["eu", "tenantIsolation", "allowedTenants", 0, "tenant"], "message": "first here"}],
		"help": "say both directions in one entry",
	}} with input.tenants as [tenant("eu", allowing([entry(0, {"tenant": "*"}), entry(1, {"tenant": "*"}), entry(2, {"tenant": "us"})]))]
}
