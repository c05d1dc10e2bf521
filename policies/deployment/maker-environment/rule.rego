# METADATA
# title: Each maker has a development environment of their own
# description: >-
#   Makers work on changes in separate development environments, so that nobody overwrites or ships what
#   another has begun. An environment that two makers share does not give that. One that is also a
#   target of the deployment is worse: what a maker tries out there is already validated, tested or
#   live, and the next deployment undoes it. A demo is not judged.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#enterprise-deployment-scenario
#     description: Tenant deployment model, Enterprise deployment scenario
# custom:
#   level: warning
#   help: give each maker a development environment
#   since: 0.1.0
#   tags: [deployment, maker]
#   precision: high
package tenantlint.rules.deployment["maker-environment"]

import data.tenantlint.lib
import data.tenantlint.lib.deployment

report contains finding if {
	some row in input.deployments
	deployment.enterprise(row)
	targets := deployment.targets(row)
	some env, users in used(row)
	not targets[env]
	count(users) > 1
	places := [at | some _, at in users]
	finding := {
		"message": sprintf("%s makers share development environment %q", [lib.number(count(users)), env]),
		"sites": [{"at": at, "label": "used here"} | some at in sort(places)],
	}
}

report contains finding if {
	some row in input.deployments
	deployment.enterprise(row)
	targets := deployment.targets(row)
	some env, users in used(row)
	some user, at in users
	finding := {
		"level": "error",
		"message": sprintf("maker %q develops in %q, which is a target of %s", [user, env, deployment.title(row)]),
		"at": at,
		"related": [{"at": targets[env], "message": "a target"}],
		"help": "let the maker work in a development environment",
	}
}

# used maps each environment to the makers that work in it, with their place. Merging objects groups in
# linear time.
used(row) := object.union_n([{maker.environment: {maker.user: lib.place(maker, "environment")}} | some maker in row.makers])
