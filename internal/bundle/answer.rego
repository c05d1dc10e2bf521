# METADATA
# description: What a server found of a part of a topology, for tenantlint lint --findings.
package tenantlint.answer

# METADATA
# entrypoint: true
findings := data.tenantlint.main.findings

part := input.part

policies := "POLICIES"
