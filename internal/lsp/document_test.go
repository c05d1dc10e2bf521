package lsp

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantlint/tenantlint/internal/source"
)

func TestPositions(t *testing.T) {
	f := source.NewFile("eu.yaml", []byte("\uFEFFname: a\r\né😀: b\rlast"))
	for _, test := range []struct {
		offset      int
		utf8, utf16 position
	}{
		{offset: 3, utf8: position{0, 0}, utf16: position{0, 0}},  // after the byte order mark
		{offset: 10, utf8: position{0, 7}, utf16: position{0, 7}}, // the end of a line with CR LF
		{offset: 14, utf8: position{1, 2}, utf16: position{1, 1}}, // after é
		{offset: 18, utf8: position{1, 6}, utf16: position{1, 3}}, // after the emoji, two units of UTF-16
		{offset: 22, utf8: position{2, 0}, utf16: position{2, 0}}, // after a lone CR
		{offset: 26, utf8: position{2, 4}, utf16: position{2, 4}}, // the end of the file
	} {
		for e, at := range map[encoding]position{utf8Encoding: test.utf8, utf16Encoding: test.utf16} {
			if got := e.position(f, test.offset); got != at {
				t.Errorf("offset %d is at %v in %s, want %v", test.offset, got, e, at)
			}
			if got := e.offset(f, at); got != test.offset {
				t.Errorf("%v in %s is offset %d, want %d", at, e, got, test.offset)
			}
		}
	}
	for at, offset := range map[position]int{
		{0, 99}: 10, {1, 2}: 14, {99, 0}: 26, {-1, 5}: 0, {1, -1}: 12, // after the line, inside a character, outside the file
	} {
		if got := utf16Encoding.offset(f, at); got != offset {
			t.Errorf("%v is offset %d, want %d", at, got, offset)
		}
	}
}

func TestChange(t *testing.T) {
	at := func(line, from, to int) *textRange { return &textRange{position{line, from}, position{line, to}} }
	for _, test := range []struct {
		name, before string
		changes      []contentChange
		after        string
	}{
		{"all", "a: 1\n", []contentChange{{Text: "b: 2\n"}}, "b: 2\n"},
		{"in order", "name: x\n", []contentChange{{at(0, 6, 7), "contoso"}, {at(0, 13, 13), "-eu"}}, "name: contoso-eu\n"},
		{"after an emoji", "😀: x\n", []contentChange{{at(0, 4, 5), "y"}}, "😀: y\n"},
		{"lines joined", "a\nb\nc", []contentChange{{&textRange{position{0, 1}, position{2, 0}}, ""}}, "ac"},
		{"after the end", "a", []contentChange{{at(7, 0, 3), "b"}}, "ab"},
		{"end before start", "abc", []contentChange{{at(0, 2, 1), "x"}}, "abxc"},
		{"none", "a", nil, "a"},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := &document{file: source.NewFile("eu.yaml", []byte(test.before))}
			d.change(utf16Encoding, test.changes)
			if diff := cmp.Diff(test.after, string(d.file.Data)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
