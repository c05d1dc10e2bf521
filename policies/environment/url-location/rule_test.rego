package tenantlint.rules.environment["url-location_test"]

import data.tenantlint.rules.environment["url-location"] as rule

environment(location, host) := {
	"at": [0, "environments", 0],
	"unknown": {},
	"key": "contoso/orders",
	"location": location,
	"dataverse": {"at": [0, "environments", 0, "dataverse"], "unknown": {}, "url": host},
}

elsewhere(host, label) := {{
	"message": sprintf("host %q of environment \"contoso/orders\" does not belong to location \"europe\"", [host]),
	"at": [0, "environments", 0, "dataverse", "url"],
	"label": label,
	"related": [{"at": [0, "environments", 0, "location"], "message": "hosts of location \"europe\" end in \"crm4.dynamics.com\""}],
}}

none(host) := {
	"message": sprintf("host %q of environment \"contoso/orders\" is no Dataverse host", [host]),
	"at": [0, "environments", 0, "dataverse", "url"],
	"help": "give the URL of the environment as the Power Platform admin center shows it",
}

test_of_another_location if {
	rule.report == elsewhere("c.crm.dynamics.com", "a host of location \"unitedstates\"") with input.environments as [environment("europe", "c.crm.dynamics.com")]
}

test_of_the_government if {
	rule.report == elsewhere("c.crm.appsplatform.us", "a host of location \"usgov\"") with input.environments as [environment("europe", "c.crm.appsplatform.us")]
}

test_of_another_cloud if {
	rule.report == elsewhere("c.crm.dynamics.cn", "a host of another cloud") with input.environments as [environment("europe", "c.crm.dynamics.cn")]
}

test_no_dataverse_host if {
	every host in ["contoso.dynamics.com", "contoso.crm4.dynamics.net", "contoso.sharepoint.com", "contoso.crm4x.dynamics.com"] {
		rule.report == {object.union(none(host), {"suggestion": "contoso.crm4.dynamics.com"})} with input.environments as [environment("europe", host)]
	}
}

test_no_dataverse_host_and_no_one_host_of_the_location if {
	every location in ["italy", "usgov", "atlantis"] {
		rule.report == {none("contoso.example")} with input.environments as [environment(location, "contoso.example")]
	}
}

test_no_dataverse_host_and_no_location if {
	homeless := object.remove(environment("", "contoso.example"), ["location"])
	rule.report == {none("contoso.example")} with input.environments as [homeless]
}

test_of_the_location if {
	every location, host in {
		"europe": "c.crm4.dynamics.com",
		"unitedstates": "c.crm.dynamics.com",
		"usgov": "c.crm9.dynamics.com",
		"switzerland": "c.api.crm17.dynamics.com",
	} {
		rule.report == set() with input.environments as [environment(location, host)]
	}
}

test_crm_domain_not_in_the_table if rule.report == set() with input.environments as [environment("europe", "c.crm99.dynamics.com")]

test_location_without_host if rule.report == set() with input.environments as [environment("poland", "c.crm4.dynamics.com")]

test_location_not_in_the_table if rule.report == set() with input.environments as [environment("atlantis", "c.crm4.dynamics.com")]

test_no_location if {
	rule.report == set() with input.environments as [object.remove(environment("x", "c.crm.dynamics.cn"), ["location"])]
}
