# METADATA
# title: Accounts and name spaces stand on verified domains
# description: >-
#   Until ownership of a domain has been proved, nobody can sign in with it and no mail is accepted
#   for it; accounts that are synchronised get a name in the initial domain instead. Name spaces and
#   accounts on a domain that the tenant does not list at all are the business of namespace/unowned
#   and namespace/upn-suffix.
# related_resources:
#   - ref: https://learn.microsoft.com/entra/identity/hybrid/connect/plan-connect-userprincipalname#nonverified-upn-suffix
#     description: Microsoft Entra UserPrincipalName population, Nonverified UPN Suffix
# custom:
#   level: warning
#   help: verify the domain, or use a verified one
#   since: 0.1.0
#   tags: [domain, namespace]
#   precision: very-high
package tenantlint.rules.domain["unverified-use"]

import data.tenantlint.lib

report contains finding if {
	some row in input.domains
	row.isVerified == false
	uses := [use | some use in ["sign-in names", "mail"]; used(row, use)]
	count(uses) > 0
	finding := {
		"message": sprintf("domain %q is not verified, but tenant %q uses it for %s", [row.name, row.tenant, concat(" and ", uses)]),
		"at": lib.place(row, "isVerified"),
	}
}

used(row, "sign-in names") if row.name in suffixes(row.tenant)

used(row, "sign-in names") if ["userPrincipalName", row.name] in lib.name_spaces(row.tenant)

used(row, "mail") if ["smtp", row.name] in lib.name_spaces(row.tenant)

suffixes(tenant) := {user.domain | some user in input.index.of[tenant].users; not user.external}
