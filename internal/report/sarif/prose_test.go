package sarif

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantlint/tenantlint/internal/problem"
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

func TestTruncate(t *testing.T) {
	for _, n := range []int{3, 4, 5, 6, 7, 100} {
		got := truncate("größe und form", n)
		if len(got) > n || !utf8.ValidString(got) {
			t.Errorf("clip to %d = %q", n, got)
		}
	}
	if got := truncate("short", 5); got != "short" {
		t.Errorf(`clip("short", 5) = %q`, got)
	}
}

func TestPascalCase(t *testing.T) {
	for in, want := range map[string]string{
		"domain/federated-once": "DomainFederatedOnce",
		"namespace/upn-unique":  "NamespaceUpnUnique",
		"own/a_b":               "Ownab",
		"parse/not-a-manifest":  "ParseNotaManifest",
	} {
		if got := pascalCase(in); got != want {
			t.Errorf("pascal(%q) = %q, want %q", in, got, want)
		}
	}
}

// link matches a link to a location (3.11.6).
var link = regexp.MustCompile(`(^|[^\\])\]\(\d+\)`)

// fill replaces the placeholders of a template according to the standard (3.11.5).
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
	say := func(template string, values ...any) problem.Text {
		args := problem.Args{}
		for i, v := range values {
			args[string(rune('a'+i))] = v
		}
		return problem.Say(template, args)
	}
	for name, test := range map[string]struct {
		message        problem.Text
		text, template string
		arguments      []string
	}{
		"words":               {say("nothing"), "Nothing.", "Nothing.", nil},
		"values":              {say(`domain "{a}" is in "{b}"`, "a", "b"), "Domain 'a' is in 'b'.", "Domain '{0}' is in '{1}'.", []string{"a", "b"}},
		"a value first":       {say(`"{a}" is in {b} of "{c}"`, "x", "3", "y"), "'x' is in 3 of 'y'.", "'{0}' is in 3 of '{1}'.", []string{"x", "y"}},
		"a list":              {say(`targets "{a}"`, []string{"x", "y"}), "Targets 'x', 'y'.", "Targets '{0}', '{1}'.", []string{"x", "y"}},
		"an empty value":      {say(`name "{a}" is empty`, ""), "Name '' is empty.", "Name '{0}' is empty.", []string{""}},
		"braces":              {say(`name "{a}" and {{1}}`, "{0}"), "Name '{{0}}' and {{1}}.", "Name '{0}' and {{1}}.", []string{"{0}"}},
		"a link in a value":   {say(`name "{a}" links nothing`, "[x](1)"), `Name '\[x\](1)' links nothing.`, "Name '{0}' links nothing.", []string{`\[x\](1)`}},
		"quotes in a value":   {say(`name "{a}"`, "a\"b\n"), `Name 'a"b\n'.`, "Name '{0}'.", []string{`a"b\n`}},
		"a backslash":         {say(`account "{a}" is one`, `CONTOSO\ada`), `Account 'CONTOSO\\ada' is one.`, "Account '{0}' is one.", []string{`CONTOSO\\ada`}},
		"a question":          {say(`did you mean "{a}"?`, "x"), "Did you mean 'x'?", "Did you mean '{0}'?", []string{"x"}},
		"a literal":           {problem.Literal("domain \"a\"\n is {0}  [x](1)"), `Domain "a" is {{0}} \[x\](1).`, `Domain "a" is {{0}} \[x\](1).`, nil},
		"too long":            {say(`name "{a}"`, strings.Repeat("x", 100)), "Name '" + strings.Repeat("x", 33) + "...'.", "Name '{0}'.", []string{strings.Repeat("x", 33) + "..."}},
		"too long for a word": {say(strings.Repeat("long ", 10)+`"{a}"`, "x"), "Long long long long long long long lon...", "Long long long long long long long lon...", nil},
	} {
		t.Run(name, func(t *testing.T) {
			var p phrase
			p.sentence(test.message, 41)
			text, template, arguments := p.write()
			if diff := cmp.Diff([]any{test.text, test.template, test.arguments}, []any{text, template, arguments}); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if filled := fill(template, arguments); filled != fill(text, nil) && !strings.Contains(text, "{") {
				t.Errorf("the template with its arguments is %q", filled)
			}
			if link.MatchString(text) {
				t.Errorf("%q contains a link", text)
			}
		})
	}
}

// The number of message strings is limited even if all messages of a rule differ.
func TestTemplates(t *testing.T) {
	b := &builder{rules: []describedRule{{}}, ruleIndex: map[string]int{"a/b": 0}, messages: map[[2]string]string{}}
	for i := range 3 * maxTemplates {
		if _, ok := b.template("a/b", strconv.Itoa(i)); ok != (i < maxTemplates) {
			t.Fatalf("template %d: %v", i, ok)
		}
	}
	if id, ok := b.template("a/b", singleValueTemplate); !ok || len(b.rules[0].messages) != maxTemplates+1 {
		t.Errorf("the template for the rest has id %q", id)
	}
}

func TestNewArtifactLocation(t *testing.T) {
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
		if diff := cmp.Diff(want, newArtifactLocation(name)); diff != "" {
			t.Errorf("locate(%q) (-want +got):\n%s", name, diff)
		}
	}
}
