package lint

import (
	"bytes"

	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/result"
	"github.com/tenantlint/tenantlint/internal/rule"
)

// unchecked returns what a run with these rules does not check.
func (snap *snapshot) unchecked(engine *policy.Engine, rules []*rule.Rule) result.Unchecked {
	enabled := make(map[string]bool, len(rules))
	for _, r := range rules {
		enabled[r.ID] = true
	}
	var idle rule.Catalog
	for _, r := range engine.Idle(snap.topology) {
		if enabled[r.ID] {
			idle = append(idle, r)
		}
	}
	return result.Unchecked{Rules: idle, Fields: snap.unknown, Files: snap.skips}
}

// unknownKey is the key under which an object lists its unknown fields.
const unknownKey = "unknown"

// unknownFields returns the fields that a document lists as unknown, in document order.
func unknownFields(d *manifest.Document) []result.UnknownField {
	if !bytes.Contains(d.File.Data, []byte(unknownKey)) {
		return nil
	}
	var fields []result.UnknownField
	seen := map[*manifest.Node]bool{} // several aliases can refer to the same list
	var walk func(n *manifest.Node)
	walk = func(n *manifest.Node) {
		for i := range n.Pairs {
			p := &n.Pairs[i]
			if p.Key.Text != unknownKey || p.Value.Kind != manifest.Sequence {
				walk(p.Value)
				continue
			}
			for _, item := range p.Value.Items {
				if item.Kind == manifest.String && !seen[item] {
					seen[item] = true
					fields = append(fields, result.UnknownField{File: d.File, Span: item.Span, Name: item.Text})
				}
			}
		}
		for _, item := range n.Items {
			walk(item)
		}
	}
	walk(d.Root)
	return fields
}
