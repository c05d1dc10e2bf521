# METADATA
# title: Object renamed in the live tenant
# description: >-
#   A new display name changes nothing that the platform does, but people look for the name that they read in the
#   manifest. The object is the same by its id.
# related_resources:
#   - ref: https://github.com/tenantlint/tenantlint/blob/main/internal/drift/README.md#what-is-compared
#     description: Drift, What is compared
# custom:
#   level: note
#   help: update the manifest with tenantlint import --write, or restore the former name of the object
#   since: 0.1.0
#   tags: [drift]
#   precision: high
package tenantlint.rules.drift.renamed
