package secret

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
)

// TestRedact checks that a credential is redacted in every value of a problem, and that nothing else in the problem
// changes.
func TestRedact(t *testing.T) {
	token := "ghp" + "_0123456789abcdefghijABCDEFGHIJ012345"
	text := "apiVersion: tenantlint/v1\nkind: Tenant\nname: contoso\ndisplayName: " + token + "\n"
	f := source.NewFile("a.yaml", []byte(text))
	redaction := NewRedaction(f)
	f = redaction.File
	doc := manifest.Parse(f, manifest.DefaultLimits(), true).Documents[0]
	start := strings.Index(text, token)
	token = strings.Repeat("x", len(token)) // as in the redacted file
	at := problem.Location{File: f, Span: source.Span{Start: start, End: start + len(token)}}
	sayValue := func(value string) problem.Text {
		return problem.Say(`value "{value}" is unknown, want {words}`, problem.Args{"value": value, "words": []string{"a", value}, "n": 3})
	}
	found := func(value string, fix *problem.Fix) problem.Problem {
		here := at
		here.Label, here.Suggestion, here.Object = sayValue(value), value, "contoso/"+value
		return problem.Problem{
			Message: sayValue(value), Notes: []problem.Text{sayValue(value), problem.Literal("not " + value)}, Help: sayValue(value),
			Locations: []problem.Location{here}, Related: []problem.Location{here}, Fix: fix,
		}
	}
	other := &problem.Fix{File: f, Span: source.Span{Start: 0, End: 1}, Text: "a", Description: "write a"}
	problems := []problem.Problem{
		found(token, nil), found(token, other), found(token, &problem.Fix{File: f, Span: at.Span, Text: "x"}),
		found(token, &problem.Fix{File: f, Text: token}), found(token, &problem.Fix{File: f, Description: "write " + token}),
	}
	redacted := redaction.RedactDocument(doc, true)
	redaction.RedactProblems(problems)
	if len(redacted) != 1 {
		t.Errorf("%d values are redacted", len(redacted))
	}
	for i, p := range problems {
		want := found(Redacted, nil)
		if i == 1 {
			want.Fix = other
		}
		if diff := cmp.Diff(want, p, cmp.Comparer(func(a, b *source.File) bool { return a == b })); diff != "" {
			t.Errorf("problem %d (-want +got):\n%s", i, diff)
		}
	}
}

// TestNewRedactor checks that nothing of a value is left after a long text, and that everything else is left after a
// short one.
func TestNewRedactor(t *testing.T) {
	long := strings.Repeat("abc", 40)
	redact := newRedactor([]string{"short", long, "short and more"})
	for value, want := range map[string]string{
		"a short one": "a *** one", "short and more": "***", "a " + long + " one": "a ***", "a short " + long + long: "a *** ***", long[:63]: long[:63], "none": "none",
	} {
		if got := redact(value); got != want {
			t.Errorf("%q is redacted to %q, want %q", value, got, want)
		}
	}
}
