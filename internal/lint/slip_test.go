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

// slip is a likely mistake; make returns a file with the mistake, or "" if it does not apply to the file.
type slip struct {
	name string
	make func(text string) string
}

// replaced returns a slip that replaces the nth match of a pattern.
func replaced(name, pattern string, nth int, by string) slip {
	re := regexp.MustCompile(`(?m)` + pattern)
	return slip{fmt.Sprintf("%s %d", name, nth), func(text string) string {
		all := re.FindAllStringSubmatchIndex(text, -1)
		if nth >= len(all) {
			return ""
		}
		m := all[nth]
		out := re.ExpandString(nil, by, text, m)
		return text[:m[0]] + string(out) + text[m[1]:]
	}}
}

// slips returns the mistakes to make in every file to which they apply.
func slips() []slip {
	all := []slip{
		replaced("kind with a doubled letter", `^kind: (\w)(\w)`, 0, "kind: $1$2$2"),
		replaced("kind without a letter", `^kind: (\w\w)\w`, 0, "kind: $1"),
		replaced("kind in lower case", `^kind: \w`, 0, "kind: x"),
		replaced("kind key misspelled", `^kind:`, 0, "knd:"),
		replaced("kind key in capitals", `^kind:`, 0, "Kind:"),
		replaced("apiVersion misspelled", `^apiVersion: tenantlint`, 0, "apiVersion: tenantlnt"),
		replaced("apiVersion without group", `^apiVersion: tenantlint/v1`, 0, "apiVersion: v1"),
		replaced("apiVersion key misspelled", `^apiVersion:`, 0, "apiVerson:"),
		replaced("apiVersion missing", `^apiVersion: .*\n`, 0, ""),
		replaced("name misspelled", `^name: (\w+)(\w)(\w)`, 0, "name: $1$3$2"),
		replaced("name with a doubled letter", `^name: (\w\w\w)(\w)`, 0, "name: $1$2$2"),
		replaced("name key misspelled", `^name:`, 0, "nmae:"),
		replaced("name missing", `^name: .*\n`, 0, ""),
		replaced("nested name misspelled", `^( *- \{?name: \w\w)(\w)([\w-]*[,}\n])`, 0, "$1$2$2$3"),
		replaced("nested name misspelled", `^( *- \{?name: \w\w)(\w)([\w-]*[,}\n])`, 1, "$1$2$2$3"),
		replaced("nested name misspelled", `^( *- \{?name: \w\w)(\w)([\w-]*[,}\n])`, 7, "$1$2$2$3"),
		replaced("environments misspelled", `^environments:`, 0, "enviroments:"),
		replaced("groups misspelled", `^groups:`, 0, "group:"),
		replaced("domains misspelled", `^domains:`, 0, "domain:"),
		replaced("duplicate list", `^((?:groups|stages|flows|environments):\n)`, 0, "$1  - {name: other}\n$1"),
		replaced("scalar instead of list", `^(environments|groups):$$`, 0, "$1: x"),
		replaced("tenant misspelled", `^tenant: (\w\w\w)(\w)`, 0, "tenant: $1$2$2"),
		replaced("tenant key misspelled", `^tenant:`, 0, "tennant:"),
		replaced("tab for indentation", `^  `, 3, "\t"),
		replaced("conflict", `^(name: .*\n)`, 0, "<<<<<<< HEAD\n$1=======\nname: other\n>>>>>>> theirs\n"),
		replaced("conflict in a list", `^(  - .*\n)`, 1, "<<<<<<< HEAD\n$1=======\n  - {name: other}\n>>>>>>> theirs\n"),
		replaced("template", `^name: .*$$`, 0, "name: {{ .Values.name }}"),
		replaced("template block", `^name: `, 0, "{{- if .Values.x }}\nname: "),
		replaced("duplicate key", `^(name: .*\n)`, 0, "$1$1"),
		replaced("colon without space", `^displayName: `, 0, "displayName:"),
		replaced("colon missing", `^displayName: `, 0, "displayName "),
		replaced("Kubernetes", `^name: (.*)$$`, 0, "metadata:\n  name: $1"),
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
			replaced("unclosed quote", `: (\w[^\n{}\[\]]*)$$`, n, `: "$1`),
			replaced("unclosed bracket", `\]$$`, n, ""),
			replaced("unclosed brace", `\}$$`, n, ""),
			replaced("item indented too far", `^  - `, n+1, "   - "),
			replaced("item indented too little", `^  - `, n+1, " - "),
			replaced("key indented too far", `^    (\w)`, n, "     $1"),
			replaced("key indented too little", `^    (\w)`, n+1, "   $1"),
			replaced("dash without space", `^  - `, n+1, "  -"),
		)
	}
	return all
}

// TestOneSlipIsOneFinding makes single mistakes in an example without findings and checks that each causes at most
// three findings, and a median of one.
func TestOneSlipIsOneFinding(t *testing.T) {
	files := contoso(t)
	engine, err := lint.Prepare(lint.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var counts []int
	try := func(name string, files map[string]string) {
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
		var said []string
		for _, f := range found {
			at := f.Locations[0]
			said = append(said, fmt.Sprintf("  %s:%d %s: %s", at.File.Path, at.File.Position(at.Span.Start).Line, f.Rule.ID, f.Message))
		}
		if len(found) > 3 {
			t.Errorf("%s: %d findings\n%s", name, len(found), strings.Join(said[:min(8, len(said))], "\n"))
		} else {
			t.Logf("%s: %d findings\n%s", name, len(found), strings.Join(said, "\n"))
		}
	}
	for _, path := range slices.Sorted(maps.Keys(files)) {
		for _, s := range slips() {
			text := s.make(files[path])
			if text == "" || text == files[path] {
				continue
			}
			mutated := maps.Clone(files)
			mutated[path] = text
			try(path+": "+s.name, mutated)
		}
	}
	paths := slices.Sorted(maps.Keys(files))
	for i, path := range paths { // omit the "---" between two manifests of one file
		mutated := maps.Clone(files)
		next := paths[(i+1)%len(paths)]
		mutated[path] = files[path] + files[next]
		delete(mutated, next)
		try(path+": no marker before "+next, mutated)
	}
	slices.Sort(counts)
	if median := counts[len(counts)/2]; median != 1 || len(counts) < 100 {
		t.Errorf("%d slips have a median of %d findings", len(counts), median)
	}
	t.Logf("%d slips: median %d, maximum %d, without findings %d", len(counts), counts[len(counts)/2], counts[len(counts)-1], len(counts)-len(slices.DeleteFunc(slices.Clone(counts), func(n int) bool { return n == 0 })))
}
