package tenantlint.rules["master-data"]["single-master_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules["master-data"]["single-master"] as rule

row(n, set, master) := {
	"at": [n, "entities", 0],
	"unknown": {},
	"name": "account",
	"key": "account",
	"masterData": set,
	"master": master,
}

shared(rows) := {"duplicates": {"entities": [{"key": "account", "rows": rows}]}}

test_two if {
	fixture.locations(rule.report) == {[[0, "entities", 0], [1, "entities", 0]]}
		with input as shared([row(0, "a", "x/a"), row(1, "b", "x/b")])
}

test_same if rule.report == set() with input as shared([row(0, "a", "x/a"), row(1, "b", "x/a")])

test_unknown if {
	rule.report == set()
		with input as shared([row(0, "a", "x/a"), object.remove(row(1, "b", ""), ["master"])])
}
