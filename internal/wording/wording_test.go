package wording

import "testing"

func TestCount(t *testing.T) {
	for want, got := range map[string]string{
		"1 error": Count(1, "error"), "0 errors": Count(0, "error"), "2 notes": Count(2, "note"), "3 entries": Count(3, "entry"), "1 entry": Count(1, "entry"),
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestQuoted(t *testing.T) {
	for want, got := range map[string]string{
		"": Quoted(), `"a"`: Quoted("a"), `"a", "b\"\n"`: Quoted("a", "b\"\n"),
	} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestEscape(t *testing.T) {
	for value, want := range map[string]string{
		"": "", "a b": "a b", `a"b`: `a"b`, "a\nb": `a\nb`, `a\b`: `a\\b`, `"`: `"`, `\"`: `\\"`, "größe\u00a0": `größe\u00a0`, "\xff": `\xff`,
	} {
		if got := Escape(value); got != want {
			t.Errorf("Escape(%q) = %s, want %s", value, got, want)
		}
	}
}
