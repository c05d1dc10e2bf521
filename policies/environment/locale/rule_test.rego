package tenantlint.rules.environment.locale_test

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.environment.locale as rule

test_language_and_currency if {
	fixture.paths(rule.report) == {[0, "environments", 0, "dataverse", "currencyCode"]}
		with input as envs.single(envs.dataverse({"languageCode": 1041, "currencyCode": "chf"}), {})
}

test_country if {
	fixture.paths(rule.report) == {[0, "environments", 0, "dataverse", "currencyCode"]}
		with input as envs.single(object.union({"location": "japan"}, envs.dataverse({"currencyCode": "BRL"})), {
			"countryLetterCode": "DE",
		})
}

test_same_country if {
	rule.report == set()
		with input as envs.single(envs.dataverse({"languageCode": 1041, "currencyCode": "JPY"}), {})
}

test_english if {
	rule.report == set()
		with input as envs.single(envs.dataverse({"languageCode": 1033, "currencyCode": "CHF"}), {})
}

test_used_anywhere if {
	rule.report == set()
		with input as envs.single(envs.dataverse({"languageCode": 1041, "currencyCode": "USD"}), {})
}

test_of_the_tenant if {
	rule.report == set()
		with input as envs.single(object.union({"location": "japan"}, envs.dataverse({"currencyCode": "CHF"})), {
			"countryLetterCode": "CH",
		})
}

test_of_the_location if {
	rule.report == set()
		with input as envs.single(object.union({"location": "japan"}, envs.dataverse({"currencyCode": "JPY"})), {
			"countryLetterCode": "DE",
		})
}

test_country_without_a_location if {
	rule.report == set()
		with input as envs.single(object.union({"location": "europe"}, envs.dataverse({"currencyCode": "DKK"})), {
			"countryLetterCode": "DE",
		})
}

test_country_not_declared if {
	rule.report == set()
		with input as envs.single(object.union({"location": "japan"}, envs.dataverse({"currencyCode": "BRL"})), {})
}
