package policytest

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/tenantlint/tenantlint/internal/policy"
)

//go:embed starter
var starter embed.FS

// File is a file of a new rule.
type File struct {
	// Path is where it is below the folder of the policies, with slashes.
	Path string
	Text []byte
}

// starterFiles says where each file of a new rule belongs, in the order in which they are shown.
var starterFiles = [][2]string{
	{"rule.rego", "rule.rego"},
	{"rule_test.rego", "rule_test.rego"},
	{"without.yaml", "fail/without.yaml"},
	{"without.txt", "fail/without.txt"},
	{"with.yaml", "pass/with.yaml"},
}

// Starter returns the files of a rule to begin with, whose tests pass. An error says why the id is none
// for a new rule.
func Starter(id string) ([]File, error) {
	if err := policy.CheckID(id); err != nil {
		return nil, err
	}
	group, name, _ := strings.Cut(id, "/")
	root := "." + group
	if strings.Contains(group, "-") {
		root = fmt.Sprintf("[%q]", group)
	}
	fill := strings.NewReplacer(".GROUP[", root+"[", "GROUP", group, "NAME", name)
	files := make([]File, len(starterFiles))
	for i, p := range starterFiles {
		text, err := fs.ReadFile(starter, path.Join("starter", p[0]))
		if err != nil {
			return nil, err
		}
		files[i] = File{Path: path.Join(id, p[1]), Text: []byte(fill.Replace(string(text)))}
	}
	return files, nil
}
