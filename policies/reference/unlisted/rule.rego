# METADATA
# title: Id is not in the list of its tenant
# description: >-
#   A manifest may refer to a group or an account by its id. Where the tenant lists its groups or its
#   users and none has that id, the object may be gone, or the list is not whole. The id is compared by
#   all rules nevertheless.
# related_resources:
#   - ref: https://github.com/tenantlint/tenantlint/blob/main/README.md#names-and-references
#     description: README, Names and references
# custom:
#   level: note
#   help: add the object to the list of its tenant, correct the id, or list the list in "unknown" if it is incomplete
#   since: 0.1.0
#   tags: [reference]
#   precision: medium
package tenantlint.rules.reference.unlisted
