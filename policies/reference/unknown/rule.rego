# METADATA
# title: A name refers to something that is declared
# description: >-
#   Manifests refer to one another by name. A name that nothing bears is a misspelling or a manifest
#   that is missing; whatever depends on it is not judged.
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
