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
	// Path is the path below the folder of policies, with slashes.
	Path string
	Text []byte
}

// starterFiles maps the files of the starter to their paths in the folder of a new rule, in the order in which they are
// shown.
var starterFiles = [][2]string{
	{"rule.rego", "rule.rego"},
	{"rule_test.rego", "rule_test.rego"},
	{"without.yaml", "fail/without.yaml"},
	{"without.txt", "fail/without.txt"},
	{"with.yaml", "pass/with.yaml"},
}

// Starter returns the files of a new rule, whose tests pass. It returns an error if id is not valid for a new rule.
func Starter(id string) ([]File, error) {
	if err := policy.CheckID(id); err != nil {
		return nil, err
	}
	group, name, _ := strings.Cut(id, "/")
	groupRef := "." + group
	if strings.Contains(group, "-") {
		groupRef = fmt.Sprintf("[%q]", group)
	}
	replacer := strings.NewReplacer(".GROUP[", groupRef+"[", "GROUP", group, "NAME", name)
	files := make([]File, len(starterFiles))
	for i, p := range starterFiles {
		text, err := fs.ReadFile(starter, path.Join("starter", p[0]))
		if err != nil {
			return nil, err
		}
		files[i] = File{Path: path.Join(id, p[1]), Text: []byte(replacer.Replace(string(text)))}
	}
	return files, nil
}
