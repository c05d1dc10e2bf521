# METADATA
# title: Change weakens its own check
# description: >-
#   A pull request brings its own configuration, suppressions, baseline and custom policies, so that it could
#   pass by disabling what would stop it. With --against REV each setting, exclusion, suppression, baseline
#   entry or policy that the change adds or loosens is a finding, which the change cannot suppress. It is a
#   note, and a warning for fail-on, a disabled rule and an exclusion of everything. --config-from REV goes
#   further and uses the configuration, baseline and policies of REV.
# related_resources:
#   - ref: https://github.com/tenantlint/tenantlint/blob/main/README.md#suppressions-and-baselines
#     description: README, Suppressions and baselines
# custom:
#   level: note
#   help: revert it, or confirm in the review that the check should be weaker
#   since: 0.2.0
#   tags: [change, security]
#   precision: very-high
package tenantlint.rules.change["gate-weakened"]
