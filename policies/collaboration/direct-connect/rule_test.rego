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

both := {"inbound": "allowed", "outbound": "allowed"}

none := {"inbound": "blocked", "outbound": "blocked"}

# opened is a topology in which tenant eu has a setting for tenant us, which has the given settings.
opened(directions, us) := tenants(directions, us, {})

tenants(directions, us, fields) := {
	"crossTenantAccess": [setting("eu", "us", directions)],
	"index": {
		"tenants": {"us": object.union({"at": ["us"], "unknown": {}, "name": "us", "relationship": "internal"}, fields)},
		"crossTenantAccess": us,
	},
}

found(at) := {{
	"message": "tenant \"{tenant}\" opens {open} direct connect for tenant \"{partner}\", which blocks {needed}",
	"params": {"tenant": "eu", "open": "inbound and outbound", "partner": "us", "needed": "outbound and inbound"},
	"at": ["eu", "crossTenantAccess", "us", "b2bDirectConnect", "inbound"],
	"label": "open on this side only",
	"related": [{"at": at, "message": "{direction} is blocked here", "params": {"direction": "outbound"}}],
}}

test_microsofts_default if rule.report == found(["us", "crossTenantAccess"]) with input as opened(both, {})

test_own_default if {
	at := ["us", "crossTenantAccess", "default", "b2bDirectConnect", "outbound"]
	rule.report == found(at) with input as opened(both, {"us": {"default": setting("us", "default", none)}})
}

test_blocked_for_the_partner if {
	at := ["us", "crossTenantAccess", "eu", "b2bDirectConnect", "outbound"]
	rule.report == found(at) with input as opened(both, {"us": {
		"default": setting("us", "default", both),
		"eu": setting("us", "eu", none),
	}})
}

test_one_direction_in_vain if {
	us := {"us": {"eu": setting("us", "eu", {"inbound": "blocked", "outbound": "allowed"})}}
	report := rule.report with input as opened({"outbound": "allowed"}, us)
	{[f.params.open, f.params.needed] | some f in report} == {["outbound", "inbound"]}
}

test_open_on_both_sides if rule.report == set() with input as opened(both, {"us": {"eu": setting("us", "eu", both)}})

test_open_by_default if {
	us := {"us": {"default": setting("us", "default", both), "eu": setting("us", "eu", {})}}
	rule.report == set() with input as opened(both, us)
}

test_one_direction_works if {
	us := {"us": {"eu": setting("us", "eu", {"inbound": "blocked", "outbound": "allowed"})}}
	rule.report == set() with input as opened(both, us)
}

test_blocked_here_too if rule.report == set() with input as opened(none, {})

test_nothing_said_here if rule.report == set() with input as opened({}, {})

test_tenant_outside_the_topology if {
	id := "33333333-3333-4333-8333-333333333333"
	rule.report == set() with input as object.union(opened(both, {}), {"crossTenantAccess": [setting("eu", id, both)]})
}

test_default_is_no_opening_for_a_tenant if {
	default_ := {"crossTenantAccess": [setting("eu", "default", both)]}
	rule.report == set() with input as object.union(opened(both, {}), default_)
}

test_not_known if {
	rule.report == set() with input as tenants(both, {}, {"unknown": {"crossTenantAccess": true}})
	every partner in ["eu", "default"] {
		us := {"us": {partner: setting("us", partner, {"unknown": {"inbound": true, "outbound": true}})}}
		rule.report == set() with input as opened(both, us)
	}
}

test_partner_that_lists_nothing if {
	rule.report == set() with input as tenants(both, {}, {"relationship": "partner"})
}
