package lsp

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/tenantlint/tenantlint/internal/lint"
	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
)

// quickFixes returns the fixes that an editor offers at the locations of all findings of a run.
func quickFixes(t *testing.T, result *lint.Result) []string {
	t.Helper()
	s := &server{published: map[string]string{}}
	s.client.TextDocument.CodeAction.CodeActionLiteralSupport = []byte("{}")
	st := newState(outcome{root: "/", result: result}, nil)
	s.folders = []*folder{{state: st}}
	s.diagnose(st)
	var all []string
	for uri, published := range st.published {
		for _, here := range published {
			p := codeActionParams{TextDocument: documentID{uri}, Range: here.Range}
			p.Context.Only = []string{quickFix}
			actions, err := s.actions(p)
			if err != nil {
				t.Fatal(err)
			}
			list, _ := actions.([]codeAction)
			for _, a := range list {
				if strings.HasPrefix(a.Title, "suppress ") {
					continue
				}
				edit, err := json.Marshal(a.Edit)
				if err != nil {
					t.Fatal(err)
				}
				all = append(all, a.Title+" "+string(edit))
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// TestQuickFixesIgnoreWording checks that quick fixes are made from the data of a finding, never from its text: they
// do not change if every message, label, note and help is reworded.
func TestQuickFixesIgnoreWording(t *testing.T) {
	engine, err := lint.Prepare(lint.Options{})
	if err != nil {
		t.Fatal(err)
	}
	reworded := problem.Literal("in other words")
	total := 0
	for _, rule := range policy.Rules() {
		fail, _, err := policy.Examples(rule)
		if err != nil {
			continue // a rule about changes has no standalone examples
		}
		for _, e := range fail {
			result, err := lint.Run(t.Context(), lint.Options{
				Engine: engine, Memory: &lint.Memory{}, AllowEmpty: true,
				Find: source.FindOptions{Overlay: map[string][]byte{"/" + e.Path: []byte(e.Text)}},
			})
			if err != nil {
				t.Fatal(err)
			}
			before := quickFixes(t, result)
			for i := range result.Run.Findings {
				f := &result.Run.Findings[i]
				f.Message, f.Help = reworded, reworded
				for j := range f.Notes {
					f.Notes[j] = reworded
				}
				for _, locations := range [][]problem.Location{f.Locations, f.Related} {
					for j := range locations {
						locations[j].Label = reworded
					}
				}
			}
			if after := quickFixes(t, result); !slices.Equal(before, after) {
				t.Errorf("%s: %d quick fixes, and %d when reworded", e.Path, len(before), len(after))
			}
			total += len(before)
		}
	}
	if total < 10 {
		t.Errorf("%d quick fixes in all examples", total)
	}
}
