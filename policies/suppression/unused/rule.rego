# METADATA
# title: A suppression matches a finding
# description: >-
#   A suppression that matches nothing was left behind when its finding was corrected, or is in
#   the wrong place. Left there, it would silence the next finding unseen. A suppression of a rule
#   that is switched off is not reported, nor is any when only a part of the files is checked.
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
