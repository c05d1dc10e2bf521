package tenantlint.lib

# grants are the known ways of an account into environments whose users need a license: those that count with
# any license, and those that count with one for Dataverse.
grants(account, columns) := [grant |
	some column in columns
	grant := account[column]
	requires(input.index.environments[grant.environment])
	unlicensed(account, column, grant)
]

# requires holds for an environment whose users need a license.
requires(environment) if {
	not data.facts.licenses.unlicensedTypes[environment.type]
	not metered(environment)
}

# metered holds for an environment that is paid for as it is used, which covers Power Apps and Power Automate
# and not the apps of Dynamics 365.
metered(environment) if {
	environment.billingPolicy
	count(object.get(environment, "apps", [])) == 0
}

metered(environment) if environment.unknown.billingPolicy

unlicensed(account, _, _) if {
	object.get(account, "licenses", []) == []
	not account.unknown.licenses
}

# A free product gives no access to a production environment with Dataverse.
unlicensed(account, "dataverseAccess", grant) if {
	input.index.environments[grant.environment].type == "Production"
	not account.unknown.licenses
	count(account.licenses) > 0
	every license in account.licenses {
		free_license(license)
	}
}

# free_license holds for a product that nobody buys, by any of its names.
free_license(name) if lower(name) in free_products

free_products contains name if {
	some part, entry in data.facts.licenses.products
	entry.free
	some name in [lower(part), entry.id]
}

# product_ids maps the names of products to their ids: those of the table, and those of subscriptions.
product_ids(subscriptions) := object.union_n(array.concat(
	[{lower(part): entry.id} | some part, entry in data.facts.licenses.products],
	[{lower(s.skuPartNumber): s.skuId} | some s in subscriptions],
))

# product_key is what a license is compared by: the id of the product, else its name in lower case.
product_key(ids, name) := object.get(ids, lower(name), lower(name))

# administering are the persons who administer a tenant without a license, or may do so.
administering(tenant) := {person |
	some administrator in input.index.byTenant[tenant].administrators
	may_work_without(administrator)
	some person in people_of(administrator)
}

may_work_without(administrator) if needs_no_license(administrator)

may_work_without(administrator) if not administrator.roles

may_work_without(administrator) if administrator.unknown.roles

# license_label is what an account has instead of a license.
license_label(account) := "no license assigned" if object.get(account, "licenses", []) == []

license_label(account) := "free products are not a license for Dataverse" if count(account.licenses) > 0
