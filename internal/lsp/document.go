package lsp

import (
	"github.com/tenantlint/tenantlint/internal/source"
)

// document is a file as it is open in the editor.
type document struct {
	uri     string
	version int
	file    *source.File
}

// change applies changes from the editor in order.
func (d *document) change(e encoding, changes []contentChange) {
	for _, c := range changes {
		text := []byte(c.Text)
		if c.Range != nil {
			start := e.offset(d.file, c.Range.Start)
			end := max(start, e.offset(d.file, c.Range.End))
			before, after := d.file.Data[:start], d.file.Data[end:]
			text = append(append(append(make([]byte, 0, len(before)+len(text)+len(after)), before...), text...), after...)
		}
		d.file = source.NewFile(d.file.Path, text)
	}
}
