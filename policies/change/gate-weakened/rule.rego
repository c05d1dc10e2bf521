# METADATA
# title: Change loosens the gate that checks it
# description: >-
#   A pull request brings its own configuration, suppressions, baseline and custom policies, so that it could
#   pass by switching off what would stop it. With --against REV each setting, exclusion, suppression, entry of
#   the baseline or policy that the change adds or loosens is a finding, which the change cannot silence. It is a
#   note, and a warning for fail-on, a rule that is off and an exclusion of everything. --config-from REV goes
#   further and lets the configuration, baseline and policies of REV decide.
# related_resources:
#   - ref: https://github.com/tenantlint/tenantlint/blob/main/README.md#suppressions-and-baselines
#     description: README, Suppressions and baselines
# custom:
#   level: note
#   help: take it back, or confirm in the review that the gate is to be looser
#   since: 0.2.0
#   tags: [change, security]
#   precision: very-high
package tenantlint.rules.change["gate-weakened"]
