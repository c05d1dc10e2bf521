package policies_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/tier"
)

// derivedExample is an example whose finding names an address that is not in a manifest: it is derived from a #EXT# name.
const derivedExample = "guest/license-required/fail/synchronized-member.yaml"

// TestAsWritten checks that findings quote values in the case of the manifest: for each field of a failing example whose
// value is in a finding, it writes the value in upper case. Keys such as tenant/name consist of names as declared.
func TestAsWritten(t *testing.T) {
	t.Parallel()
	n := 0
	for _, r := range policy.Rules() {
		fail, _, err := policy.Examples(r)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range fail {
			if n++; !tier.Takes(n, 4) || e.Path == derivedExample {
				continue
			}
			t.Run(e.Path, func(t *testing.T) {
				t.Parallel()
				findings := strings.ToLower(strings.Join(quotedValues(lintText(t, e, e.Text)), "\n"))
				s := newFieldEditor(e.Text)
				for i := range s.fields {
					f := &s.fields[i]
					texts := append(slices.Clone(f.value().Items), f.value())
					if f.column.Name == "apiVersion" || f.column.Name == "kind" || !f.isText() || !containsAny(findings, texts) {
						continue
					}
					text := s.withUpperCase(f)
					for _, v := range quotedValues(lintText(t, e, text)) {
						if !strings.Contains(v, "/") && !strings.Contains(text+e.Before, v) && strings.Contains(text, `"`+strings.ToUpper(v)+`"`) {
							t.Errorf("%s in upper case is %q in a finding", f.name, v)
						}
					}
				}
			})
		}
	}
}

// quotedValues returns the values in the messages and labels of findings. Notes are left out: they also name entries of
// built-in tables.
func quotedValues(findings []finding.Finding) []string {
	var all []string
	add := func(text problem.Text) {
		for p := range text.Parts() {
			if p.Value {
				all = append(all, p.Text)
			}
		}
	}
	for _, f := range findings {
		add(f.Message)
		for _, l := range slices.Concat(f.Locations, f.Related) {
			add(l.Label)
		}
	}
	return all
}

func containsAny(findings string, texts []*manifest.Node) bool {
	return slices.ContainsFunc(texts, func(n *manifest.Node) bool {
		return len(n.Text) > 1 && strings.Contains(findings, strings.ToLower(n.Text))
	})
}
