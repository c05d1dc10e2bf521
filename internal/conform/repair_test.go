package conform

import (
	"strings"
	"testing"
)

// TestRemoveFix checks that a repeated item is removed along with what belongs only to it. A want of "-" means no fix.
func TestRemoveFix(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"lines", "allowedLocations:\n  - europe\n  - japan\n  - europe\n  - asia\n", "allowedLocations:\n  - europe\n  - japan\n  - asia\n"},
		{"three times", "allowedLocations:\n- asia\n- asia\n- japan\n- asia\n", "allowedLocations:\n- asia\n- japan\n"},
		{"the last line without a break", "allowedLocations:\n  - asia\n  - asia\n  - asia", "allowedLocations:\n  - asia\n"},
		{"CRLF", "allowedLocations:\r\n  - asia\r\n  - asia\r\nprimary: true\r\n", "allowedLocations:\r\n  - asia\r\nprimary: true\r\n"},
		{"quoted differently", "allowedLocations:\n  - asia\n  - 'asia'\n", "allowedLocations:\n  - asia\n"},
		{"brackets", "allowedLocations: [asia, japan, asia] # ours\n", "allowedLocations: [asia, japan] # ours\n"},
		{"brackets, the first two", "allowedLocations: [asia, asia, japan]\n", "allowedLocations: [asia, japan]\n"},
		{"brackets, three times", "allowedLocations: [asia, asia, japan, asia]\n", "allowedLocations: [asia, japan]\n"},
		{"brackets over lines", "allowedLocations: [\n  asia,\n  japan,\n  asia,\n]\n", "allowedLocations: [\n  asia,\n  japan,\n]\n"},
		{"a comment on the line", "allowedLocations:\n  - asia\n  - asia # for Japan\n", "-"},
		{"a comment above", "allowedLocations:\n  - asia\n  # for Japan\n  - asia\n", "-"},
		{"a comment in brackets", "allowedLocations: [asia, # for Japan\n  asia]\n", "-"},
		{"a comment on the first one", "allowedLocations:\n  - asia # for Japan\n  - asia\n", "allowedLocations:\n  - asia # for Japan\n"},
		{"an anchor", "allowedLocations:\n  - asia\n  - &a asia\nlocation: *a\n", "-"},
		{"an alias", "allowedLocations:\n  - &a asia\n  - *a\n", "-"},
		{"an alias of the last", "allowedLocations: [japan, asia, &a asia, *a]\n", "-"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			head := heads["Tenant"]
			if strings.Contains(tt.text, "\r") {
				head = strings.ReplaceAll(head, "\n", "\r\n")
			}
			r := Check(parse(t, "m.yaml", head+tt.text))
			if len(r.Problems) != 1 {
				t.Fatal(r.Problems)
			}
			got := "-"
			if fix := r.Problems[0].Fix; fix != nil {
				got = strings.TrimPrefix(apply(fix), head)
				if remaining := Check(parse(t, "m.yaml", head+got)).Problems; len(remaining) > 0 {
					t.Errorf("after the fix: %s", render(remaining[0]))
				}
			}
			if got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}
