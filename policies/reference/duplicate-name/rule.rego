# METADATA
# title: Duplicate name
# description: >-
#   Two objects of one kind and scope with one name cannot be distinguished, so that a reference to the name is
#   ambiguous. Likewise an organization has one primary tenant.
# related_resources:
#   - ref: https://github.com/tenantlint/tenantlint/blob/main/README.md#names-and-references
#     description: README, Names and references
# custom:
#   level: error
#   help: rename one of them, or remove it if both are the same object
#   since: 0.1.0
#   tags: [reference]
#   precision: very-high
package tenantlint.rules.reference["duplicate-name"]
