package importer_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestExampleIsAlone checks that no manifest of the repository contains an id of the exports that the README imports at
// the root: a run reads all manifests of the repository and would report conflicts.
func TestExampleIsAlone(t *testing.T) {
	root, exports := filepath.Join("..", ".."), filepath.Join("..", "..", "testdata", "examples", "exports")
	guid := regexp.MustCompile(`(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}`)
	product := regexp.MustCompile(`(?i)("skuId":\s*"|_)[0-9a-f-]{36}`) // the same in every tenant
	ids := map[string]bool{}
	each := func(dir string, do func(path string, text []byte)) {
		t.Helper()
		err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
			ext := filepath.Ext(path)
			if err != nil || e.IsDir() || ext != ".yaml" && ext != ".yml" && ext != ".json" {
				return err
			}
			text, err := os.ReadFile(path)
			do(path, text)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	each(exports, func(_ string, text []byte) {
		for _, id := range guid.FindAllString(product.ReplaceAllString(string(text), ""), -1) {
			ids[strings.ToLower(id)] = true
		}
	})
	if len(ids) < 20 {
		t.Fatalf("%d ids in the exports", len(ids))
	}
	each(root, func(path string, text []byte) {
		if !bytes.Contains(text, []byte("tenantlint/v1")) {
			return
		}
		for _, id := range guid.FindAllString(string(text), -1) {
			if ids[strings.ToLower(id)] {
				t.Errorf("%s contains %s, an id of the exports", path, id)
				return
			}
		}
	})
}
