package policies_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	rego "github.com/open-policy-agent/opa/v1/ast"
)

// phrase is a forbidden pattern, except for matches of allowed, and its replacement.
type phrase struct {
	pattern     *regexp.Regexp
	except      *regexp.Regexp
	replacement string
}

// phrases are forbidden in all texts.
var phrases = []phrase{
	{regexp.MustCompile(`(?i)(\w+ )?\b(is|are) no\b( \w+)?`), regexp.MustCompile(`(?i)^there |no longer$`), "is not a"},
	{regexp.MustCompile(`(?i)\bis none of\b`), nil, "invalid value …: want …"},
	{regexp.MustCompile(`(?i)\b((stands?|stood) (in|beside|there|elsewhere|without)|stands alone)\b`), nil, "is in"},
	{regexp.MustCompile(`(?i)\bto read more\b`), nil, "Learn more"},
	{regexp.MustCompile(`(?i)\b((is|are) there already|writes? over)\b`), nil, "already exists, overwrite"},
	{regexp.MustCompile(`(?i)\bjudg\w+`), nil, "check, evaluate or report"},
}

// commentPhrases are forbidden in comments, in addition to phrases.
var commentPhrases = []phrase{
	{regexp.MustCompile(`(?i)\b(told|beside|stood|bears)\b`), nil, "reported, next to, was, has"},
	{regexp.MustCompile(`(?i)\bstands? (at|on|by|behind|before|elsewhere|out|under)\b`), nil, "is"},
	{regexp.MustCompile(`(?i)\b(crowd\w*|verdicts?|mend(s|ed|ing)?|gravest?)\b`), nil, "hub, result, fix, severe"},
	{regexp.MustCompile(`(?i)\b(held against|holds? \w+ against|none of ours)\b`), nil, "compared with"},
}

// british are British spellings.
var british = []struct{ pattern, except *regexp.Regexp }{
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

// TestLanguage checks that texts are plain American English: the pages, METADATA and findings of rules, the descriptions
// of the schemas, the messages and help of the program, and comments.
func TestLanguage(t *testing.T) {
	check := func(where, text string, phrases ...phrase) {
		for _, p := range phrases {
			for _, found := range p.pattern.FindAllString(text, -1) {
				if p.except == nil || !p.except.MatchString(found) {
					t.Errorf("%s: %q; say %q", where, found, p.replacement)
				}
			}
		}
		for _, b := range british {
			for _, found := range b.pattern.FindAllString(text, -1) {
				if b.except == nil || !b.except.MatchString(found) {
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
			if isSkipped(path) {
				return fs.SkipDir
			}
			return nil
		}
		read, ok := readers[filepath.Ext(path)]
		if !ok {
			return nil
		}
		text, err := os.ReadFile(filepath.Join("..", path))
		if err != nil {
			return err
		}
		texts, comments, err := read(path, string(text))
		if !strings.HasSuffix(path, "_test.go") && !strings.HasSuffix(path, "_test.rego") {
			for _, s := range texts {
				check(path, s, phrases...)
			}
		}
		for _, s := range comments {
			check(path, s, slices.Concat(phrases, commentPhrases)...)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// isSkipped reports whether a folder has no texts to check: goldens, generated files and hidden folders.
func isSkipped(path string) bool {
	name := filepath.Base(path)
	return strings.HasPrefix(name, ".") && name != "." && name != ".github" ||
		strings.HasPrefix(path, "internal/") && (name == "testdata" || name == "gen" || name == "reporttest") ||
		strings.HasPrefix(path, "cmd/") && name == "testdata" || name == "dist" || name == "fail" || name == "pass"
}

// readers return the texts and the comments of a file, by its extension.
var readers = map[string]func(path, text string) (texts, comments []string, err error){
	".md":   markdownTexts,
	".json": dataTexts,
	".yml":  dataTexts,
	".yaml": dataTexts,
	".go":   goTexts,
	".rego": regoTexts,
}

func dataTexts(path, text string) (texts, comments []string, err error) {
	if filepath.Dir(path) == "schema" || path == "action.yml" || path == "policies/coverage.yaml" {
		return strings.Split(text, "\n"), nil, nil
	}
	return nil, nil, nil
}

// quotedCode matches what a page quotes: code, and the targets of links.
var quotedCode = regexp.MustCompile("(?s)`[^`\n]*`|\\]\\([^)]*\\)|\\[[^]\n]*\\]\\(")

// markdownTexts returns the lines of a page without its code.
func markdownTexts(_, text string) (texts, comments []string, err error) {
	return strings.Split(quotedCode.ReplaceAllString(text, ""), "\n"), nil, nil
}

// goTexts returns the strings of a Go file that contain a space, and its comments.
func goTexts(path, text string) (texts, comments []string, err error) {
	file, err := parser.ParseFile(token.NewFileSet(), path, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, nil, err
	}
	for _, group := range file.Comments {
		comments = append(comments, strings.Join(strings.Fields(group.Text()), " "))
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING && strings.Contains(lit.Value, " ") {
			if value, err := strconv.Unquote(lit.Value); err == nil {
				texts = append(texts, strings.Split(value, "\n")...)
			}
		}
		return true
	})
	return texts, comments, nil
}

// regoTexts returns the strings and METADATA of a policy, and its comments.
func regoTexts(path, text string) (texts, comments []string, err error) {
	m, err := rego.ParseModuleWithOpts(path, text, rego.ParserOptions{ProcessAnnotation: true, RegoVersion: rego.RegoV1})
	if err != nil {
		return nil, nil, err
	}
	for _, c := range m.Comments {
		comments = append(comments, string(c.Text))
	}
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
	return texts, comments, nil
}
