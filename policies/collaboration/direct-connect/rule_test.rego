package tenantlint.rules.collaboration["direct-connect_test"]

import data.tenantlint.rules.collaboration["direct-connect"] as rule

setting(tenant, partner, directions) := {
	"at": [tenant, "crossTenantAccess", partner],
	"unknown": {},
	"tenant": tenant,
	"partner": partner,
	"b2bDirectConnect": object.union(
		{"at": [tenant, "crossTenantAccess", partner, "b2bDirectConnect"], "unknown": {}},
		directions,
	),
}

both_allowed := {"inbound": "allowed", "outbound": "allowed"}

both_blocked := {"inbound": "blocked", "outbound": "blocked"}

# opened returns a topology where tenant eu has a setting for tenant us, and us has the given settings.
opened(directions, us) := tenants(directions, us, {})

tenants(directions, us, fields) := {
	"crossTenantAccess": [setting("eu", "us", directions)],
	"index": {
		"tenants": {"us": object.union({"at": ["us"], "unknown": {}, "name": "us", "relationship": "internal"}, fields)},
		"crossTenantAccess": us,
	},
}

expected(at) := {{
	"message": "tenant \"{tenant}\" opens {open} direct connect for tenant \"{partner}\", which blocks {needed}",
	"params": {"tenant": "eu", "open": "inbound and outbound", "partner": "us", "needed": "outbound and inbound"},
	"at": ["eu", "crossTenantAccess", "us", "b2bDirectConnect", "inbound"],
	"label": "open on this side only",
	"related": [{"at": at, "message": "{direction} is blocked here", "params": {"direction": "outbound"}}],
}}

test_microsofts_default if rule.report == expected(["us", "crossTenantAccess"]) with input as opened(both_allowed, {})

test_own_default if {
	at := ["us", "crossTenantAccess", "default", "b2bDirectConnect", "outbound"]
	rule.report == expected(at)
		with input as opened(both_allowed, {"us": {"default": setting("us", "default", both_blocked)}})
}

test_blocked_for_the_partner if {
	at := ["us", "crossTenantAccess", "eu", "b2bDirectConnect", "outbound"]
	rule.report == expected(at) with input as opened(both_allowed, {"us": {
		"default": setting("us", "default", both_allowed),
		"eu": setting("us", "eu", both_blocked),
	}})
}

test_one_direction_without_effect if {
	us := {"us": {"eu": setting("us", "eu", {"inbound": "blocked", "outbound": "allowed"})}}
	report := rule.report with input as opened({"outbound": "allowed"}, us)
	{[f.params.open, f.params.needed] | some f in report} == {["outbound", "inbound"]}
}

test_open_on_both_sides if {
	rule.report == set() with input as opened(both_allowed, {"us": {"eu": setting("us", "eu", both_allowed)}})
}

test_open_by_default if {
	us := {"us": {"default": setting("us", "default", both_allowed), "eu": setting("us", "eu", {})}}
	rule.report == set() with input as opened(both_allowed, us)
}

test_one_working_direction if {
	us := {"us": {"eu": setting("us", "eu", {"inbound": "blocked", "outbound": "allowed"})}}
	rule.report == set() with input as opened(both_allowed, us)
}

test_blocked_here_too if rule.report == set() with input as opened(both_blocked, {})

test_nothing_declared_here if rule.report == set() with input as opened({}, {})

test_undeclared_tenant if {
	id := "33333333-3333-4333-8333-333333333333"
	rule.report == set()
		with input as object.union(opened(both_allowed, {}), {"crossTenantAccess": [setting("eu", id, both_allowed)]})
}

test_default_opens_nothing_for_a_tenant if {
	default_ := {"crossTenantAccess": [setting("eu", "default", both_allowed)]}
	rule.report == set() with input as object.union(opened(both_allowed, {}), default_)
}

test_unknown if {
	rule.report == set() with input as tenants(both_allowed, {}, {"unknown": {"crossTenantAccess": true}})
	every partner in ["eu", "default"] {
		us := {"us": {partner: setting("us", partner, {"unknown": {"inbound": true, "outbound": true}})}}
		rule.report == set() with input as opened(both_allowed, us)
	}
}

test_partner_that_lists_nothing if {
	rule.report == set() with input as tenants(both_allowed, {}, {"relationship": "partner"})
}
