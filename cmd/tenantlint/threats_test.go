package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// citation matches how a page cites the tests of a folder: `internal/NAME` `TestNAME`, `FuzzNAME`, `NAME.txtar`.
var citation = regexp.MustCompile("`((?:internal|cmd)/[a-z/]+|(?:Test|Fuzz)[A-Za-z]+|[a-z-]+\\.txtar)`")

// TestThreats checks that each line of the threat model, and of the list of what counts as a vulnerability, cites
// tests, and that these exist.
func TestThreats(t *testing.T) {
	root := filepath.Join("..", "..")
	for page, claim := range map[string]string{filepath.Join("internal", "THREATS.md"): "| ", "SECURITY.md": "- "} {
		text, err := os.ReadFile(filepath.Join(root, page))
		if err != nil {
			t.Fatal(err)
		}
		_, section, _ := strings.Cut(string(text), "\n## What counts\n")
		if section == "" {
			section, _, _ = strings.Cut(string(text), "\n## What is out of scope\n")
		}
		claims := 0
		for line := range strings.Lines(strings.ReplaceAll(section, "\n  ", " ")) {
			names := checkCitedTests(t, root, line)
			if !strings.HasPrefix(line, claim) || strings.HasSuffix(strings.TrimSpace(line), "| Tested by |") {
				continue
			}
			if claims++; names == 0 {
				t.Errorf("%s: no test is cited for %s", page, line)
			}
		}
		if claims < 5 {
			t.Errorf("%s has %d lines", page, claims)
		}
	}
}

// checkCitedTests checks that the tests that a line cites exist, and returns their number.
func checkCitedTests(t *testing.T, root, line string) (names int) {
	t.Helper()
	folder, code := "", ""
	for _, m := range citation.FindAllStringSubmatch(line, -1) {
		word := m[1]
		if strings.Contains(word, "/") {
			folder, code = word, testsIn(t, root, word)
			continue
		}
		names++
		if strings.HasSuffix(word, ".txtar") {
			if _, err := os.Stat(filepath.Join(root, filepath.FromSlash(folder), "testdata", "script", word)); err != nil {
				t.Error(err)
			}
		} else if folder == "" || !strings.Contains(code, "func "+word+"(") {
			t.Errorf("%s has no %s", folder, word)
		}
	}
	return names
}

// testsIn returns the text of all tests in a folder below the root.
func testsIn(t *testing.T, root, folder string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(root, filepath.FromSlash(folder), "*_test.go"))
	if err != nil || len(files) == 0 {
		t.Errorf("%s has no tests", folder)
	}
	code := ""
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		code += string(text)
	}
	return code
}
