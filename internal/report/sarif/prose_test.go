package sarif

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestSentence(t *testing.T) {
	for in, want := range map[string]string{
		"":                             "",
		"domain is federated":          "Domain is federated.",
		`"contoso.com" is federated`:   `"contoso.com" is federated.`,
		"état":                         "État.",
		"done.":                        "Done.",
		"over\n  two lines":            "Over two lines.",
		`did you mean "unitedstates"?`: `Did you mean "unitedstates"?`,
	} {
		if got := sentence(in); got != want {
			t.Errorf("sentence(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestClip(t *testing.T) {
	for _, n := range []int{3, 4, 5, 6, 7, 100} {
		got := clip("größe und form", n)
		if len(got) > n || !utf8.ValidString(got) {
			t.Errorf("clip to %d = %q", n, got)
		}
	}
	if got := clip("short", 5); got != "short" {
		t.Errorf(`clip("short", 5) = %q`, got)
	}
}

func TestMarkdown(t *testing.T) {
	for in, want := range map[string]string{
		"a key such as <name> here":   "a key such as `<name>` here",
		"code `<name>` stays":         "code `<name>` stays",
		"`<a>` and <b> and `<c>`":     "`<a>` and `<b>` and `<c>`",
		"less < than, and a > b":      "less < than, and a > b",
		"nothing <":                   "nothing <",
		"</tag> at the start":         "`</tag>` at the start",
		"one <a href=\"x\">two</a>":   "one `<a href=\"x\">`two`</a>`",
		"no markup, [not](a), a link": "no markup, [not](a), a link",
	} {
		if got := markdown(in); got != want {
			t.Errorf("markdown(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestPascal(t *testing.T) {
	for in, want := range map[string]string{
		"domain/federated-once": "DomainFederatedOnce",
		"namespace/upn-unique":  "NamespaceUpnUnique",
		"own/a_b":               "Ownab",
		"parse/not-a-manifest":  "ParseNotaManifest",
	} {
		if got := pascal(in); got != want {
			t.Errorf("pascal(%q) = %q, want %q", in, got, want)
		}
	}
}

// link is what a viewer takes for a link to a location (3.11.6).
var link = regexp.MustCompile(`(^|[^\\])\]\(\d+\)`)

// fill puts the arguments into a template as the standard says (3.11.5).
func fill(template string, arguments []string) string {
	return regexp.MustCompile(`\{\{|\}\}|\{\d+\}`).ReplaceAllStringFunc(template, func(s string) string {
		n, err := strconv.Atoi(strings.Trim(s, "{}"))
		if err != nil {
			return s[:1]
		}
		return arguments[n]
	})
}

func TestPhrase(t *testing.T) {
	for message, want := range map[string]struct {
		text, template string
		arguments      []string
	}{
		"Nothing.":                      {"Nothing.", "Nothing.", nil},
		`Domain "a" is in "b".`:         {"Domain 'a' is in 'b'.", "Domain '{0}' is in '{1}'.", []string{"a", "b"}},
		`Name "" is empty.`:             {"Name '' is empty.", "Name '{0}' is empty.", []string{""}},
		`One " quote.`:                  {`One " quote.`, `One " quote.`, nil},
		`Name "{0}" and {1}.`:           {"Name '{{0}}' and {{1}}.", "Name '{0}' and {{1}}.", []string{"{0}"}},
		`Name "[x](1)" links nothing.`:  {`Name '\[x\](1)' links nothing.`, "Name '{0}' links nothing.", []string{`\[x\](1)`}},
		`A [list] is no link.`:          {"A [list] is no link.", "A [list] is no link.", nil},
		`Account "CONTOSO\ada" is one.`: {`Account 'CONTOSO\ada' is one.`, "Account '{0}' is one.", []string{`CONTOSO\ada`}},
	} {
		t.Run(message, func(t *testing.T) {
			var p phrase
			p.write(message)
			got := []any{p.text.String(), p.template.String(), p.arguments}
			if diff := cmp.Diff([]any{want.text, want.template, want.arguments}, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if filled := fill(p.template.String(), p.arguments); filled != fill(p.text.String(), nil) && !strings.Contains(message, "{") {
				t.Errorf("the filled template is %q", filled)
			}
			if link.MatchString(p.text.String()) {
				t.Errorf("%q links", p.text.String())
			}
		})
	}
}

func TestLocate(t *testing.T) {
	for name, want := range map[string]artifactLocation{
		"tenants/contoso.yaml": {URI: "tenants/contoso.yaml", URIBaseID: rootID},
		"./a//b.yaml":          {URI: "a/b.yaml", URIBaseID: rootID},
		"größe & co/a b.json":  {URI: "gr%C3%B6%C3%9Fe%20&%20co/a%20b.json", URIBaseID: rootID},
		"a:b.yaml":             {URI: "a%3Ab.yaml", URIBaseID: rootID},
		"100%#?.yaml":          {URI: "100%25%23%3F.yaml", URIBaseID: rootID},
		"a\\b\xff.yaml":        {URI: "a%5Cb%FF.yaml", URIBaseID: rootID},
		"../outside.yaml":      {URI: "../outside.yaml", URIBaseID: rootID},
		"/srv/a.yaml":          {URI: "file:///srv/a.yaml"},
		"C:/srv/a.yaml":        {URI: "file:///C:/srv/a.yaml"},
	} {
		if diff := cmp.Diff(want, locate(name)); diff != "" {
			t.Errorf("locate(%q) (-want +got):\n%s", name, diff)
		}
	}
}
