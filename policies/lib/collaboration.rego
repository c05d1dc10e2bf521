# METADATA
# description: Names of features and connectors between tenants.
package tenantlint.lib.collaboration

# key normalizes the name of a feature or connector to a key of the tables: lower case, without spaces, hyphens and the
# prefix of API names.
key(name) := trim_prefix(replace(replace(lower(name), " ", ""), "-", ""), "shared_")
