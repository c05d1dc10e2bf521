# METADATA
# title: Suppression of an unknown rule
# description: >-
#   A suppression of a rule that does not exist has no effect, although its author expects one. Rules about
#   files that cannot be read, and about suppressions, cannot be suppressed at all: a file that was not read
#   must never look clean.
# related_resources:
#   - ref: https://github.com/tenantlint/tenantlint/blob/main/policies/README.md#how-to-suppress-a-finding
#     description: Rules, How to suppress a finding
# custom:
#   level: error
#   help: 'write the id of a rule or the name of a group; all of them: tenantlint rules'
#   since: 0.1.0
#   tags: [suppression]
#   precision: very-high
package tenantlint.rules.suppression["unknown-rule"]
