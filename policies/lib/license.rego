package tenantlint.lib

# unlicensed_grants lists the access of an account to environments that require a license which the account lacks.
# Columns are the grants to check: access requires any license, dataverseAccess one for Dataverse.
unlicensed_grants(account, columns) := [grant |
	some column in columns
	grant := account[column]
	requires_license(input.index.environments[grant.environment])
	lacks_license(account, column, grant)
]

# requires_license is true if users of the environment need a license.
requires_license(environment) if {
	not data.facts.licenses.unlicensedTypes[environment.type]
	not is_pay_as_you_go(environment)
}

# is_pay_as_you_go is true, or may be, for an environment with pay-as-you-go billing. That covers Power Apps and Power
# Automate, but not Dynamics 365 apps.
is_pay_as_you_go(environment) if {
	environment.billingPolicy
	count(object.get(environment, "apps", [])) == 0
}

is_pay_as_you_go(environment) if environment.unknown.billingPolicy

lacks_license(account, _, _) if {
	object.get(account, "licenses", []) == []
	not account.unknown.licenses
}

# A free product does not license access to a production environment with Dataverse.
lacks_license(account, "dataverseAccess", grant) if {
	input.index.environments[grant.environment].type == "Production"
	not account.unknown.licenses
	count(account.licenses) > 0
	every license in account.licenses {
		is_free_product(license)
	}
}

# is_free_product is true for a free product, by any of its names.
is_free_product(name) if lower(name) in free_products

free_products contains name if {
	some sku, entry in data.facts.licenses.products
	entry.free
	some name in [lower(sku), entry.id]
}

# product_ids maps the names of products to their ids, from the table and from subscriptions.
product_ids(subscriptions) := object.union_n(array.concat(
	[{lower(sku): entry.id} | some sku, entry in data.facts.licenses.products],
	[{lower(s.skuPartNumber): s.skuId} | some s in subscriptions],
))

# product_key is the key by which licenses are compared: the id of the product, or else its name in lower case.
product_key(ids, name) := object.get(ids, lower(name), lower(name))

# unlicensed_administrators is the set of persons who administer the tenant and need no license, or may need none.
unlicensed_administrators(tenant) := {person |
	some administrator in input.index.byTenant[tenant].administrators
	may_need_no_license(administrator)
	some person in administrator_persons(administrator)
}

may_need_no_license(administrator) if needs_no_license(administrator)

may_need_no_license(administrator) if not administrator.roles

may_need_no_license(administrator) if administrator.unknown.roles

# license_label says why an account counts as unlicensed.
license_label(account) := "no license assigned" if object.get(account, "licenses", []) == []

license_label(account) := "free products are not a license for Dataverse" if count(account.licenses) > 0
