# METADATA
# title: Suppression comment misspelled
# description: >-
#   A comment that speaks to the program and is not written as a suppression does nothing, and whoever
#   wrote it believes that it does. A suppression begins with "# tenantlint:ignore" and a blank, in lower
#   case and with no other blank in it.
# related_resources:
#   - ref: https://github.com/tenantlint/tenantlint/blob/main/policies/README.md#how-to-suppress-a-finding
#     description: Rules, How to suppress a finding
# custom:
#   level: warning
#   help: 'write the comment as "# tenantlint:ignore RULE -- REASON", or begin it with another word'
#   since: 0.1.0
#   tags: [suppression]
#   precision: high
package tenantlint.rules.suppression.misspelled
