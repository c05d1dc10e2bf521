# METADATA
# title: A guest comes from a partner
# description: >-
#   Contoso signs an agreement with a company before its people are invited.
# custom:
#   level: warning
#   help: sign an agreement and add the domain to data/partners.json, or remove the guest
package tenantlint.rules.partner.guests


report contains finding if {
	some guest in input.guests
	not guest.homeTenant
	some domain in guest.domains
	not domain in data.facts.partners
	finding := {
		"message": sprintf("guest %q comes from %q, which is not a partner", [guest.address, domain]),
		"at": guest.at,
	}
}
