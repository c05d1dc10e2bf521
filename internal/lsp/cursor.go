package lsp

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/source"
)

// placeholder replaces the word at the cursor, so that incomplete text parses.
const placeholder = "zzcompletezz"

// cursor describes the position at which the user writes.
type cursor struct {
	root *manifest.Node
	// parent is the mapping around the cursor. keys is the path to it, including the key of the value at the cursor, if
	// it is a value; lists are not part of the path.
	parent *manifest.Node
	keys   []string
	// key is true if the word is a key, item if it is an item of a list.
	key, item bool
	// word is the text to replace; quoted is true if it is in quotes, colon if a colon follows it.
	word          source.Span
	quoted, colon bool
	json          bool
}

// findCursor locates the cursor in a text that may not parse.
func findCursor(f *source.File, offset int, read func(*source.File) []*manifest.Node) (cursor, bool) {
	c := cursor{word: wordAt(f.Data, offset), json: strings.EqualFold(path.Ext(f.Path), ".json")}
	before, after := f.Data[:c.word.Start], f.Data[c.word.End:]
	if c.word.End > c.word.Start && f.Data[c.word.End-1] == ':' {
		return c, false // a value must be separated by a space
	}
	c.quoted = len(before) > 0 && (before[len(before)-1] == '"' || before[len(before)-1] == '\'')
	rest := bytes.TrimLeft(bytes.TrimLeft(after, `"'`), " \t")
	c.colon = len(rest) > 0 && rest[0] == ':'
	for _, text := range c.replacements(before, after) {
		data := bytes.Join([][]byte{before, []byte(text), after}, nil)
		for _, root := range read(source.NewFile(f.Path, data)) {
			if c.findPlaceholder(root, nil) {
				c.root = root
				return c, true
			}
		}
	}
	return c, false
}

// replacements returns possible replacements of the word, likely ones first.
func (c *cursor) replacements(before, after []byte) []string {
	switch {
	case c.json && c.quoted:
		return []string{placeholder, placeholder + `": 0, "x`, placeholder + `": "`, placeholder + `": 0, "`}
	case c.json:
		return []string{`"` + placeholder + `": 0`, `"` + placeholder + `": 0,`, `"` + placeholder + `"`}
	case c.quoted:
		closed := len(after) > 0 && after[0] == before[len(before)-1]
		if !closed {
			return []string{placeholder + string(before[len(before)-1])}
		}
		return []string{placeholder}
	}
	all := []string{placeholder, placeholder + ": "}
	if closing := closingBrackets(before); closing != "" {
		all = append(all, placeholder+closing)
	}
	return all
}

// closingBrackets returns the closing brackets that the last line of a text lacks.
func closingBrackets(before []byte) string {
	var closing []byte
	for _, b := range before[bytes.LastIndexByte(before, '\n')+1:] {
		switch b {
		case '{':
			closing = append([]byte{'}'}, closing...)
		case '[':
			closing = append([]byte{']'}, closing...)
		case '}', ']':
			if len(closing) > 0 {
				closing = closing[1:]
			}
		}
	}
	return string(closing)
}

// findPlaceholder searches for the placeholder below a node.
func (c *cursor) findPlaceholder(n *manifest.Node, keys []string) bool {
	if _, used := n.Use(); used {
		return false
	}
	for i := range n.Pairs {
		key, value := n.Pairs[i].Key, n.Pairs[i].Value
		below := slices.Concat(keys, []string{key.Text})
		switch {
		case key.Text == placeholder:
			c.parent, c.keys, c.key = n, keys, true
			return true
		case value.Kind == manifest.String && value.Text == placeholder:
			c.parent, c.keys = n, below
			return true
		}
		for _, item := range value.Items {
			if item.Kind == manifest.String && item.Text == placeholder {
				c.parent, c.keys, c.item = n, below, true
				return true
			}
		}
		if c.findPlaceholder(value, below) {
			return true
		}
	}
	for _, item := range n.Items {
		if c.findPlaceholder(item, keys) {
			return true
		}
	}
	return false
}

// wordAt returns the word around an offset. Words are delimited by white space, quotes and the punctuation of YAML.
func wordAt(data []byte, offset int) source.Span {
	start, end := offset, offset
	for start > 0 && !strings.ContainsRune(" \t\r\n{[,\"'", rune(data[start-1])) {
		start--
	}
	for end < len(data) && !strings.ContainsRune(" \t\r\n}],\"'", rune(data[end])) &&
		(data[end] != ':' || end+1 < len(data) && !strings.ContainsRune(" \t\r\n", rune(data[end+1]))) {
		end++
	}
	return source.Span{Start: start, End: end}
}

// commentAt returns the part of a comment that precedes an offset on its line, and whether there is one.
func commentAt(f *source.File, offset int) (before string, ok bool) {
	line := f.Data[bytes.LastIndexByte(f.Data[:offset], '\n')+1 : offset]
	i := bytes.IndexByte(line, '#')
	if i < 0 || i > 0 && line[i-1] != ' ' && line[i-1] != '\t' || strings.EqualFold(path.Ext(f.Path), ".json") {
		return "", false
	}
	return string(line[i+1:]), true
}

// parseManifests returns the roots of the manifests in a file. Without any, it returns the root of a document that may
// become one.
func parseManifests(f *source.File) []*manifest.Node {
	var roots []*manifest.Node
	for _, d := range manifest.Parse(f, manifest.DefaultLimits(), false).Documents {
		roots = append(roots, d.Root)
	}
	if len(roots) > 0 {
		return roots
	}
	doc, _ := manifest.ParseTree(f, manifest.DefaultLimits())
	if doc == nil || doc.Root.Kind != manifest.Mapping {
		return nil
	}
	for _, p := range doc.Root.Pairs {
		if !isHeaderKey(p) {
			return nil
		}
	}
	return []*manifest.Node{doc.Root}
}

// isHeaderKey reports whether a key can belong to a manifest whose header is incomplete.
func isHeaderKey(p manifest.Pair) bool {
	switch p.Key.Text {
	case "apiVersion":
		return strings.HasPrefix(p.Value.Text, "tenantlint/") || p.Value.Text == placeholder
	case "kind", "$schema", placeholder:
		return true
	}
	return false
}

// parseSettings returns the root of a configuration.
func parseSettings(f *source.File) []*manifest.Node {
	if doc, _ := manifest.ParseTree(f, manifest.DefaultLimits()); doc != nil {
		return []*manifest.Node{doc.Root}
	}
	return nil
}
