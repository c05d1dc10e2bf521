# METADATA
# description: The only entry point. It collects the findings of all loaded rules.
package tenantlint.main

# METADATA
# entrypoint: true
findings contains {"rule": concat("/", [group, name]), "finding": finding} if {
	some group, name, finding
	data.tenantlint.rules[group][name].report[finding]
}
