# METADATA
# title: Service principal in two tenants
# description: >-
#   An application has one application id wherever it is used, but each tenant that uses it has a
#   service principal of its own with its own object id. One object id in two tenants means that the
#   identity of one of them was copied from the other.
# related_resources:
#   - ref: https://learn.microsoft.com/entra/identity-platform/app-objects-and-service-principals#service-principal-object
#     description: Application and service principal objects in Microsoft Entra ID, Service principal object
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#a-multi-tenant-deployment
#     description: About multiple online environments or tenants, A multi-tenant deployment
# custom:
#   level: error
#   help: look up the object id in each tenant; the application id is what they have in common
#   since: 0.1.0
#   tags: [identity, application]
#   precision: very-high
package tenantlint.rules.identity["service-principal-single-tenant"]

import data.tenantlint.lib

report contains finding if {
	some shared in input.duplicates.servicePrincipals
	tenants := count(lib.tenants(shared.rows))
	tenants > 1
	finding := {
		"message": `object id "{id}" is used by service principals in {count} tenants`,
		"params": {"id": shared.key, "count": lib.number(tenants)},
		"locations": lib.locations(shared.rows, "objectId", "given"),
	}
}
