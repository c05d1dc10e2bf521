package manifest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
)

// format returns a problem as "line:column rule: message", with the text at each location.
func format(p problem.Problem) string {
	var b strings.Builder
	for i, s := range p.Locations {
		if i > 0 {
			b.WriteString(" and ")
		}
		at := s.File.Position(s.Span.Start)
		fmt.Fprintf(&b, "%d:%d", at.Line, at.Column)
		if text := s.File.Data[s.Span.Start:s.Span.End]; len(text) > 0 {
			fmt.Fprintf(&b, " <%s>", text)
		}
	}
	fmt.Fprintf(&b, " %s: %s", p.Rule, p.Message.String())
	return b.String()
}

func parse(t *testing.T, path, text string) *Result {
	t.Helper()
	return Parse(source.NewFile(path, []byte(text)), DefaultLimits(), false)
}

func TestSyntax(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"a: b: c\n", `1:5 <:> parse/syntax: ":" is not allowed here`},
		{"a: b\n  c: d\n", `2:4 <:> parse/syntax: ":" is not allowed here`},
		{"a: 1\nfoo\nb: 2\n", `2:1 <foo> parse/syntax: ":" is missing after the key "foo"`},
		{"a: 1\nfoo\n", `2:1 <foo> parse/syntax: ":" is missing after the key "foo"`},
		{"a: - b\n", `1:4 <-> parse/syntax: "-" is not allowed here`},
		{"a: ? b\n", `1:4 <?> parse/syntax: "?" is not allowed here`},
		{"a: @b\n", `1:4 <@> parse/syntax: "@" cannot begin a value`},
		{"a: `b`\n", "1:4 <`> parse/syntax: \"`\" cannot begin a value"},
		{"a: %b\n", `1:4 <%> parse/syntax: "%" cannot begin a value`},
		{"a:\n\tb: c\n", "2:1 <\t> parse/syntax: tab used for indentation"},
		{"\ta: b\n", "1:1 <\t> parse/syntax: tab used for indentation"},
		{"a: |\n \n\tb\n", "3:1 <\t> parse/syntax: tab used for indentation"},
		{"a:\n  b\n\tc\n", "3:1 <\t> parse/syntax: tab used for indentation"},
		{"a: 1\nb: \"x\nc: 2\n", `2:4 <"> parse/syntax: double quote is never closed`},
		{"a: 1\nb: 'x\nc: 2\n", `2:4 <'> parse/syntax: single quote is never closed`},
		{"a: 1\nb: \"x\n---\nc: 2\n", `2:4 <"> parse/syntax: double quote is never closed`},
		{"a: \"x\\qy\"\n", `1:6 <\q> parse/syntax: escape "\q" is not known`},
		{"a: \"x\\xZZy\"\n", `1:6 <\xZZ> parse/syntax: escape "\xZZ" does not encode a character`},
		{"a: \"x\\ud800y\"\n", `1:6 <\ud800> parse/syntax: escape "\ud800" does not encode a character`},
		{"a: |0\n  b\n", `1:4 <|> parse/syntax: indentation "0" is not allowed in a block of text`},
		{"a: | b\n", `1:6 <b> parse/syntax: unexpected text "b" at the end of the line`},
		{"a: *.x\n", `1:4 <*.x> parse/syntax: "*.x" is not a valid name for an alias`},
		{"a: & x\n", `1:4 <&> parse/syntax: "&" is not a valid name for an anchor`},
		{"a: *x\n", `1:4 <*x> parse/syntax: unknown anchor "x"`},
		{"ä: ü\nö: [*b, c]\n", `2:5 <*b> parse/syntax: unknown anchor "b"`},
		{"a: [1, 2\nb: 3\n", `1:4 <[> parse/syntax: "[" is never closed`},
		{"a: [1, 2\n", `1:4 <[> parse/syntax: "[" is never closed`},
		{"a: {b: 1\n", `1:4 <{> parse/syntax: "{" is never closed`},
		{"a: [1, 2}\n", `1:4 <[> parse/syntax: "[" is never closed`},
		{"a: {b: 1]\n", `1:4 <{> parse/syntax: "{" is never closed`},
		{"a: \"b\" c\n", `1:8 <c> parse/syntax: "c" does not belong to the mapping before it`},
		{"  a: 1\n b: 2\n", `2:2 <b: 2> parse/syntax: text "b: 2" after the end of the document`},
		{"a:\n  - b\n  c: d\n", `3:3 <c: d> parse/syntax: "c: d" does not belong to the list before it`},
		{"- a\nb: c\n", `2:1 <b: c> parse/syntax: "b: c" does not belong to the list before it`},
		{"- a\n- b\nc\n", `3:1 <c> parse/syntax: ":" is missing after the key "c"`},
		{"a: [,]\n", `1:5 <,> parse/syntax: a value is missing before ","`},
		{"a: [1,,2]\n", `1:7 <,> parse/syntax: a value is missing before ","`},
		{"a: ]\n", `1:4 <]> parse/syntax: a value is missing before "]"`},
		{"[a]\nb\n", `2:1 <b> parse/syntax: text "b" after the end of the document`},
		{"a: 1\n}\n", `2:1 <}> parse/syntax: "}" does not belong to the mapping before it`},
		{"a: !x!y b\n", `1:4 <!x!y> parse/syntax: tag "!x!y" has a prefix that no %TAG directive declares`},
		{"a: !<x b\n", `1:4 <!<x> parse/syntax: "!<x" is not a valid tag`},
		{"a: !x{ b\n", `1:4 <!x{> parse/syntax: "!x{" is not a valid tag`},
		{"a: !! b\n", `1:4 <!!> parse/syntax: "!!" is not a valid tag`},
		{"a: !%zz b\n", `1:4 <!%zz> parse/syntax: "!%zz" is not a valid tag`},
		{"%FOO bar\n---\na: 1\n", `1:1 <%FOO bar> parse/syntax: directive "%FOO bar" is not known`},
		{"%YAML 1.2\na: 1\n", `1:1 <%YAML 1.2> parse/syntax: "---" is missing after the directive "%YAML 1.2"`},
		{"%YAML x\n---\na: 1\n", `1:1 <%YAML x> parse/syntax: directive "%YAML x" has an unsupported version`},
		{"%YAML 1\n---\na: 1\n", `1:1 <%YAML 1> parse/syntax: directive "%YAML 1" has an unsupported version`},
		{"%YAML 3.0\n---\na: 1\n", `1:1 <%YAML 3.0> parse/syntax: directive "%YAML 3.0" has an unsupported version`},
		{"%YAML 1.234\n---\na: 1\n", `1:1 <%YAML 1.234> parse/syntax: directive "%YAML 1.234" has an unsupported version`},
		{"%YAML 1.2\n%YAML 1.2\n---\na: 1\n", `2:1 <%YAML 1.2> parse/syntax: directive "%YAML 1.2" is given twice`},
		{"%YAML 1.2 x\n---\na: 1\n", `1:11 <x> parse/syntax: unexpected text "x" at the end of the line`},
		{"%TAG ! x\n%TAG ! x\n---\na: 1\n", `2:1 <%TAG ! x> parse/syntax: directive "%TAG ! x" is given twice`},
		{"%TAG x y\n---\na: 1\n", `1:1 <%TAG x y> parse/syntax: directive "%TAG x y" is not valid`},
		{"%TAG !x\n---\na: 1\n", `1:1 <%TAG !x> parse/syntax: directive "%TAG !x" is not valid`},
		{"%TAG !x! \n---\na: 1\n", `1:1 <%TAG !x!> parse/syntax: directive "%TAG !x!" is not valid`},
		{"%\n---\na: 1\n", `1:1 <%> parse/syntax: directive "%" is not known`},
		{"%F%\n---\na: 1\n", `1:1 <%F%> parse/syntax: directive "%F%" is not known`},
		{"a: 1\n%FOO\n", `2:1 <%FOO> parse/syntax: directive "%FOO" is not known`},
		{"a: 1\n... b\n", `2:5 <b> parse/syntax: text after "...", which ends a document`},
		{"a: 1\nb: \x00\n", "2:4 <\x00> parse/syntax: NUL byte is not allowed in YAML"},
		{"a: \x1b[0m\n", "1:4 <\x1b> parse/syntax: control character U+001B is not allowed in YAML"},
		{"{{ if x }}\na: b\n{{ end }}\n", `1:1 <{{ if x }}> parse/syntax: template expression "{{ if x }}" is not rendered`},
		{"apiVersion: tenantlint/v1\na: {{ x }}\n", `2:4 <{{ x }}> parse/syntax: template expression "{{ x }}" is not rendered`},
		{"apiVersion: tenantlint/v1\na: {?b: c}\n", `2:5 <?b> parse/syntax: "?b" begins with a question mark, which YAML may read as an indicator`},
		{"apiVersion: tenantlint/v1\na: &an:chor x\n", `2:4 <&an:chor> parse/syntax: "&an:chor" is not a valid name for an anchor`},
		{"apiVersion: tenantlint/v1\na: &b {c: d}\ne:\n  <<: *b\n  <<: {f: g}\n", `4:3 <<<> and 5:3 <<<> parse/duplicate-key: merge key "<<" is given twice`},
		{"apiVersion: tenantlint/v1\nkind: Tenant\napiVersion: tenantlint/v1\nkind: Tenant\n", `3:1 <apiVersion> parse/duplicate-key: a second manifest begins here without "---" before it`},
		{"apiVersion: tenantlint/v1\n<<<<<<< HEAD\nname: a\n||||||| base\nname: c\n=======\nname: b\n>>>>>>> x\nname2: d\n", `2:1 <<<<<<<< HEAD> parse/syntax: merge conflict is not resolved`},
		{"# \"\n{\"apiVersion\": \"tenantlint\\/v1\"}\n", ""},
		{"apiVersion: tenantlint/v1\na: !Ref x\n", `2:4 <!Ref> parse/syntax: tag "!Ref" is not supported`},
		{"apiVersion: tenantlint/v1\na: &x !!set {b}\n", `2:7 <!!set> parse/syntax: tag "!!set" is not supported`},
		{"apiVersion: tenantlint/v1\na: !!binary &x aGk=\n", `2:4 <!!binary> parse/syntax: tag "!!binary" is not supported`},
		{"apiVersion: tenantlint/v1\na: !!int x\n", `2:10 <x> parse/syntax: "x" does not match its tag "!!int"`},
		{"apiVersion: tenantlint/v1\na: &x [*x]\n", `2:8 <*x> parse/syntax: anchor "x" contains itself`},
		{"apiVersion: tenantlint/v1\na: &x b\n<<: *x\n", `2:7 <b> parse/syntax: the merge key "<<" takes a mapping or a list of mappings`},
		{"a: b\x85c: \n", "1:5 <\x85> parse/encoding: byte 0x85 at offset 4 is not UTF-8"},
	} {
		var got []string
		for _, p := range parse(t, "a.yaml", tt.text).Problems {
			got = append(got, format(p))
		}
		if got := strings.Join(got, "\n"); got != tt.want {
			t.Errorf("%q\n got %s\nwant %s", tt.text, got, tt.want)
		}
	}
}

// TestSyntaxKnowsAllReasons checks that every error text of yaml.v3 has a message of ours.
func TestSyntaxKnowsAllReasons(t *testing.T) {
	dir, err := exec.CommandContext(t.Context(), "go", "list", "-m", "-f", "{{.Dir}}", "gopkg.in/yaml.v3").Output()
	if err != nil {
		t.Fatal(err)
	}
	ours, err := os.ReadFile("syntax.go")
	if err != nil {
		t.Fatal(err)
	}
	reason := regexp.MustCompile(`"((?:did not find|found|could not find|mapping|block sequence)[^"]* [^"]*)"`)
	count := 0
	for _, name := range []string{"scannerc.go", "parserc.go"} {
		text, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), name))
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range reason.FindAllStringSubmatch(string(text), -1) {
			count++
			// The parser expects the start of a stream, which is always present.
			if m[1] != "did not find expected <stream-start>" && !strings.Contains(string(ours), `"`+m[1]+`"`) {
				t.Errorf("no message for %q", m[1])
			}
		}
	}
	if count < 40 {
		t.Errorf("found only %d reasons", count)
	}
}
