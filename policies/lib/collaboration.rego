# METADATA
# description: The names of features and connectors between tenants.
package tenantlint.lib.collaboration

# key is the name of a feature or connector without case, spaces, hyphens and the prefix of its API name, by
# which the tables know it.
key(name) := trim_prefix(replace(replace(lower(name), " ", ""), "-", ""), "shared_")
