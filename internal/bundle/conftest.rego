# METADATA
# description: Passes the findings of all rules to conftest as deny and warn.
package tenantlint.conftest

deny contains result if {
	some result in results
	result.level == "error"
}

warn contains result if {
	some result in results
	result.level != "error"
}

results contains {"msg": message, "rule": rule, "level": level(rule, finding), "paths": paths} if {
	some {"rule": rule, "finding": finding} in data.tenantlint.main.findings
	paths := sort([input.documents[location.at[0]].file | some location in object.get(finding, "locations", [finding])])
	message := sprintf("%s: %s%s [%s]", [paths[0], text(finding), also(array.slice(paths, 1, count(paths))), rule])
}

# A level set by the configuration applies to all findings of a rule.
level(rule, finding) := object.get(
	data.tenantlint.severity, rule,
	object.get(finding, "level", data.tenantlint.levels[rule]),
)

also(paths) := sprintf(" (also %s)", [concat(", ", paths)]) if count(paths) > 0

else := ""

# text fills the values of a finding into its message in a single pass, because a value may contain braces.
text(finding) := strings.replace_n(object.union_n([{"{{": "{", "}}": "}"}, bare, quoted]), finding.message) if {
	bare := {sprintf("{%s}", [name]): concat(", ", values(value)) | some name, value in finding.params}
	quoted := {sprintf("\"{%s}\"", [name]): quote(values(value)) | some name, value in finding.params}
}

else := finding.message

# values returns the strings of a value, which may be a list.
values(value) := sort(value) if is_set(value)

else := value if is_array(value)

else := [value] if is_string(value)

else := [sprintf("%v", [value])]

# A list longer than 12 is cut to its first 10 items, as in tenantlint's reports.
quote(list) := sprintf("%s and %d more", [quotes(array.slice(list, 0, 10)), count(list) - 10]) if count(list) > 12

else := quotes(list)

quotes(list) := concat(", ", [sprintf("%q", [value]) | some value in list])
