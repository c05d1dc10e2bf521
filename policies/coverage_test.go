package policies_test

import (
	"bytes"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"github.com/tenantlint/tenantlint/internal/filetest"
	"github.com/tenantlint/tenantlint/internal/policy"
)

// document is a source document of the rules, as listed in coverage.yaml.
type document struct {
	Title    string `yaml:"document"`
	URL      string `yaml:"url"`
	Headings []struct {
		Heading    string      `yaml:"heading"`
		Statements []statement `yaml:"statements"`
	} `yaml:"headings"`
}

// statement is a paraphrased statement of a document, with the rules that check it or the reason why no manifest can
// show it.
type statement struct {
	Says   string     `yaml:"says"`
	Rules  []string   `yaml:"rules"`
	Breaks []breakage `yaml:"breaks"`
	Reason string     `yaml:"reason"`
}

// breakage is a failing manifest that breaks the statement, group/rule/fail/file, and its repair: a text in it and the
// replacement. Without one, the repair is to remove the location of the finding.
type breakage struct {
	Manifest string `yaml:"manifest"`
	Replace  string `yaml:"replace"`
	By       string `yaml:"by"`
}

// UnmarshalYAML decodes the path of a manifest, or a mapping with its repair.
func (b *breakage) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode {
		return n.Decode(&b.Manifest)
	}
	type plain breakage
	return n.Decode((*plain)(b))
}

func (b *breakage) rule() string { return path.Dir(path.Dir(b.Manifest)) }

// edition matches the date of an edition after the heading in a source.
var edition = regexp.MustCompile(` \(\d{4}-\d\d-\d\d\)$`)

func coverage(t *testing.T) []document {
	t.Helper()
	text, err := os.ReadFile("coverage.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var documents []document
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	if err := decoder.Decode(&documents); err != nil {
		t.Fatal(err)
	}
	return documents
}

// TestCoverage checks that each statement names existing rules or a reason, and that each heading cited by a rule has a
// statement that names the rule.
func TestCoverage(t *testing.T) {
	type section struct{ title, heading, rule string }
	stated := map[section]bool{}
	titles := map[string]bool{}
	for _, d := range coverage(t) {
		titles[d.Title] = true
		for _, h := range d.Headings {
			for _, s := range h.Statements {
				if s.Says == "" || (len(s.Rules) == 0) == (s.Reason == "") {
					t.Errorf("%s, %s: %q needs either rules or a reason", d.Title, h.Heading, s.Says)
				}
				for _, id := range s.Rules {
					if r, ok := policy.Lookup(id); !ok || r.ID != id {
						t.Errorf("%s, %s: no rule %q", d.Title, h.Heading, id)
					}
					stated[section{d.Title, h.Heading, id}] = true
				}
			}
		}
	}
	for _, r := range policy.Rules() {
		for _, source := range r.Sources {
			heading := edition.ReplaceAllString(source.Heading, "")
			if heading == "" { // before the first heading
				heading = source.Document
			}
			if titles[source.Document] && !stated[section{source.Document, heading, r.ID}] {
				t.Errorf("%s cites %q, but no statement there names the rule", r.ID, source)
			}
		}
	}
}

// TestCoveragePage checks COVERAGE.md against coverage.yaml.
func TestCoveragePage(t *testing.T) {
	var tables strings.Builder
	covered, uncovered := 0, 0
	for _, d := range coverage(t) {
		fmt.Fprintf(&tables, "\n## [%s](%s)\n", d.Title, d.URL)
		for _, h := range d.Headings {
			fmt.Fprintf(&tables, "\n### %s\n\n| Statement | Rules, or why there are none | Broken by |\n|---|---|---|\n", h.Heading)
			for _, s := range h.Statements {
				cell := s.Reason
				if len(s.Rules) > 0 {
					links := make([]string, len(s.Rules))
					for i, id := range s.Rules {
						links[i] = "[`" + id + "`](" + id + "/README.md)"
					}
					cell = strings.Join(links, ", ")
				}
				if len(s.Breaks) > 0 {
					covered++
				} else {
					uncovered++
				}
				breaks := make([]string, len(s.Breaks))
				for i, b := range s.Breaks {
					breaks[i] = fmt.Sprintf("[%s](%s)", strings.TrimSuffix(path.Base(b.Manifest), path.Ext(b.Manifest)), b.Manifest)
				}
				fmt.Fprintf(&tables, "| %s | %s | %s |\n", s.Says, cell, strings.Join(breaks, ", "))
			}
		}
	}
	head := fmt.Sprintf(`<!-- Generated from coverage.yaml: go generate ./... -->

# What the rules cover

Two documents by Microsoft define how tenants and environments may be arranged. This page lists what each of them states,
heading by heading and paraphrased: %d statements, %d of them checked by rules. For each of those, the table lists manifests that
break only this statement; a test checks that a rule reports them, and that repairing only that location makes them pass. For
the other %d, it gives the reason why no manifest can show them. Rules with other sources name these on
[their pages](README.md).
`, covered+uncovered, covered, uncovered)
	filetest.Golden(t, "COVERAGE.md", head+tables.String(), *update)
}

// sourcesDir is a folder next to a checkout that may contain the texts of the documents, which are not published.
const sourcesDir = "../../shared/sources"

// TestCoverageOfTexts checks that coverage.yaml has the headings of the texts, in order, with at least as many statements
// as there are list items below each.
func TestCoverageOfTexts(t *testing.T) {
	texts := map[string][]heading{}
	files, err := filepath.Glob(filepath.Join(sourcesDir, "*_*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Skip("the texts of the documents are not next to the checkout")
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		found := headings(string(text))
		texts[found[0].text] = found
	}
	for _, d := range coverage(t) {
		want := texts[d.Title]
		if len(d.Headings) != len(want) {
			t.Errorf("%s: %d headings, the text has %d: %v", d.Title, len(d.Headings), len(want), want)
			continue
		}
		for i, h := range d.Headings {
			if h.Heading != want[i].text {
				t.Errorf("%s: heading %q, the text has %q", d.Title, h.Heading, want[i].text)
			}
			if len(h.Statements) < max(1, want[i].items) {
				t.Errorf("%s, %s: %d statements, the text has %d items", d.Title, h.Heading, len(h.Statements), want[i].items)
			}
		}
	}
}

// heading is a heading of a text and the number of list items below it.
type heading struct {
	text  string
	items int
}

var (
	frontMatter = regexp.MustCompile(`(?s)\A---\n.*?\n---\n`)
	item        = regexp.MustCompile(`^\s*(?:[-•]|\d+\.)\s`)
)

// headings returns the headings of a text that marks them as Markdown does, or not at all: then they are the short
// lines that do not end in a full stop. It stops at "See also", which only links follow.
func headings(text string) []heading {
	text = frontMatter.ReplaceAllString(text, "")
	marked := strings.Contains(text, "\n## ")
	var found []heading
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		last := len(found) - 1
		title, isMarked := strings.CutPrefix(strings.TrimLeft(line, "#"), " ")
		isMarked = isMarked && strings.HasPrefix(line, "#")
		switch {
		case line == "" || line[0] == '[' || last >= 0 && found[last].text == "See also":
		case item.MatchString(line):
			found[last].items++
		case marked && isMarked:
			found = append(found, heading{text: title})
		case !marked && len(line) < 70 && !strings.HasPrefix(line, " ") && !strings.HasSuffix(line, "."):
			found = append(found, heading{text: strings.TrimSuffix(line, ":")})
		}
	}
	return found
}
