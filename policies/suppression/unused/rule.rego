# METADATA
# title: Unused suppression
# description: >-
#   A suppression that matches no finding was left behind when its finding was fixed, or is in the wrong place.
#   It could suppress the next finding unnoticed. A suppression of a disabled rule is not reported, and none is
#   reported if only some of the files are checked.
# related_resources:
#   - ref: https://github.com/tenantlint/tenantlint/blob/main/policies/README.md#how-to-suppress-a-finding
#     description: Rules, How to suppress a finding
# custom:
#   level: warning
#   help: remove the suppression, or put it on the line of the finding or the line above
#   since: 0.1.0
#   tags: [suppression]
#   precision: very-high
package tenantlint.rules.suppression.unused
