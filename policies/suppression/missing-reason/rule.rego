# METADATA
# title: A suppression says why
# description: >-
#   A finding that is accepted today is looked at again by somebody else tomorrow. Without a reason
#   nobody can tell whether it still holds, so a suppression without one silences nothing.
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
