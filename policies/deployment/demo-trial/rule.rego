# METADATA
# title: Demo without trial environments or licenses
# description: >-
#   A demo shows the process end to end and is discarded afterwards; the guidance recommends trial environments
#   and licenses. The Power Apps Developer Plan is newer and also free, so that it and Developer environments
#   are accepted, as are free licenses and the Default environment, which every tenant has. An environment for
#   production in a demo is a finding of deployment/demo-production, a tenant that also serves an enterprise is
#   one of deployment/demo-separate.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#demo-deployment-scenario
#     description: Tenant deployment model, Demo deployment scenario (2023-04-10)
#   - ref: https://learn.microsoft.com/power-apps/maker/developer-plan
#     description: Power Apps Developer Plan (2023-04-18)
# custom:
#   level: warning
#   help: use a trial environment or license
#   since: 0.1.0
#   tags: [deployment, demo]
#   precision: high
package tenantlint.rules.deployment["demo-trial"]

import data.tenantlint.lib
import data.tenantlint.lib.deployment

report contains finding if {
	some row in input.deployments
	row.scenario == "demo"
	some key, at in deployment.environments(row)
	env := input.index.environments[key]
	not deployment.is_main_tenant(env.tenant)
	not env.type in data.facts.deployment.demo.environmentTypes
	not env.stage == "production"
	finding := {
		"message": concat(" ", [
			"{kind} deployment \"{deployment}\" uses environment",
			"\"{environment}\" of type \"{type}\", which is not a trial",
		]),
		"params": deployment.params_with(row, {"environment": key, "type": env.type}),
		"at": lib.path(env, "type"),
		"related": [{"at": at, "message": "part of the demo"}],
		"help": "use a trial or developer environment",
	}
}

report contains finding if {
	some row in input.deployments
	row.scenario == "demo"
	some tenant in row.tenants
	deployment.is_demo_tenant(tenant)
	row.at == deployment.demos(tenant)[0].at # report each tenant once
	some subscription in input.index.byTenant[tenant].subscriptions
	subscription.trial == false
	not subscription.unknown.skuPartNumber
	not object.get(subscription, "skuPartNumber", "") in data.facts.deployment.demo.freeLicenses
	finding := {
		"message": "subscription \"{product}\" of demo tenant \"{tenant}\" is not a trial",
		"params": {"product": product_name(subscription), "tenant": tenant},
		"at": lib.path(subscription, "trial"),
		"related": [{"at": lib.path(row, "scenario"), "message": "the demo is in the tenant"}],
		"help": "use trial licenses in a demo tenant",
	}
}

product_name(subscription) := subscription.skuPartNumber

product_name(subscription) := subscription.subscriptionId if not subscription.skuPartNumber
