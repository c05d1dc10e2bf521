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

given(home, settings) := {"guests": [guest(home)], "index": {"crossTenantAccess": settings}}

with_partner := `tenant "{gate}" blocks {direction} B2B collaboration with "{partner}"`

with_everyone := `tenant "{gate}" blocks inbound B2B collaboration with everyone`

gate(tenant, direction, partner, at) := {
	"at": at,
	"message": with_partner,
	"params": {"gate": tenant, "direction": direction, "partner": partner},
}

found(gates) := {{
	"message": concat("", [`guest "{guest}" cannot sign in to tenant "{tenant}": `, gates[0].message]),
	"params": object.union(gates[0].params, {"guest": "vera@fabrikam.com", "tenant": "contoso"}),
	"at": [0, "guests", 0],
	"related": gates,
}}

test_host_blocks_the_partner if {
	settings := {"contoso": {"fabrikam": setting(0, "fabrikam", {"inbound": "blocked"})}}
	gates := [gate("contoso", "inbound", "fabrikam", [0, "fabrikam", "b2b", "inbound"])]
	rule.report == found(gates) with input as given("fabrikam", settings)
}

test_host_blocks_by_default if {
	settings := {"contoso": {
		"default": setting(0, "default", {"inbound": "blocked"}),
		"fabrikam": setting(0, "fabrikam", {"outbound": "allowed"}),
	}}
	gates := [gate("contoso", "inbound", "fabrikam", [0, "default", "b2b", "inbound"])]
	rule.report == found(gates) with input as given("fabrikam", settings)
}

test_home_blocks_the_host if {
	settings := {"fabrikam": {"contoso": setting(1, "contoso", {"outbound": "blocked"})}}
	gates := [gate("fabrikam", "outbound", "contoso", [1, "contoso", "b2b", "outbound"])]
	rule.report == found(gates) with input as given("fabrikam", settings)
}

test_both_block if {
	settings := {
		"contoso": {"fabrikam": setting(0, "fabrikam", {"inbound": "blocked"})},
		"fabrikam": {"contoso": setting(1, "contoso", {"outbound": "blocked"})},
	}
	rule.report == found([
		gate("contoso", "inbound", "fabrikam", [0, "fabrikam", "b2b", "inbound"]),
		gate("fabrikam", "outbound", "contoso", [1, "contoso", "b2b", "outbound"]),
	]) with input as given("fabrikam", settings)
}

test_partner_goes_before_default if {
	settings := {"contoso": {
		"default": setting(0, "default", {"inbound": "blocked"}),
		"fabrikam": setting(0, "fabrikam", {"inbound": "allowed"}),
	}}
	rule.report == set() with input as given("fabrikam", settings)
}

test_open_where_nothing_is_said if {
	rule.report == set() with input as given("fabrikam", {})
}

test_setting_of_the_partner_not_known if {
	partner := object.union(setting(0, "fabrikam", {}), {"unknown": {"b2bCollaboration": true}})
	settings := {"contoso": {"default": setting(0, "default", {"inbound": "blocked"}), "fabrikam": partner}}
	rule.report == set() with input as given("fabrikam", settings)
}

test_direction_of_the_partner_not_known if {
	partner := setting(0, "fabrikam", {"unknown": {"inbound": true}})
	settings := {"contoso": {"default": setting(0, "default", {"inbound": "blocked"}), "fabrikam": partner}}
	rule.report == set() with input as given("fabrikam", settings)
}

test_external_where_all_are_blocked if {
	settings := {"contoso": {"default": setting(0, "default", {"inbound": "blocked"})}}
	gates := [{"at": [0, "default", "b2b", "inbound"], "message": with_everyone, "params": {"gate": "contoso"}}]
	rule.report == found(gates) with input as given("external", settings)
}

test_external_where_somebody_is_let_in if {
	settings := {"contoso": {
		"default": setting(0, "default", {"inbound": "blocked"}),
		"adatum": setting(0, "adatum", {"inbound": "allowed"}),
	}}
	rule.report == set() with input as given("external", settings)
}

test_external_where_a_partner_is_not_known if {
	settings := {"contoso": {
		"default": setting(0, "default", {"inbound": "blocked"}),
		"adatum": setting(0, "adatum", {"unknown": {"inbound": true}}),
	}}
	rule.report == set() with input as given("external", settings)
}
