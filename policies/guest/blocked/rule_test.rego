package tenantlint.rules.guest.blocked_test

import data.tenantlint.rules.guest.blocked as rule

guest(home) := {
	"at": [0, "guests", 0],
	"unknown": {},
	"tenant": "contoso",
	"address": "vera@fabrikam.com",
	"homeTenant": home,
}

setting(doc, partner, collaboration) := {
	"at": [doc, partner],
	"unknown": {},
	"partner": partner,
	"b2bCollaboration": object.union({"at": [doc, partner, "b2b"], "unknown": {}}, collaboration),
}

topology(home, settings) := {"guests": [guest(home)], "index": {"crossTenantAccess": settings}}

blocks_partner := `tenant "{gate}" blocks {direction} B2B collaboration with "{partner}"`

blocks_everyone := `tenant "{gate}" blocks inbound B2B collaboration with everyone`

gate(tenant, direction, partner, at) := {
	"at": at,
	"message": blocks_partner,
	"params": {"gate": tenant, "direction": direction, "partner": partner},
}

expected(gates) := {{
	"message": concat("", [`guest "{guest}" cannot sign in to tenant "{tenant}": `, gates[0].message]),
	"params": object.union(gates[0].params, {"guest": "vera@fabrikam.com", "tenant": "contoso"}),
	"at": [0, "guests", 0],
	"related": gates,
}}

test_host_blocks_the_partner if {
	settings := {"contoso": {"fabrikam": setting(0, "fabrikam", {"inbound": "blocked"})}}
	gates := [gate("contoso", "inbound", "fabrikam", [0, "fabrikam", "b2b", "inbound"])]
	rule.report == expected(gates) with input as topology("fabrikam", settings)
}

test_host_blocks_by_default if {
	settings := {"contoso": {
		"default": setting(0, "default", {"inbound": "blocked"}),
		"fabrikam": setting(0, "fabrikam", {"outbound": "allowed"}),
	}}
	gates := [gate("contoso", "inbound", "fabrikam", [0, "default", "b2b", "inbound"])]
	rule.report == expected(gates) with input as topology("fabrikam", settings)
}

test_home_blocks_the_host if {
	settings := {"fabrikam": {"contoso": setting(1, "contoso", {"outbound": "blocked"})}}
	gates := [gate("fabrikam", "outbound", "contoso", [1, "contoso", "b2b", "outbound"])]
	rule.report == expected(gates) with input as topology("fabrikam", settings)
}

test_both_block if {
	settings := {
		"contoso": {"fabrikam": setting(0, "fabrikam", {"inbound": "blocked"})},
		"fabrikam": {"contoso": setting(1, "contoso", {"outbound": "blocked"})},
	}
	rule.report == expected([
		gate("contoso", "inbound", "fabrikam", [0, "fabrikam", "b2b", "inbound"]),
		gate("fabrikam", "outbound", "contoso", [1, "contoso", "b2b", "outbound"]),
	]) with input as topology("fabrikam", settings)
}

test_partner_setting_overrides_default if {
	settings := {"contoso": {
		"default": setting(0, "default", {"inbound": "blocked"}),
		"fabrikam": setting(0, "fabrikam", {"inbound": "allowed"}),
	}}
	rule.report == set() with input as topology("fabrikam", settings)
}

test_open_by_undeclared_default if {
	rule.report == set() with input as topology("fabrikam", {})
}

test_setting_of_the_partner_unknown if {
	partner := object.union(setting(0, "fabrikam", {}), {"unknown": {"b2bCollaboration": true}})
	settings := {"contoso": {"default": setting(0, "default", {"inbound": "blocked"}), "fabrikam": partner}}
	rule.report == set() with input as topology("fabrikam", settings)
}

test_direction_of_the_partner_unknown if {
	partner := setting(0, "fabrikam", {"unknown": {"inbound": true}})
	settings := {"contoso": {"default": setting(0, "default", {"inbound": "blocked"}), "fabrikam": partner}}
	rule.report == set() with input as topology("fabrikam", settings)
}

test_external_where_all_are_blocked if {
	settings := {"contoso": {"default": setting(0, "default", {"inbound": "blocked"})}}
	gates := [{"at": [0, "default", "b2b", "inbound"], "message": blocks_everyone, "params": {"gate": "contoso"}}]
	rule.report == expected(gates) with input as topology("external", settings)
}

test_external_where_some_partner_is_allowed if {
	settings := {"contoso": {
		"default": setting(0, "default", {"inbound": "blocked"}),
		"adatum": setting(0, "adatum", {"inbound": "allowed"}),
	}}
	rule.report == set() with input as topology("external", settings)
}

test_external_with_an_unknown_partner if {
	settings := {"contoso": {
		"default": setting(0, "default", {"inbound": "blocked"}),
		"adatum": setting(0, "adatum", {"unknown": {"inbound": true}}),
	}}
	rule.report == set() with input as topology("external", settings)
}
