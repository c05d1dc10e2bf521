package importer

// Knows reports whether the exports say what is under a path of keys and indexes of the manifest, also where that is
// nothing; of a list, whether they hold all of it. From is the export that said it last, where that is known. Indexes
// count the entries as the manifest lists them.
func (m *Manifest) Knows(path ...any) (from string, known bool) {
	var at any = m.object
	for i, step := range path {
		last := i == len(path)-1
		switch step := step.(type) {
		case int:
			l, ok := at.(*list)
			if !ok || step < 0 || step >= len(l.items) {
				return "", false
			}
			at = l.items[step]
		case string:
			o, ok := at.(*object)
			if !ok || o.fields[step] == nil {
				return "", false
			}
			f := o.fields[step]
			if last {
				return f.from, f.says(o.shape.properties[step])
			}
			at = f.value
		}
	}
	return "", len(path) > 0
}

// says reports whether a field is known, of a list whether all of it is.
func (f *field) says(p *property) bool {
	switch f.value.(type) {
	case *list, []string:
		return f.whole
	case *object:
		return true
	}
	if p != nil && p.isList() {
		return f.whole
	}
	return f.known
}
