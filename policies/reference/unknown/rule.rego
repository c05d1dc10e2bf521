# METADATA
# title: Reference to an undeclared name
# description: >-
#   Manifests refer to one another by name, id, domain or host. An undeclared name is misspelled, or a manifest
#   is missing; rules do not check what depends on it. An undeclared id is not a mistake, because exports refer
#   to objects that they do not contain. A team can have a name of its own, so that a name which is almost that
#   of a group is a warning.
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
