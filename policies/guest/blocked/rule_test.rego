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

found(reason, at) := {{
	"message": sprintf("guest \"vera@fabrikam.com\" cannot sign in to tenant \"contoso\": %s", [reason]),
	"at": [0, "guests", 0],
	"related": [{"at": at, "message": reason}],
}}

test_host_blocks_the_partner if {
	settings := {"contoso": {"fabrikam": setting(0, "fabrikam", {"inbound": "blocked"})}}
	rule.report == found("tenant \"contoso\" blocks inbound B2B collaboration with \"fabrikam\"", [0, "fabrikam", "b2b", "inbound"]) with input as topology("fabrikam", settings)
}

test_host_blocks_by_default if {
	settings := {"contoso": {
		"default": setting(0, "default", {"inbound": "blocked"}),
		"fabrikam": setting(0, "fabrikam", {"outbound": "allowed"}),
	}}
	rule.report == found("tenant \"contoso\" blocks inbound B2B collaboration with \"fabrikam\"", [0, "default", "b2b", "inbound"]) with input as topology("fabrikam", settings)
}

test_home_blocks_the_host if {
	settings := {"fabrikam": {"contoso": setting(1, "contoso", {"outbound": "blocked"})}}
	rule.report == found("tenant \"fabrikam\" blocks outbound B2B collaboration with \"contoso\"", [1, "contoso", "b2b", "outbound"]) with input as topology("fabrikam", settings)
}

test_both_block if {
	settings := {
		"contoso": {"fabrikam": setting(0, "fabrikam", {"inbound": "blocked"})},
		"fabrikam": {"contoso": setting(1, "contoso", {"outbound": "blocked"})},
	}
	rule.report == {{
		"message": "guest \"vera@fabrikam.com\" cannot sign in to tenant \"contoso\": tenant \"contoso\" blocks inbound B2B collaboration with \"fabrikam\"",
		"at": [0, "guests", 0],
		"related": [
			{"at": [0, "fabrikam", "b2b", "inbound"], "message": "tenant \"contoso\" blocks inbound B2B collaboration with \"fabrikam\""},
			{"at": [1, "contoso", "b2b", "outbound"], "message": "tenant \"fabrikam\" blocks outbound B2B collaboration with \"contoso\""},
		],
	}} with input as topology("fabrikam", settings)
}

test_partner_goes_before_default if {
	settings := {"contoso": {
		"default": setting(0, "default", {"inbound": "blocked"}),
		"fabrikam": setting(0, "fabrikam", {"inbound": "allowed"}),
	}}
	rule.report == set() with input as topology("fabrikam", settings)
}

test_open_where_nothing_is_said if {
	rule.report == set() with input as topology("fabrikam", {})
}

test_setting_of_the_partner_not_known if {
	partner := object.union(setting(0, "fabrikam", {}), {"unknown": {"b2bCollaboration": true}})
	settings := {"contoso": {"default": setting(0, "default", {"inbound": "blocked"}), "fabrikam": partner}}
	rule.report == set() with input as topology("fabrikam", settings)
}

test_direction_of_the_partner_not_known if {
	partner := setting(0, "fabrikam", {"unknown": {"inbound": true}})
	settings := {"contoso": {"default": setting(0, "default", {"inbound": "blocked"}), "fabrikam": partner}}
	rule.report == set() with input as topology("fabrikam", settings)
}

test_external_where_all_are_blocked if {
	settings := {"contoso": {"default": setting(0, "default", {"inbound": "blocked"})}}
	rule.report == found("tenant \"contoso\" blocks inbound B2B collaboration with everyone", [0, "default", "b2b", "inbound"]) with input as topology("external", settings)
}

test_external_where_somebody_is_let_in if {
	settings := {"contoso": {
		"default": setting(0, "default", {"inbound": "blocked"}),
		"adatum": setting(0, "adatum", {"inbound": "allowed"}),
	}}
	rule.report == set() with input as topology("external", settings)
}

test_external_where_a_partner_is_not_known if {
	settings := {"contoso": {
		"default": setting(0, "default", {"inbound": "blocked"}),
		"adatum": setting(0, "adatum", {"unknown": {"inbound": true}}),
	}}
	rule.report == set() with input as topology("external", settings)
}
