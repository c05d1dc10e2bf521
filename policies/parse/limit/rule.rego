# METADATA
# title: File over a limit
# description: >-
#   Size, nesting, number of values and the expansion of aliases are bounded, so that a hostile or
#   broken file can neither stop a check nor exhaust the memory of the machine that runs it.
# related_resources:
#   - ref: https://github.com/tenantlint/tenantlint/blob/main/README.md#limits
#     description: README, Limits
# custom:
#   level: error
#   help: split the file, or remove what makes it grow
#   since: 0.1.0
#   tags: [parse]
#   precision: very-high
package tenantlint.rules.parse.limit
