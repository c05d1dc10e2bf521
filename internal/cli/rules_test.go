package cli

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// run runs the program and returns its standard output. It fails the test unless the exit code is OK and standard error
// is empty.
func run(t *testing.T, args ...string) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code := Main(t.Context(), Env{Args: args, Dir: t.TempDir(), Stdout: &stdout, Stderr: &stderr, Lookup: noEnv})
	if code != OK || stderr.Len() > 0 {
		t.Fatalf("%q: code %d, %s", args, code, &stderr)
	}
	return stdout.String()
}

func TestRulesJSON(t *testing.T) {
	var rules []jsonRule
	if err := json.Unmarshal([]byte(run(t, "rules", "--format", "json")), &rules); err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, r := range rules {
		if r.Title == "" || r.Description == "" || r.Help == "" || r.Level == "" {
			t.Errorf("%s: a field is empty: %+v", r.ID, r)
		}
		ids = append(ids, r.ID)
	}
	if diff := cmp.Diff(ruleIDs(), ids); diff != "" {
		t.Errorf("ids (-want +got):\n%s", diff)
	}
}

// TestExplainAll checks that every rule can be explained.
func TestExplainAll(t *testing.T) {
	for _, id := range ruleIDs() {
		text := run(t, "explain", id)
		for _, part := range []string{id + " (", "\nWhy\n  ", "\nWhat to do\n  ", "\nSource\n  "} {
			if !strings.Contains(text, part) {
				t.Errorf("%s: %q is missing", id, part)
			}
		}
	}
}
