# METADATA
# title: Two objects have the same id
# description: >-
#   An id is the one identity of an object: two tenants with one id are one tenant under two names, and two
#   groups, users, guests, service principals or environments of a tenant with one id are one object that is
#   listed twice, or an id was copied. So it is with the source anchor that leads to one account of a tenant.
#   One id in two tenants is reported by the rules that say to which tenant such an object belongs.
# related_resources:
#   - ref: https://github.com/tenantlint/tenantlint/blob/main/README.md#names-and-references
#     description: README, Names and references
# custom:
#   level: error
#   help: look up the id of each object, or remove one of them if both are the same
#   since: 0.1.0
#   tags: [reference]
#   precision: very-high
package tenantlint.rules.reference["duplicate-id"]
