package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestThreats holds that the tests which the threat model names are there.
func TestThreats(t *testing.T) {
	root := filepath.Join("..", "..")
	page, err := os.ReadFile(filepath.Join(root, "internal", "THREATS.md"))
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile("`((?:internal|cmd)/[a-z/]+|(?:Test|Fuzz)[A-Za-z]+|[a-z-]+\\.txtar)`")
	for line := range strings.Lines(string(page)) {
		folder, code := "", ""
		for _, m := range named.FindAllStringSubmatch(line, -1) {
			switch word := m[1]; {
			case strings.Contains(word, "/"):
				folder, code = word, ""
				files, err := filepath.Glob(filepath.Join(root, filepath.FromSlash(folder), "*_test.go"))
				if err != nil || len(files) == 0 {
					t.Errorf("%s has no tests", folder)
				}
				for _, file := range files {
					text, err := os.ReadFile(file)
					if err != nil {
						t.Fatal(err)
					}
					code += string(text)
				}
			case strings.HasSuffix(word, ".txtar"):
				if _, err := os.Stat(filepath.Join(root, filepath.FromSlash(folder), "testdata", "script", word)); err != nil {
					t.Error(err)
				}
			case folder != "" && !strings.Contains(code, "func "+word+"("):
				t.Errorf("%s has no %s", folder, word)
			}
		}
	}
}
