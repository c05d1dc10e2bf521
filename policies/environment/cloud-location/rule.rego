# METADATA
# title: Location or host of another cloud
# description: >-
#   The clouds for the US Government and the one in China have locations and hosts of their own, which a
#   tenant of the public cloud cannot use, and a tenant of one of them cannot use those of the public cloud.
#   A tenant that does not say its cloud is in the public one.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/powerapps-us-government#power-apps-us-government-service-urls
#     description: Power Apps US Government, Power Apps US Government service URLs
#   - ref: https://learn.microsoft.com/power-platform/admin/regions-overview#who-can-create-environments-in-these-regions
#     description: Regions overview, Who can create environments in these regions? (2020-10-26)
#   - ref: https://learn.microsoft.com/power-platform/admin/about-microsoft-cloud-china
#     description: Power Platform and Dynamics 365 apps operated by 21Vianet in China
# custom:
#   level: error
#   help: correct the cloud of the tenant, or the location or URL
#   since: 0.1.0
#   tags: [environment, location, cloud]
#   precision: high
package tenantlint.rules.environment["cloud-location"]

import data.tenantlint.lib
import data.tenantlint.lib.location

clouds := data.facts.clouds

report contains finding if {
	some tenant in input.tenants
	not tenant.unknown.cloud
	location.tokens[tenant.location]
	not location.is_available(tenant.location, tenant.cloud)
	finding := {
		"message": "tenant \"{tenant}\" is in {cloud}, which has no location \"{location}\"",
		"params": {"tenant": tenant.name, "cloud": clouds.titles[tenant.cloud], "location": tenant.location},
		"at": lib.path(tenant, "location"),
		"label": "a location of another cloud",
	}
}

report contains finding if {
	some environment in input.environments
	tenant := input.index.tenants[environment.tenant]
	location.tokens[environment.location]
	not location.is_available(environment.location, tenant.cloud)
	not tenant.unknown.cloud
	not tenant_reported(tenant)
	finding := other_cloud(environment, tenant, {
		"what": "location",
		"value": environment.location,
		"at": lib.path(environment, "location"),
	})
}

report contains finding if {
	some environment in input.environments
	host := environment.dataverse.url
	not location.is_host_of(object.get(environment, "location", ""), host)
	zone := location.zone(host)
	location.by_domain[zone]
	tenant := input.index.tenants[environment.tenant]
	not location.is_host_available(zone, tenant.cloud)
	not tenant.unknown.cloud
	not tenant_reported(tenant)
	not location_reported(environment, tenant)
	finding := other_cloud(environment, tenant, {
		"what": "Dataverse host",
		"value": host,
		"at": lib.path(environment.dataverse, "url"),
	})
}

# A host may match its location, but belong to a cloud other than the tenant's.
report contains finding if {
	some environment in input.environments
	host := environment.dataverse.url
	tenant := input.index.tenants[environment.tenant]
	tenant.cloud != "public"
	location.is_host_of(object.get(environment, "location", ""), host)
	not location.is_host_available(location.zone(host), tenant.cloud)
	not tenant.unknown.cloud
	not tenant_reported(tenant)
	not location_reported(environment, tenant)
	finding := other_cloud(environment, tenant, {
		"what": "Dataverse host",
		"value": host,
		"at": lib.path(environment.dataverse, "url"),
	})
}

# other_cloud returns the finding about a property that belongs to another cloud.
other_cloud(environment, tenant, property) := {
	"message": "environment \"{environment}\" has {what} \"{value}\", but its tenant is in {cloud}",
	"params": {
		"environment": environment.key,
		"what": property.what,
		"value": property.value,
		"tenant": tenant.name,
		"cloud": clouds.titles[tenant.cloud],
	},
	"at": property.at,
	"label": "of another cloud",
	"related": [{"at": lib.path(tenant, "cloud"), "message": "tenant \"{tenant}\" is in {cloud}"}],
}

# location_reported is true if the location is reported.
location_reported(environment, tenant) if {
	location.tokens[environment.location]
	not location.is_available(environment.location, tenant.cloud)
}

# tenant_reported is true if the tenant itself is reported.
tenant_reported(tenant) if {
	location.tokens[tenant.location]
	not location.is_available(tenant.location, tenant.cloud)
}
