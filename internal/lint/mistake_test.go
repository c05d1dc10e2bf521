package lint_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/tenantlint/tenantlint/internal/lint"
	"github.com/tenantlint/tenantlint/internal/source"
)

// contoso returns the files of the Contoso example by their path from the root.
func contoso(t testing.TB) map[string]string {
	t.Helper()
	dir := filepath.Join("..", "..", "testdata", "examples", "contoso")
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Ext(path) != ".yaml" {
			return err
		}
		data, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		files["/"+filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	return files
}

// mistake is a likely mistake in a manifest; apply returns a file with the mistake, or "" if it does not apply to the
// file.
type mistake struct {
	name  string
	apply func(text string) string
}

// replacement returns a mistake that replaces the nth match of a pattern.
func replacement(name, pattern string, nth int, with string) mistake {
	re := regexp.MustCompile(`(?m)` + pattern)
	return mistake{fmt.Sprintf("%s %d", name, nth), func(text string) string {
		all := re.FindAllStringSubmatchIndex(text, -1)
		if nth >= len(all) {
			return ""
		}
		m := all[nth]
		out := re.ExpandString(nil, with, text, m)
		return text[:m[0]] + string(out) + text[m[1]:]
	}}
}

// mistakes returns the mistakes to make in every file to which they apply.
func mistakes() []mistake {
	all := []mistake{
		replacement("kind with a doubled letter", `^kind: (\w)(\w)`, 0, "kind: $1$2$2"),
		replacement("kind without a letter", `^kind: (\w\w)\w`, 0, "kind: $1"),
		replacement("kind in lower case", `^kind: \w`, 0, "kind: x"),
		replacement("kind key misspelled", `^kind:`, 0, "knd:"),
		replacement("kind key in capitals", `^kind:`, 0, "Kind:"),
		replacement("apiVersion misspelled", `^apiVersion: tenantlint`, 0, "apiVersion: tenantlnt"),
		replacement("apiVersion without group", `^apiVersion: tenantlint/v1`, 0, "apiVersion: v1"),
		replacement("apiVersion key misspelled", `^apiVersion:`, 0, "apiVerson:"),
		replacement("apiVersion missing", `^apiVersion: .*\n`, 0, ""),
		replacement("name misspelled", `^name: (\w+)(\w)(\w)`, 0, "name: $1$3$2"),
		replacement("name with a doubled letter", `^name: (\w\w\w)(\w)`, 0, "name: $1$2$2"),
		replacement("name key misspelled", `^name:`, 0, "nmae:"),
		replacement("name missing", `^name: .*\n`, 0, ""),
		replacement("nested name misspelled", `^( *- \{?name: \w\w)(\w)([\w-]*[,}\n])`, 0, "$1$2$2$3"),
		replacement("nested name misspelled", `^( *- \{?name: \w\w)(\w)([\w-]*[,}\n])`, 1, "$1$2$2$3"),
		replacement("nested name misspelled", `^( *- \{?name: \w\w)(\w)([\w-]*[,}\n])`, 7, "$1$2$2$3"),
		replacement("environments misspelled", `^environments:`, 0, "enviroments:"),
		replacement("groups misspelled", `^groups:`, 0, "group:"),
		replacement("domains misspelled", `^domains:`, 0, "domain:"),
		replacement("duplicate list", `^((?:groups|stages|flows|environments):\n)`, 0, "$1  - {name: other}\n$1"),
		replacement("scalar instead of list", `^(environments|groups):$$`, 0, "$1: x"),
		replacement("tenant misspelled", `^tenant: (\w\w\w)(\w)`, 0, "tenant: $1$2$2"),
		replacement("tenant key misspelled", `^tenant:`, 0, "tennant:"),
		replacement("tab for indentation", `^  `, 3, "\t"),
		replacement("conflict", `^(name: .*\n)`, 0, "<<<<<<< HEAD\n$1=======\nname: other\n>>>>>>> theirs\n"),
		replacement("conflict in a list", `^(  - .*\n)`, 1, "<<<<<<< HEAD\n$1=======\n  - {name: other}\n>>>>>>> theirs\n"),
		replacement("template", `^name: .*$$`, 0, "name: {{ .Values.name }}"),
		replacement("template block", `^name: `, 0, "{{- if .Values.x }}\nname: "),
		replacement("duplicate key", `^(name: .*\n)`, 0, "$1$1"),
		replacement("colon without space", `^displayName: `, 0, "displayName:"),
		replacement("colon missing", `^displayName: `, 0, "displayName "),
		replacement("Kubernetes", `^name: (.*)$$`, 0, "metadata:\n  name: $1"),
		{"spec", func(text string) string {
			head, body, ok := strings.Cut(text, "\nname: ")
			if !ok {
				return ""
			}
			return head + "\nspec:\n  name: " + strings.ReplaceAll(strings.TrimRight(body, "\n"), "\n", "\n  ") + "\n"
		}},
	}
	for n := range 3 {
		all = append(all,
			replacement("unclosed quote", `: (\w[^\n{}\[\]]*)$$`, n, `: "$1`),
			replacement("unclosed bracket", `\]$$`, n, ""),
			replacement("unclosed brace", `\}$$`, n, ""),
			replacement("item indented too far", `^  - `, n+1, "   - "),
			replacement("item indented too little", `^  - `, n+1, " - "),
			replacement("key indented too far", `^    (\w)`, n, "     $1"),
			replacement("key indented too little", `^    (\w)`, n+1, "   $1"),
			replacement("dash without space", `^  - `, n+1, "  -"),
		)
	}
	return all
}

// TestOneMistakeIsOneFinding makes single mistakes in an example without findings and checks that each causes at most
// three findings, and a median of one.
func TestOneMistakeIsOneFinding(t *testing.T) {
	files := contoso(t)
	engine, err := lint.Prepare(lint.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var counts []int
	check := func(name string, files map[string]string) {
		overlay := map[string][]byte{}
		for path, text := range files {
			overlay[path] = []byte(text)
		}
		result, err := lint.Run(t.Context(), lint.Options{Engine: engine, Find: source.FindOptions{Overlay: overlay}})
		if err != nil {
			t.Fatal(name, err)
		}
		found := result.Run.Findings
		counts = append(counts, len(found))
		if len(found) == 1 {
			return
		}
		var messages []string
		for _, f := range found {
			at := f.Locations[0]
			messages = append(messages, fmt.Sprintf("  %s:%d %s: %s", at.File.Path, at.File.Position(at.Span.Start).Line, f.Rule.ID, f.Message))
		}
		if len(found) > 3 {
			t.Errorf("%s: %d findings\n%s", name, len(found), strings.Join(messages[:min(8, len(messages))], "\n"))
		} else {
			t.Logf("%s: %d findings\n%s", name, len(found), strings.Join(messages, "\n"))
		}
	}
	for _, path := range slices.Sorted(maps.Keys(files)) {
		for _, s := range mistakes() {
			text := s.apply(files[path])
			if text == "" || text == files[path] {
				continue
			}
			mutated := maps.Clone(files)
			mutated[path] = text
			check(path+": "+s.name, mutated)
		}
	}
	paths := slices.Sorted(maps.Keys(files))
	for i, path := range paths { // omit the "---" between two manifests of one file
		mutated := maps.Clone(files)
		next := paths[(i+1)%len(paths)]
		mutated[path] = files[path] + files[next]
		delete(mutated, next)
		check(path+": no marker before "+next, mutated)
	}
	slices.Sort(counts)
	if median := counts[len(counts)/2]; median != 1 || len(counts) < 100 {
		t.Errorf("%d mistakes have a median of %d findings", len(counts), median)
	}
	t.Logf("%d mistakes: median %d, maximum %d, without findings %d", len(counts), counts[len(counts)/2], counts[len(counts)-1], len(counts)-len(slices.DeleteFunc(slices.Clone(counts), func(n int) bool { return n == 0 })))
}
