package main

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestArchitecture checks that the architecture page names existing files, each relative to internal or to the folder
// of the file named before it, and lists every package.
func TestArchitecture(t *testing.T) {
	const page = "../../internal/README.md"
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	folder, files := "", 0
	for _, m := range regexp.MustCompile("`([a-z_./-]+\\.(?:go|rego|bin))`").FindAllStringSubmatch(string(text), -1) {
		files++
		name := m[1]
		if strings.Contains(name, "/") {
			folder = path.Dir(name)
		} else {
			name = path.Join(folder, name)
		}
		if _, err := os.Stat(filepath.Join("..", "..", "internal", filepath.FromSlash(name))); err != nil {
			t.Errorf("%s names %s, which does not exist", page, name)
		}
	}
	if files < 40 {
		t.Errorf("%s names only %d files", page, files)
	}
	packages, err := fs.Glob(os.DirFS("../../internal"), "*")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range packages {
		if !strings.Contains(name, ".") && !strings.Contains(string(text), "`"+name+"`") {
			t.Errorf("%s does not list the package %s", page, name)
		}
	}
}
