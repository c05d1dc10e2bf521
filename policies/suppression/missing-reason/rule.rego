# METADATA
# title: Suppression without a reason
# description: >-
#   Others will read a suppression later. Without a reason they cannot decide whether it is still valid, so that
#   a suppression without one has no effect.
# related_resources:
#   - ref: https://github.com/tenantlint/tenantlint/blob/main/policies/README.md#how-to-suppress-a-finding
#     description: Rules, How to suppress a finding
# custom:
#   level: error
#   help: 'write the reason after the rule: -- reason'
#   since: 0.1.0
#   tags: [suppression]
#   precision: very-high
package tenantlint.rules.suppression["missing-reason"]
