# METADATA
# title: Guest from a company that is not a partner
# description: >-
#   Contoso signs an agreement with a company before inviting its people.
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
