# METADATA
# title: Object of the live tenant is not declared
# description: >-
#   If a manifest lists environments, groups or other objects of a tenant, no rule checks an object that an
#   export contains and no manifest declares. Environments of the types Default, Teams and Developer, which the
#   platform creates by itself, are left out unless --all is given.
# related_resources:
#   - ref: https://github.com/tenantlint/tenantlint/blob/main/internal/drift/README.md#what-is-compared
#     description: Drift, What is compared
# custom:
#   level: note
#   help: declare it, as tenantlint import --write does, or list the list under unknown if it is incomplete
#   since: 0.1.0
#   tags: [drift]
#   precision: high
package tenantlint.rules.drift.undeclared
