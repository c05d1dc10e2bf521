package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestStepsOfCI checks that every test that .ci/run names exists, because go test ignores patterns that match nothing.
func TestStepsOfCI(t *testing.T) {
	run, err := os.ReadFile("../../.ci/run")
	if err != nil {
		t.Fatal(err)
	}
	tests, err := testNames("../..")
	if err != nil {
		t.Fatal(err)
	}
	lists := regexp.MustCompile(`(?:alone|tests)\+?='\|?([^']+)'`).FindAllStringSubmatch(string(run), -1)
	if len(lists) != 3 {
		t.Fatalf(".ci/run has %d lists of tests, want 3", len(lists))
	}
	for _, list := range lists {
		for name := range strings.SplitSeq(list[1], "|") {
			pattern := regexp.MustCompile(`\b(?:Test)?` + name + ` `)
			if !pattern.MatchString(tests) {
				t.Errorf(".ci/run names %s, but no test matches", name)
			}
		}
	}
}

// testNames returns the names of all tests below dir, each followed by a space.
func testNames(dir string) (string, error) {
	var names strings.Builder
	declaration := regexp.MustCompile(`(?m)^func (Test\w+)\(`)
	err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		for _, m := range declaration.FindAllSubmatch(text, -1) {
			names.Write(m[1])
			names.WriteByte(' ')
		}
		return err
	})
	return names.String(), err
}
