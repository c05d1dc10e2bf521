# METADATA
# title: A demo holds neither production nor real data
# description: >-
#   A demo is for learning and exploring. Nothing that people depend on belongs there: no environment
#   whose purpose is production, and no data but made-up samples. The last stage of a demo may well be
#   called production, to show the process end to end, as long as its environment says that it serves
#   another purpose.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#demo-deployment-scenario
#     description: Tenant deployment model, Demo deployment scenario
# custom:
#   level: warning
#   help: keep production and real data out of the demo
#   since: 0.1.0
#   tags: [deployment, demo]
#   precision: high
package tenantlint.rules.deployment["demo-production"]

import data.tenantlint.lib
import data.tenantlint.lib.deployment

report contains finding if {
	some row in input.deployments
	row.scenario == "demo"
	some key, at in deployment.environments(row)
	env := input.index.environments[key]
	env.stage == "production"
	not env.type in {"Developer", "Teams", "Trial", "SubscriptionBasedTrial"} # environment/type-for-stage
	finding := {
		"message": sprintf("%s uses environment %q, whose purpose is production", [deployment.title(row), key]),
		"at": at,
		"related": [{"at": lib.place(env, "stage"), "message": "the purpose"}],
	}
}

report contains finding if {
	some row in input.deployments
	row.scenario == "demo"
	some key, at in deployment.environments(row)
	some item in input.index.environments[key].data
	item.class
	not item.class in data.facts.deployment.demo.dataClasses
	finding := {
		"message": sprintf("%s uses environment %q, which holds %s data %q", [deployment.title(row), key, item.class, item.name]),
		"at": lib.place(item, "name"),
		"related": [{"at": at, "message": "part of the demo"}],
		"help": "put made-up data of class sample in its place",
	}
}
