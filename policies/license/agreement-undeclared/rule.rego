# METADATA
# title: Agreement of several tenants that is not declared
# description: >-
#   Tenants that buy under one volume agreement need a Multi-Tenant Amendment to it. If no Topology declares the
#   agreement, its program and its amendment are unknown. In a Topology that lists other agreements the name is
#   an unknown reference, which reference/unknown reports.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#add-a-multi-tenant-deployment-under-volume-licensing
#     description: About multiple online environments or tenants, Add a multi-tenant deployment under volume licensing
# custom:
#   level: note
#   help: declare the agreement in "agreements" of a Topology, with its program and multiTenantAmendment
#   since: 0.1.0
#   tags: [license, agreement]
#   precision: high
package tenantlint.rules.license["agreement-undeclared"]

import data.tenantlint.lib

report contains finding if {
	not input.index.topology.unknown.agreements
	some subscription in input.subscriptions
	not input.index.agreementIds[subscription.agreement]
	rows := input.index.agreements[subscription.agreement]
	rows[0].at == subscription.at
	tenants := count(lib.tenants(rows))
	tenants > 1
	finding := {
		"message": `{count} tenants buy under agreement "{agreement}", which no Topology declares`,
		"params": {"count": lib.number(tenants), "agreement": subscription.agreement},
		"locations": lib.locations(rows, "agreement", "named"),
	}
}
