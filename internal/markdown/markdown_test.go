package markdown

import "testing"

func TestProse(t *testing.T) {
	for in, want := range map[string]string{
		"plain words, and a.b":        "plain words, and a.b",
		"a key such as <name> here":   "a key such as `<name>` here",
		"code `<name>` stays":         "code `<name>` stays",
		"`<a>` and <b> and `<c>`":     "`<a>` and `<b>` and `<c>`",
		"less < than, and a > b":      `less \< than, and a > b`,
		"nothing <":                   `nothing \<`,
		"</tag> at the start":         "`</tag>` at the start",
		"[not](a), a_link | *it* `_`": `\[not](a), a\_link \| \*it\* ` + "`_`",
	} {
		if got := Prose(in); got != want {
			t.Errorf("Prose(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestCode(t *testing.T) {
	for in, want := range map[string]string{
		"": "`\"\"`", "a b": "`a b`", "`": "`` ` ``", "a``b": "```a``b```", "a|b": "`a\\x7cb`", " a ": "`  a  `",
	} {
		if got := Code(in); got != want {
			t.Errorf("Code(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestPlain(t *testing.T) {
	for in, want := range map[string]string{
		"": "", " is in ": " is in ", ", ": ", ", " and (in 2 files).": " and (in 2 files).",
		" -> ": " `->` ", "a @ada b": "a `@ada` b", "B2B is": "`B2B` is", "it's cross-tenant": "it's cross-tenant", "<b>": "`<b>`", ".com": "`.com`",
	} {
		if got := Plain(in); got != want {
			t.Errorf("Plain(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestBlock(t *testing.T) {
	if got, want := Block("yaml", "a: ```\n"), "````yaml\na: ```\n````\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
