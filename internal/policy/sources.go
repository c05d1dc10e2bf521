package policy

import (
	"encoding/json"
	"hash/crc32"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// sources are the files of a file system of policies, in order: GROUP/NAME/rule.rego, lib/*.rego
// and data/*.json.
type sources struct{ rules, library, data []string }

// list lists the sources. That a folder of a rule holds one is not looked at: all that are embedded do.
func list(fsys fs.FS) (sources, error) {
	var s sources
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

// checksum tells apart any two states of the sources. The IEEE polynomial, unlike Castagnoli's, needs no
// tables that take longer to make than the sum.
func (s sources) checksum(fsys fs.FS) (int, error) {
	sum := uint32(0)
	for _, f := range slices.Concat(s.rules, s.library, s.data) {
		text, err := fs.ReadFile(fsys, f)
		if err != nil {
			return 0, err
		}
		sum = crc32.Update(crc32.Update(sum, crc32.IEEETable, []byte(f)), crc32.IEEETable, text)
	}
	return int(sum), nil
}

// Facts reads the data files below data/: what the documentation lists and a rule must not hard-code.
func Facts(fsys fs.FS) (map[string]any, error) {
	s, err := list(fsys)
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
