package policytest

import "testing"

// TestLineDiff checks that changed, reordered and repeated lines are shown.
func TestLineDiff(t *testing.T) {
	for name, test := range map[string]struct{ want, got, diff string }{
		"one line":    {"a\n", "b\n", "- a\n+ b\n"},
		"order":       {"a\nb\n", "b\na\n", "- a\n  b\n+ a\n"},
		"repetition":  {"a\n", "a\na\n", "  a\n+ a\n"},
		"in between":  {"a\nc\n", "a\nb\nc\n", "  a\n+ b\n  c\n"},
		"no line end": {"a", "a\n", "- a\n+ a\n"},
		"nothing":     {"", "a\n", "+ a\n"},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := lineDiff(test.want, test.got); diff != test.diff {
				t.Errorf("%q, want %q", diff, test.diff)
			}
		})
	}
}
