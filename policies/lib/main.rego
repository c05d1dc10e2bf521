# METADATA
# description: The one entry point; it collects the findings of every rule that is loaded.
package tenantlint.main

# METADATA
# entrypoint: true
findings contains {"rule": concat("/", [group, name]), "finding": finding} if {
	some group, name, finding
	data.tenantlint.rules[group][name].report[finding]
}
