# METADATA
# title: A name refers to something that is declared
# description: >-
#   Manifests refer to one another by name, by id, by domain or by host. A name that nothing bears is a
#   misspelling or a manifest that is missing; whatever depends on it is not checked. An id that nothing
#   bears is not a mistake, because exports refer to what they do not contain. A team may have a name of its
#   own, so that one which is almost that of a group is a warning.
# related_resources:
#   - ref: https://github.com/tenantlint/tenantlint/blob/main/README.md#names-and-references
#     description: README, Names and references
# custom:
#   level: error
#   help: correct the name, or add the manifest that declares it
#   since: 0.1.0
#   tags: [reference]
#   precision: very-high
package tenantlint.rules.reference.unknown
