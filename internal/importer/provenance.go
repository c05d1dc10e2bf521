package importer

// Provenance reports whether the exports determine the value at a path of keys and indexes of the manifest, even if
// there is none; for a list, whether they contain all of its entries. From is the path of the export that the value was
// taken from, if known. Indexes follow the order of entries in the manifest.
func (m *Manifest) Provenance(path ...any) (from string, known bool) {
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
				return f.from, f.isKnown(o.shape.properties[step])
			}
			at = f.value
		}
	}
	return "", len(path) > 0
}

// isKnown reports whether a field is known; for a list, whether it is complete.
func (f *field) isKnown(p *property) bool {
	switch f.value.(type) {
	case *list, []string:
		return f.complete
	case *object:
		return true
	}
	if p != nil && p.isList() {
		return f.complete
	}
	return f.known
}
