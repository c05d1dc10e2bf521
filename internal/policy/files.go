package policy

import (
	"encoding/json"
	"io/fs"
	"path"
	"strings"
)

// sourceFiles contains the files of a file system of policies, sorted: GROUP/NAME/rule.rego, lib/*.rego and
// data/*.json.
type sourceFiles struct{ rules, library, data []string }

// listSources lists the sources. It does not check that the folder of a rule contains rule.rego: all embedded folders
// do.
func listSources(fsys fs.FS) (sourceFiles, error) {
	var s sourceFiles
	groups, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return s, err
	}
	for _, g := range groups {
		if !g.IsDir() {
			continue
		}
		entries, err := fs.ReadDir(fsys, g.Name())
		if err != nil {
			return s, err
		}
		for _, e := range entries {
			name := g.Name() + "/" + e.Name()
			switch {
			case g.Name() == "lib" && path.Ext(name) == ".rego" && !strings.HasSuffix(name, "_test.rego"):
				s.library = append(s.library, name)
			case g.Name() == "data" && path.Ext(name) == ".json":
				s.data = append(s.data, name)
			case e.IsDir():
				s.rules = append(s.rules, name+"/rule.rego")
			}
		}
	}
	return s, nil
}

// Facts reads the data files in data/: facts from documentation, which rules must not hard-code.
func Facts(fsys fs.FS) (map[string]any, error) {
	s, err := listSources(fsys)
	if err != nil {
		return nil, err
	}
	facts := make(map[string]any, len(s.data))
	for _, f := range s.data {
		text, err := fs.ReadFile(fsys, f)
		if err != nil {
			return nil, err
		}
		var v any
		dec := json.NewDecoder(strings.NewReader(string(text)))
		dec.UseNumber()
		if err := dec.Decode(&v); err != nil {
			return nil, &Error{File: f, Message: "is not valid JSON"}
		}
		facts[strings.TrimSuffix(path.Base(f), ".json")] = v
	}
	return facts, nil
}
