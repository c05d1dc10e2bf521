# METADATA
# title: A suppression names a rule that can be suppressed
# description: >-
#   A suppression of a rule that does not exist silences nothing, and whoever wrote it believes that
#   it does. Rules about files that cannot be read, and about suppressions, cannot be suppressed at
#   all: a broken file must never look like a clean one.
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
