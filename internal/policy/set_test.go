package policy

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantlint/tenantlint/internal/filetest"
)

// writeFolder writes files to a new folder of policies, which is called "own" in messages.
func writeFolder(t *testing.T, files map[string]string) Folder {
	t.Helper()
	dir := filetest.Dir(t, files)
	return Folder{Name: "own", Abs: dir}
}

const ruleHeader = `# METADATA
# title: Names end in their stage
# description: So that people know where they are.
# custom:
#   level: warning
#   help: end the name in the stage
package tenantlint.rules.team.naming

`

// rulePolicy returns a policy with a body that begins in line 9.
func rulePolicy(body string) string { return ruleHeader + body + "\n" }

const goodBody = `report contains finding if {
	some env in input.environments
	finding := {"message": "no", "at": env.at}
}`

// TestMistakes checks the messages for mistakes in policies.
func TestMistakes(t *testing.T) {
	const file = "team/naming/rule.rego"
	for name, test := range map[string]struct {
		files map[string]string
		want  string
	}{
		"no rule": {map[string]string{"README.md": ""}, "policy own: contains no GROUP/NAME/rule.rego; to create one: tenantlint policy new GROUP/NAME own"},
		"a misplaced rule": {
			map[string]string{"naming.rego": rulePolicy(goodBody)},
			"policy own/naming.rego: is not in a folder that policies are loaded from; a rule is GROUP/NAME/rule.rego, a library is lib/NAME.rego",
		},
		"a reserved group": {
			map[string]string{"schema/naming/rule.rego": rulePolicy(goodBody)},
			`policy own/schema/naming/rule.rego: the group "schema" is reserved for built-in rules; choose another`,
		},
		"an invalid name": {
			map[string]string{"team/Naming/rule.rego": rulePolicy(goodBody)},
			`policy own/team/Naming/rule.rego: "Naming" cannot be the name of a rule or group; write lower-case words joined by hyphens`,
		},
		"the id of a built-in rule": {
			map[string]string{"domain/initial/rule.rego": strings.ReplaceAll(rulePolicy(goodBody), "team.naming", "domain.initial")},
			`policy own/domain/initial/rule.rego:1: the id "domain/initial" is used by a built-in rule; rename this rule`,
		},
		"an alias that is a built-in id": {
			map[string]string{file: strings.Replace(rulePolicy(goodBody), "#   help", "#   aliases: [domain/initial]\n#   help", 1)},
			`policy own/team/naming/rule.rego:1: the id "domain/initial" is used by a built-in rule; rename this rule`,
		},
		"another package": {
			map[string]string{file: strings.ReplaceAll(rulePolicy(goodBody), "team.naming", "team.names")},
			`policy own/team/naming/rule.rego:7: the package must be tenantlint.rules["team"]["naming"], after the folders`,
		},
		"no metadata":      {map[string]string{file: "package tenantlint.rules.team.naming\n" + goodBody}, "policy own/team/naming/rule.rego:1: the package has no METADATA"},
		"no title":         {map[string]string{file: strings.Replace(rulePolicy(goodBody), "# title: Names end in their stage\n", "", 1)}, "policy own/team/naming/rule.rego:6: the METADATA has no title"},
		"an unknown level": {map[string]string{file: strings.Replace(rulePolicy(goodBody), "warning", "fatal", 1)}, `policy own/team/naming/rule.rego:7: unknown level "fatal"; want error, warning or note`},
		"an unknown key":   {map[string]string{file: strings.Replace(rulePolicy(goodBody), "#   help", "#   helper", 1)}, "policy own/team/naming/rule.rego:7: the custom section of the METADATA has an unknown key or a value of the wrong type; its keys are level, help, since, aliases, tags, precision, security-severity, url"},
		"invalid metadata": {map[string]string{file: strings.Replace(rulePolicy(goodBody), "# title: Names", "# title: Names: a: [", 1)}, `policy own/team/naming/rule.rego:2: the METADATA is not valid YAML; each line of it begins with "# " and the level of its keys`},
		"no report":        {map[string]string{file: rulePolicy("reports contains 1")}, `policy own/team/naming/rule.rego:7: has no report; write "report contains finding if { … }"; did you mean "report" by "reports"?`},
		"a report that is a single value": {
			map[string]string{file: rulePolicy(`report := {"message": "no"}`)},
			`policy own/team/naming/rule.rego:9: report must be a set of findings; write "report contains finding if { … }"`,
		},
		"empty": {map[string]string{file: ""}, "policy own/team/naming/rule.rego: is empty"},
		"a library in another package": {
			map[string]string{file: rulePolicy(goodBody), "lib/naming.rego": "package tenantlint.main\n\nfindings contains 1"},
			`policy own/lib/naming.rego:1: the package of a library must be below lib, as in "package lib.naming"`,
		},
		"data, invalid JSON": {map[string]string{file: rulePolicy(goodBody), "data/regions.json": "{\n  \"a\": 1,\n}"}, "policy own/data/regions.json:3: is not valid JSON"},
		"built-in data":      {map[string]string{file: rulePolicy(goodBody), "data/locations.json": "{}"}, "policy own/data/locations.json: data.facts.locations is built in; rename the file"},

		"if left out":         {map[string]string{file: rulePolicy("report contains 1 {\n\tinput.tenants\n}")}, `policy own/team/naming/rule.rego:9: write "if" before the body of the rule`},
		"contains left out":   {map[string]string{file: rulePolicy("report[finding] if {\n\tsome finding in input.tenants\n}\n\nreport contains 1")}, `policy own/team/naming/rule.rego:9: report must be a set of findings; write "report contains finding if { … }"`},
		"a bracket left open": {map[string]string{file: rulePolicy("report contains 1 if {\n\tinput.tenants")}, "policy own/team/naming/rule.rego:11: the file ends before the rule does; a bracket is not closed"},
		"an extra bracket":    {map[string]string{file: rulePolicy("report contains 1 if {\n\tinput.tenants]\n}")}, `policy own/team/naming/rule.rego:10: "]" is unexpected here`},
		"a string left open":  {map[string]string{file: rulePolicy("report contains \"a if true")}, "policy own/team/naming/rule.rego:9: contains an invalid character or an unterminated string"},

		"a misspelled table":  {map[string]string{file: rulePolicy("report contains env if some env in input.enviroments")}, `policy own/team/naming/rule.rego:9: there is no "enviroments" in input; did you mean "environments"?; see: tenantlint schema input`},
		"a misspelled column": {map[string]string{file: rulePolicy("report contains env.name if {\n\tsome env in input.environments\n\tenv.staqe == \"test\"\n}")}, `policy own/team/naming/rule.rego:11: there is no "staqe" in env; did you mean "stage"?; see: tenantlint schema input`},
		"a misspelled column of the index": {
			map[string]string{file: rulePolicy("report contains env.name if {\n\tsome env in input.environments\n\tinput.index.tenants[env.tenant].locaton == \"europe\"\n}")},
			`policy own/team/naming/rule.rego:11: there is no "locaton" in input.index.tenants[_]; did you mean "location"?; see: tenantlint schema input`,
		},
		"a misspelled column below one": {map[string]string{file: rulePolicy("report contains env.name if {\n\tsome env in input.environments\n\tenv.dataverse.languagecode == 1033\n}")}, `policy own/team/naming/rule.rego:11: there is no "languagecode" in env.dataverse; did you mean "languageCode"?; see: tenantlint schema input`},
		"a misspelled shared value":     {map[string]string{file: rulePolicy("report contains s.key if some s in input.duplicates.domain")}, `policy own/team/naming/rule.rego:9: there is no "domain" in input.duplicates; did you mean "domains"?; see: tenantlint schema input`},
		"a misspelled function":         {map[string]string{file: rulePolicy("report contains 1 if startwith(\"a\", \"b\")")}, `policy own/team/naming/rule.rego:9: there is no function "startwith"; did you mean "startswith"?`},
		"a misspelled function of the library": {
			map[string]string{file: rulePolicy("import data.tenantlint.lib\n\nreport contains lib.plac(env, \"name\") if some env in input.environments")},
			`policy own/team/naming/rule.rego:11: there is no function "data.tenantlint.lib.plac"; did you mean "data.tenantlint.lib.path"?`,
		},
		"a library that is not imported": {map[string]string{file: rulePolicy("report contains lib.path(env, \"name\") if some env in input.environments")}, `policy own/team/naming/rule.rego:9: there is no function "lib.path"; write "import data.tenantlint.lib" below the package`},
		"unknown facts":                  {map[string]string{file: rulePolicy("report contains x if some x in data.facts.location")}, `policy own/team/naming/rule.rego:9: there is no data.facts.location; did you mean "locations"?`},
		"another rule":                   {map[string]string{file: rulePolicy("report contains x if some x in data.tenantlint.rules.domain.initial.report")}, `policy own/team/naming/rule.rego:9: uses data.tenantlint.rules.domain.initial.report, which is another rule; what rules share belongs in lib`},
		"an unknown value":               {map[string]string{file: rulePolicy("import data.tenantlint.lib\n\nreport contains x if some x in lib.wods")}, `policy own/team/naming/rule.rego:11: there is no data.tenantlint.lib.wods; did you mean "data.tenantlint.lib.words"?`},
		"a variable without a value":     {map[string]string{file: rulePolicy("report contains x if input.tenants")}, `policy own/team/naming/rule.rego:9: "x" has no value; it is misspelled, or a "some" or an import is missing`},
		"a variable never used":          {map[string]string{file: rulePolicy("report contains 1 if x := input.tenants")}, `policy own/team/naming/rule.rego:9: "x" is never used; leave it out, or write _ in its place`},
		"an import never used":           {map[string]string{file: rulePolicy("import data.tenantlint.lib\n\nreport contains 1")}, `policy own/team/naming/rule.rego:9: the import of "tenantlint.lib" is never used; leave it out`},
		"an argument never used":         {map[string]string{file: rulePolicy("report contains 1 if f(1)\n\nf(x) if true")}, `policy own/team/naming/rule.rego:11: the argument "x" is never used; write _ in its place`},
		"a value of the wrong type":      {map[string]string{file: rulePolicy("report contains 1 if {\n\tsome t in input.tenants\n\tstartswith(t.primary, \"a\")\n}")}, `policy own/team/naming/rule.rego:11: "startswith" is called with a value of the wrong type`},
		"too few arguments":              {map[string]string{file: rulePolicy("report contains 1 if startswith(\"a\")")}, `policy own/team/naming/rule.rego:9: "startswith" is called with too few or too many arguments`},
		"different types":                {map[string]string{file: rulePolicy("report contains 1 if {\n\tsome t in input.tenants\n\tt.primary == \"yes\"\n}")}, "policy own/team/naming/rule.rego:11: compares values of different types, which are never equal"},
		"a rule that calls itself":       {map[string]string{file: rulePolicy("report contains 1 if f(1)\n\nf(x) if f(x + 1)")}, `policy own/team/naming/rule.rego:11: "team.naming.f" calls itself: team.naming.f -> team.naming.f`},
		"a name of Rego":                 {map[string]string{file: rulePolicy("report contains 1 if {\n\tdata := 1\n\tdata == 1\n}")}, "policy own/team/naming/rule.rego:10: \"data\" is a name of Rego; choose another\npolicy own/team/naming/rule.rego:10: \"data\" is never used; leave it out, or write _ in its place"},

		"a join of two tables": {
			map[string]string{file: rulePolicy("report contains u.mail if {\n\tsome u in input.users\n\tsome g in input.guests\n\tg.mail == u.mail\n}")},
			"policy own/team/naming/rule.rego:11: report iterates over input.guests for each row of input.users; look up a key in input.index instead, because each evaluation sees only a shard of a table",
		},
		"the entire input": {
			map[string]string{file: rulePolicy("report contains json.marshal(input)")},
			"policy own/team/naming/rule.rego:9: report uses the entire input, but each evaluation sees only a shard; use a table or input.index",
		},
		"an imported table": {
			map[string]string{file: rulePolicy("import input.users\n\nreport contains u.mail if some u in users")},
			"policy own/team/naming/rule.rego:9: input.users is imported, which hides what a rule iterates over; write the full reference in the rule",
		},
		"a message that is a number, of one rule of two": {
			map[string]string{file: rulePolicy("report contains {\"message\": \"no\", \"at\": [0]}\n\nreport contains {\"message\": 7, \"at\": [0]}")},
			"policy own/team/naming/rule.rego: reports a finding whose message is a number, not a string; write a sentence, and put values in params",
		},
		"a message that is a number": {
			map[string]string{file: rulePolicy(`report contains {"message": count(env.name), "at": env.at} if some env in input.environments`)},
			"policy own/team/naming/rule.rego:9: reports a finding whose message is a number, not a string; write a sentence, and put values in params",
		},
		"no message":             {map[string]string{file: rulePolicy(`report contains {"at": env.at} if some env in input.environments`)}, "policy own/team/naming/rule.rego:9: reports a finding without a message; give it one, a string"},
		"a misspelled key":       {map[string]string{file: rulePolicy(`report contains {"mesage": "no", "at": env.at} if some env in input.environments`)}, `policy own/team/naming/rule.rego:9: reports a finding with the unknown key "mesage"; did you mean "message"?`},
		"a label that is a list": {map[string]string{file: rulePolicy(`report contains {"message": "no", "label": ["here"], "at": env.at} if some env in input.environments`)}, "policy own/team/naming/rule.rego:9: reports a finding whose label is an array, not a string"},
		"a boolean suggestion":   {map[string]string{file: rulePolicy(`report contains {"message": "no", "suggestion": true, "at": env.at} if some env in input.environments`)}, "policy own/team/naming/rule.rego:9: reports a finding whose suggestion is a boolean, not a string"},
		"several mistakes": {
			map[string]string{file: rulePolicy("report contains 1 {\n\tinput.tenants\n}"), "team/other/rule.rego": ""},
			"policy own/team/naming/rule.rego:9: write \"if\" before the body of the rule\npolicy own/team/other/rule.rego: is empty",
		},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := Load(writeFolder(t, test.files))
			if err == nil {
				err = s.Check()
			}
			if err == nil {
				t.Fatal("no error")
			}
			if err.Error() != test.want {
				t.Errorf("error is\n\t%s\nnot\n\t%s", err, test.want)
			}
		})
	}
}

// TestCustomRules adds a custom rule, with a library and data, to the built-in rules.
func TestCustomRules(t *testing.T) {
	s, err := Load(writeFolder(t, map[string]string{
		"team/naming/rule.rego": rulePolicy("import data.lib.naming\n\nreport contains env.name if {\n\tsome env in input.environments\n\tnot naming.ends(env)\n}"),
		"lib/naming.rego":       "package lib.naming\n\nends(env) if {\n\tsome suffix in data.facts.suffixes\n\tendswith(env.name, suffix)\n}\n",
		"data/suffixes.json":    `["-prod", "-test"]`,
	}))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Check(); err != nil {
		t.Fatal(err)
	}
	if custom := s.CustomRules(); len(custom) != 1 || custom[0].ID != "team/naming" || custom[0].Dir != "own/team/naming" {
		t.Errorf("custom rules are %v", custom)
	}
	if diff := cmp.Diff(len(Rules())+1, len(s.Rules())); diff != "" {
		t.Errorf("rules (-want +got):\n%s", diff)
	}
	if _, err := New(Options{Set: s, Rules: s.Rules()}); err != nil {
		t.Error(err)
	}
	if s.Digest() == "" || s.Digest() == (*Set)(nil).Digest() {
		t.Error("no digest")
	}
}

// TestFoldersCollide checks that two folders cannot define the same names.
func TestFoldersCollide(t *testing.T) {
	a := writeFolder(t, map[string]string{"team/naming/rule.rego": rulePolicy(goodBody), "data/regions.json": "1"})
	b := writeFolder(t, map[string]string{"team/naming/rule.rego": rulePolicy(goodBody), "data/regions.json": "2"})
	b.Name = "theirs"
	_, err := Load(a, b)
	want := "policy theirs/data/regions.json: data.facts.regions is also defined by own/data/regions.json; rename one of the files\n" +
		`policy theirs/team/naming/rule.rego:1: the id "team/naming" is also used by the rule in own/team/naming; rename one of them`
	if err == nil || err.Error() != want {
		t.Errorf("error is\n%v\nnot\n%s", err, want)
	}
}
