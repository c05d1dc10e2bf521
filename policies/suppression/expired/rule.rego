# METADATA
# title: Expired suppression
# description: >-
#   A suppression that says until when it is good is a promise to look again. After that day it
#   silences nothing and is reported, so that the promise is kept or renewed in the open. A day that
#   is not in the calendar counts as past, and one that is more than ten years away gets a note.
# related_resources:
#   - ref: https://github.com/tenantlint/tenantlint/blob/main/policies/README.md#how-to-suppress-a-finding
#     description: Rules, How to suppress a finding
# custom:
#   level: error
#   help: fix the finding and remove the suppression, or give it a later date
#   since: 0.1.0
#   tags: [suppression]
#   precision: very-high
package tenantlint.rules.suppression.expired
