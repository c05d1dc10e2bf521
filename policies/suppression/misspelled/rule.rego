# METADATA
# title: Suppression comment misspelled
# description: >-
#   A comment that is addressed to the program but is not a valid suppression has no effect, although its author
#   expects one. A suppression begins with "# tenantlint:ignore" and a space, in lower case and without other
#   spaces.
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
