# METADATA
# title: Object is called otherwise in the live tenant
# description: >-
#   A new display name changes nothing that the platform does, but people look for the name that they read in the
#   manifest. The object is the same by its id.
# related_resources:
#   - ref: https://github.com/tenantlint/tenantlint/blob/main/internal/drift/README.md#what-is-compared
#     description: Drift, What is compared
# custom:
#   level: note
#   help: take the name over with tenantlint import --write, or give the object its old name again
#   since: 0.1.0
#   tags: [drift]
#   precision: high
package tenantlint.rules.drift.renamed
