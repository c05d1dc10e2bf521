package harmless_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"strings"
	"testing"
	"unicode"

	"github.com/tenantlint/tenantlint/internal/harmless"
)

// findActive returns the first thing in a text that a terminal or a job runner would act on, or "".
func findActive(text string) string {
	for line := range strings.Lines(text) {
		for _, command := range []string{"##vso[", "##["} {
			if strings.Contains(strings.ToLower(line), command) {
				return command
			}
		}
		for _, r := range strings.TrimRight(line, "\n") {
			if unicode.IsControl(r) || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 {
				return string(r)
			}
		}
	}
	return ""
}

// FuzzHarmless checks that no escaped form of any text is acted on, and that JSON and markup still represent the same
// text.
func FuzzHarmless(f *testing.F) {
	f.Add("##vso[task.complete]###[error]##VSO[x")
	f.Add("\x1b[31m\u0085\u202e\x00\x7f\xff::error::a#")
	f.Add(" ::error::a")
	f.Add("a: b\r::error::a\n::error::b")
	f.Add("\u00a0\u3000\v::error::a") // the GitHub runner skips all white space
	f.Fuzz(func(t *testing.T, s string) {
		for form, text := range map[string]string{"text": harmless.Text(s), "line": harmless.Line(s), "lines": harmless.Lines(s)} {
			if c := findActive(text); c != "" {
				t.Errorf("%s of %q contains %q", form, s, c)
			}
		}
		for form, text := range map[string]string{"line": harmless.Line(s), "lines": harmless.Lines(s), "commands": harmless.Commands(s)} {
			for line := range strings.SplitSeq(strings.ReplaceAll(text, "\r", "\n"), "\n") { // as .NET reads lines
				if strings.HasPrefix(strings.TrimSpace(line), "::") || strings.Contains(line, "##[") || strings.Contains(strings.ToLower(line), "##vso[") {
					t.Errorf("%s of %q is %q", form, s, text)
				}
			}
		}
		var b bytes.Buffer
		if err := harmless.Encode(&b, map[string]any{s: []string{s, "#"}}); err != nil {
			t.Fatal(err)
		}
		if c := findActive(b.String()); c != "" {
			t.Errorf("JSON of %q contains %q", s, c)
		}
		var plain, back map[string][]string
		text, err := json.Marshal(map[string]any{s: []string{s, "#"}})
		if err != nil {
			t.Fatal(err)
		}
		if json.Unmarshal(text, &plain) != nil || json.Unmarshal(b.Bytes(), &back) != nil || len(back) != 1 {
			t.Fatalf("%s is not valid JSON", &b)
		}
		for key, value := range plain {
			if len(back[key]) != 2 || back[key][0] != value[0] {
				t.Errorf("JSON of %q decodes as %q", s, back)
			}
		}
		var escaped bytes.Buffer
		if err := xml.EscapeText(&escaped, []byte(s)); err != nil {
			t.Fatal(err)
		}
		markup := harmless.Markup(escaped.String())
		if strings.Contains(markup, "##[") || strings.Contains(strings.ToLower(markup), "##vso[") {
			t.Errorf("markup of %q is %q", s, markup)
		}
		var want, got string
		if err := xml.Unmarshal([]byte("<a>"+escaped.String()+"</a>"), &want); err != nil {
			t.Fatal(err)
		}
		if err := xml.Unmarshal([]byte("<a>"+markup+"</a>"), &got); err != nil || got != want {
			t.Errorf("markup of %q decodes as %q (%v)", s, got, err)
		}
	})
}
