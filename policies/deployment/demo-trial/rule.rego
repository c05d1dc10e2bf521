# METADATA
# title: A demo runs on trial environments and trial licences
# description: >-
#   A demo shows the process end to end and is thrown away afterwards, so it uses trial environments and
#   licences. Developer environments, which cost nothing either, and the Default environment, which
#   every tenant has, are accepted. An environment for production in a demo is a finding of
#   deployment/demo-production, a tenant that also serves an enterprise one of deployment/demo-separate.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#demo-deployment-scenario
#     description: Tenant deployment model, Demo deployment scenario
# custom:
#   level: warning
#   help: use a trial environment or licence
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
	count(deployment.serving(env.tenant)) == 0
	not env.type in data.facts.deployment.demo.environmentTypes
	not env.stage == "production"
	finding := {
		"message": sprintf("%s uses environment %q of type %q, which is no trial", [deployment.title(row), key, env.type]),
		"at": lib.place(env, "type"),
		"related": [{"at": at, "message": "part of the demo"}],
		"help": "use a trial or developer environment",
	}
}

report contains finding if {
	some row in input.deployments
	row.scenario == "demo"
	some tenant in row.tenants
	count(deployment.serving(tenant)) == 0
	row.at == deployment.demos(tenant)[0].at # what is wrong with the tenant itself is found once
	some subscription in input.index.of[tenant].subscriptions
	subscription.trial == false
	finding := {
		"message": sprintf("subscription %q of demo tenant %q is no trial", [product(subscription), tenant]),
		"at": lib.place(subscription, "trial"),
		"related": [{"at": lib.place(row, "scenario"), "message": sprintf("%s stands in the tenant", [deployment.title(row)])}],
		"help": "use trial licences in a demo tenant",
	}
}

product(subscription) := subscription.skuPartNumber

product(subscription) := subscription.subscriptionId if not subscription.skuPartNumber
