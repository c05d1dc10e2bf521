package policytest

import "testing"

// TestCompared checks that changed, reordered and repeated lines are shown.
func TestCompared(t *testing.T) {
	for name, test := range map[string]struct{ want, got, shown string }{
		"one line":    {"a\n", "b\n", "- a\n+ b\n"},
		"order":       {"a\nb\n", "b\na\n", "- a\n  b\n+ a\n"},
		"repetition":  {"a\n", "a\na\n", "  a\n+ a\n"},
		"in between":  {"a\nc\n", "a\nb\nc\n", "  a\n+ b\n  c\n"},
		"no line end": {"a", "a\n", "- a\n+ a\n"},
		"nothing":     {"", "a\n", "+ a\n"},
	} {
		t.Run(name, func(t *testing.T) {
			if shown := compared(test.want, test.got); shown != test.shown {
				t.Errorf("%q, want %q", shown, test.shown)
			}
		})
	}
}
