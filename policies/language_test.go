package policies_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	rego "github.com/open-policy-agent/opa/v1/ast"
)

// phrases are what no text of the program says: each with what to say in its place. A match of the second
// expression is good English all the same.
var phrases = []struct {
	refused *regexp.Regexp
	allowed *regexp.Regexp
	instead string
}{
	{regexp.MustCompile(`(?i)(\w+ )?\b(is|are) no\b( \w+)?`), regexp.MustCompile(`(?i)^there |no longer$`), "is not a"},
	{regexp.MustCompile(`(?i)\bis none of\b`), nil, "invalid value …: want …"},
	{regexp.MustCompile(`(?i)\b((stands?|stood) (in|beside|there|elsewhere|without)|stands alone)\b`), nil, "is in"},
	{regexp.MustCompile(`(?i)\bto read more\b`), nil, "Learn more"},
	{regexp.MustCompile(`(?i)\b((is|are) there already|writes? over)\b`), nil, "already exists, overwrite"},
	{regexp.MustCompile(`(?i)\bjudg\w+`), nil, "check, evaluate or report"},
}

// british are spellings that are not American.
var british = []struct{ refused, allowed *regexp.Regexp }{
	{
		regexp.MustCompile(`(?i)\b\w+is(e|es|ed|er|ing|ation|ations)\b`),
		regexp.MustCompile(`(?i)^(\w*wise|likewise|(com|un)?promis\w+|\w*enterpris\w+|exercis\w+|\w*(re|super|ad|impro)vis\w+|\w*(pre|con)cise|` +
			`(ap)?prais\w+|\w*rais\w+|compris\w+|expertise|premises?|\w*ris(e|es|ing)|noise|surpris\w+|devis\w+|franchise|` +
			`this\w*|dis\w*|mis\w*|advertis\w+|this|exercises|is\w+|lis\w+|vis\w+|poised?|bruis\w+|cruis\w+|onPremises\w*)$`),
	},
	{regexp.MustCompile(`(?i)\b(licences?|licenced|colou?rs? of|colour\w*|behaviour\w*|favour\w*|neighbour\w*|honour\w*|labour\w*|centres?|metres?)\b`), regexp.MustCompile(`(?i)^colors? of$`)},
	{regexp.MustCompile(`(?i)\b(programmes?|catalogues?|dialogues?|defence|offence|grey|whilst|learnt|spelt|misspelt|analys(e|ed|es|ing)|fulfil|judgement)\b`), nil},
	{regexp.MustCompile(`(?i)\b(cancelled|cancelling|labelled|labelling|modelled|modelling|travelled|signalled)\b`), nil},
}

// TestLanguage checks that what users read is plain American English: the pages, METADATA and findings of rules, the
// descriptions of the schemas, and the messages and help of the program.
func TestLanguage(t *testing.T) {
	check := func(where, text string) {
		for _, p := range phrases {
			for _, found := range p.refused.FindAllString(text, -1) {
				if p.allowed == nil || !p.allowed.MatchString(found) {
					t.Errorf("%s: %q; say %q", where, found, p.instead)
				}
			}
		}
		for _, b := range british {
			for _, found := range b.refused.FindAllString(text, -1) {
				if b.allowed == nil || !b.allowed.MatchString(found) {
					t.Errorf("%s: %q is not American", where, found)
				}
			}
		}
	}
	err := fs.WalkDir(os.DirFS(".."), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if unread(path) {
				return fs.SkipDir
			}
			return nil
		}
		read, ok := readers[filepath.Ext(path)]
		if !ok || strings.HasSuffix(path, "_test.go") || strings.HasSuffix(path, "_test.rego") {
			return nil
		}
		text, err := os.ReadFile(filepath.Join("..", path))
		if err != nil {
			return err
		}
		texts, err := read(path, string(text))
		for _, s := range texts {
			check(path, s)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// unread reports whether a folder has no texts of ours: goldens, what tests generate, and hidden ones.
func unread(path string) bool {
	name := filepath.Base(path)
	return strings.HasPrefix(name, ".") && name != "." && name != ".github" ||
		strings.HasPrefix(path, "internal/") && (name == "testdata" || name == "gen" || name == "reporttest") ||
		strings.HasPrefix(path, "cmd/") && name == "testdata" || name == "dist" || name == "fail" || name == "pass"
}

// readers return the texts of a file, by its extension.
var readers = map[string]func(path, text string) ([]string, error){
	".md":   prose,
	".json": whole,
	".yml":  whole,
	".yaml": whole,
	".go":   goTexts,
	".rego": regoTexts,
}

func whole(path, text string) ([]string, error) {
	if filepath.Dir(path) == "schema" || path == "action.yml" || path == "policies/coverage.yaml" {
		return strings.Split(text, "\n"), nil
	}
	return nil, nil
}

// code is what a page quotes from programs: their names, and the paths of files.
var code = regexp.MustCompile("(?s)`[^`\n]*`|\\]\\([^)]*\\)|\\[[^]\n]*\\]\\(")

// prose are the lines of a page without its code.
func prose(_, text string) ([]string, error) {
	return strings.Split(code.ReplaceAllString(text, ""), "\n"), nil
}

// goTexts are the texts of a Go file that have more than one word.
func goTexts(path, text string) ([]string, error) {
	file, err := parser.ParseFile(token.NewFileSet(), path, text, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	var texts []string
	ast.Inspect(file, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING && strings.Contains(lit.Value, " ") {
			if said, err := strconv.Unquote(lit.Value); err == nil {
				texts = append(texts, strings.Split(said, "\n")...)
			}
		}
		return true
	})
	return texts, nil
}

// regoTexts are the texts and the METADATA of a policy.
func regoTexts(path, text string) ([]string, error) {
	m, err := rego.ParseModuleWithOpts(path, text, rego.ParserOptions{ProcessAnnotation: true, RegoVersion: rego.RegoV1})
	if err != nil {
		return nil, err
	}
	var texts []string
	for _, a := range m.Annotations {
		help, _ := a.Custom["help"].(string)
		texts = append(texts, a.Title, a.Description, help)
	}
	rego.WalkTerms(m, func(term *rego.Term) bool {
		if s, ok := term.Value.(rego.String); ok && strings.Contains(string(s), " ") {
			texts = append(texts, string(s))
		}
		return false
	})
	return texts, nil
}
