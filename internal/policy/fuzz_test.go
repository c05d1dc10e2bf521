package policy

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"github.com/open-policy-agent/opa/v1/ast"
)

// policySeeds returns valid and invalid policies.
func policySeeds() []string {
	return []string{
		rulePolicy(goodBody), rulePolicy("report contains 1 {"), rulePolicy("report[x] if x := 1"), "package a", "", "#", "# METADATA\n# a: [\npackage a",
		rulePolicy("report contains http.send({})"), rulePolicy("report contains x if every y in input.users { y == x }"),
		rulePolicy("report contains " + strings.Repeat("(", 1000)), rulePolicy("report contains 1 if input.index.tenants[x].name == input.nothing"),
		rulePolicy("report contains 1 if { x := 1 } else := 2"), rulePolicy("import data.tenantlint.lib as input"), "package tenantlint.rules.team.naming\n\nreport contains $\"{1}\"",
		"\xff", rulePolicy("report contains \"\xff\""), rulePolicy("report contains \xff"), strings.Replace(rulePolicy(goodBody), "# title: ", "# title: \xff", 1),
		strings.Replace(rulePolicy(goodBody), "# title: ", "# ti\xfftle: ", 1), rulePolicy("report contains {\"\xff\": input.\xff}"),
	}
}

// FuzzPolicyText parses any text as a policy, which is much faster than compiling it. The result must be a rule, or an
// *Error with a file and a message.
func FuzzPolicyText(f *testing.F) {
	for _, seed := range policySeeds() {
		f.Add(seed)
	}
	const name = "team/naming/rule.rego"
	f.Fuzz(func(t *testing.T, text string) {
		s, err := load(fstest.MapFS{name: {Data: []byte(text)}})
		if err == nil {
			if len(s.rules) != 1 || s.rules[0].ID != "team/naming" || s.rules[0].Title == "" {
				t.Fatalf("rules %+v", s.rules)
			}
			return
		}
		one, ok := errors.AsType[*Error](err)
		if !ok || one.File != name || one.Message == "" || !utf8.ValidString(one.Message) {
			t.Fatalf("error %#v", err)
		}
	})
}

// FuzzPolicy parses and compiles any text as a policy. It must succeed, or fail only with *Errors that have a file and
// a message.
func FuzzPolicy(f *testing.F) {
	for _, seed := range policySeeds() {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		custom := &parsedFolder{Folder: Folder{Name: "own"}, policies: map[string]*ast.Module{}}
		err := custom.addRule("team/naming/rule.rego", []byte(text))
		if err == nil {
			var s *Set
			if s, err = newSet([]*parsedFolder{custom}); err == nil {
				err = s.Check()
			}
		}
		if err == nil {
			return
		}
		all := []*Error{}
		if multi, ok := errors.AsType[*MultiError](err); ok {
			all = multi.All
		} else if policyErr, ok := errors.AsType[*Error](err); ok {
			all = append(all, policyErr)
		}
		if len(all) == 0 {
			t.Fatalf("error is %v", err)
		}
		for _, e := range all {
			if e.File != "own/team/naming/rule.rego" || e.Message == "" || !utf8.ValidString(e.Message) {
				t.Fatalf("error %+v", e)
			}
		}
	})
}
