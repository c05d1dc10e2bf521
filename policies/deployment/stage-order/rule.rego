# METADATA
# title: A change passes development, validation, test and production in this order
# description: >-
#   The pipeline validates a change and promotes it to test and then to production. A stage that comes
#   after a later one receives a change that has already been further, and a production stage without
#   validation or test before it receives one that nobody has looked at. A validation stage may stand
#   anywhere, for it is often the environment in which pull requests are checked. In a demo only the
#   order is judged.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#enterprise-deployment-scenario
#     description: Tenant deployment model, Enterprise deployment scenario
# custom:
#   level: error
#   help: put the stages in the order in which a change passes them
#   since: 0.1.0
#   tags: [deployment, stage]
#   precision: high
package tenantlint.rules.deployment["stage-order"]

import data.tenantlint.lib
import data.tenantlint.lib.deployment

report contains finding if {
	some row in input.deployments
	order := data.facts.deployment.stages.order
	ranked := [stage | some stage in row.stages; order[stage.stage] >= 0]
	some i, stage in ranked
	i > 0
	before := ranked[i - 1]
	order[stage.stage] < order[before.stage]
	finding := {
		"message": sprintf("stage %q of %s comes after %q", [stage.stage, deployment.title(row), before.stage]),
		"at": lib.place(stage, "stage"),
		"label": "comes too late",
		"related": [{"at": lib.place(before, "stage"), "message": "a later stage"}],
	}
}

report contains finding if {
	some row in input.deployments
	deployment.enterprise(row)
	not row.unknown.stages
	names := [stage.stage | some stage in row.stages]
	count(names) == count(row.stages)
	"production" in names
	not "validation" in names
	not "test" in names
	finding := {
		"message": sprintf("%s reaches production without validation or test", [deployment.title(row)]),
		"at": [lib.place(stage, "stage") | some stage in row.stages; stage.stage == "production"][0],
		"help": "add a validation or test stage before production",
	}
}
