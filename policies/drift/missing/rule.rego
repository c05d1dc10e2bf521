# METADATA
# title: Declared object is missing in the live tenant
# description: >-
#   What a manifest declares and a whole export does not list is gone, or was never made. An export that is a
#   page, or that lists less than half of what is declared, is a part, and nothing is missing in it.
# related_resources:
#   - ref: https://github.com/tenantlint/tenantlint/blob/main/internal/drift/README.md#complete-and-partial-exports
#     description: Drift, Complete and partial exports
# custom:
#   level: warning
#   help: remove it from the manifest, or create it in the tenant again
#   since: 0.1.0
#   tags: [drift]
#   precision: high
package tenantlint.rules.drift.missing
