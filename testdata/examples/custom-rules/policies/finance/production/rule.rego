# METADATA
# title: Financial data outside production
# description: >-
#   Auditors read the records of production. Data in a sandbox can be reset or copied, and they do not see it.
# custom:
#   level: error
#   help: move the data set to a production environment
package tenantlint.rules.finance.production

report contains finding if {
	some env in input.environments
	env.type != "Production"
	some item in env.data
	item.class == "finance"
	finding := {
		"message": sprintf("financial data set %q is in environment %q of type %q", [item.name, env.name, env.type]),
		"at": item.at,
	}
}
