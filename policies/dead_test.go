package policies_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/vocabulary"
)

// unreadFields maps the fields of the vocabulary that no rule reads to the reasons for keeping them.
var unreadFields = map[string]string{
	"tenants.affiliate":             "for readers: the company that a tenant belongs to",
	"environments.enterprisePolicy": "for readers and drift: no document demands one",
	"subscriptions.suspendedUnits":  "suspended licenses cannot be assigned, so no rule counts them",
}

// TestNoFieldIsDead checks that a policy reads each field of the vocabulary by name, or that the topology computes a
// column from it, or that unreadFields lists it with a reason.
func TestNoFieldIsDead(t *testing.T) {
	read := map[string]bool{}
	for _, m := range modules(t) {
		ast.WalkTerms(m, func(term *ast.Term) bool {
			if s, ok := term.Value.(ast.String); ok {
				read[string(s)] = true
			}
			return false
		})
	}
	quoted := regexp.MustCompile(`"([A-Za-z0-9]+)"|\bcol\.([A-Z][A-Za-z0-9]*)`)
	files, err := filepath.Glob("../internal/topology/*.go")
	if err != nil {
		t.Fatal(err)
	}
	tables, err := filepath.Glob("data/*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range append(files, tables...) {
		if strings.HasSuffix(f, "_test.go") || slices.Contains([]string{"contract.go", "intern.go"}, filepath.Base(f)) {
			continue
		}
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range quoted.FindAllStringSubmatch(string(text), -1) {
			read[m[1]] = true
			if column := m[2]; column != "" {
				read[strings.ToLower(column[:1])+column[1:]] = true
			}
		}
	}
	var walk func(at string, columns []vocabulary.Column)
	walk = func(at string, columns []vocabulary.Column) {
		for i := range columns {
			c := &columns[i]
			name := at + "." + c.Name
			reason, listed := unreadFields[name]
			switch {
			case listed && read[c.Name]:
				t.Errorf("%s is read; remove it from unreadFields", name)
			case !listed && !read[c.Name]:
				t.Errorf("%s is never read; write a rule, or list it in unreadFields", name)
			case listed && reason == "":
				t.Errorf("%s has no reason in unreadFields", name)
			}
			walk(name, c.Columns)
		}
	}
	for _, table := range vocabulary.Tables() {
		walk(table.Name, table.Columns)
	}
}
