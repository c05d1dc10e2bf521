package topology

import (
	"cmp"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/identifier"
	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/vocabulary"
)

// UnknownField is a field and the number of objects that list it as unknown.
type UnknownField struct {
	Field   string
	Objects int
}

// UnknownFields returns the fields that manifests list as unknown, most frequent first.
func (t *Topology) UnknownFields() []UnknownField {
	all := make([]UnknownField, 0, len(t.unknown))
	for field, n := range t.unknown {
		all = append(all, UnknownField{field, n})
	}
	slices.SortFunc(all, func(a, b UnknownField) int { return cmp.Or(b.Objects-a.Objects, strings.Compare(a.Field, b.Field)) })
	return all
}

// UncheckedReferences returns the number of references that were not checked because input that could not be read may
// declare their targets.
func (t *Topology) UncheckedReferences() int { return t.unchecked }

// TenantWithoutID returns the first tenant without an id, or nil. If there is one, references by an id that no tenant
// has are not checked.
func (t *Topology) TenantWithoutID() *manifest.Document { return t.tenantWithoutID }

// listsUnknown reports whether an object lists a field as unknown.
func listsUnknown(n *manifest.Node, field string) bool {
	if list := n.Get("unknown"); list != nil {
		for _, item := range list.Items {
			if item.Text == field {
				return true
			}
		}
	}
	return false
}

// isUnknown reports whether a column of a row is unknown.
func isUnknown(row *record, c column) bool {
	known, ok := get(row, col.Unknown).(ast.Object)
	return ok && known.Get(c.term()) != nil
}

// isScalar reports whether the column contains a single value, which is either known or not.
func isScalar(c *vocabulary.Column) bool {
	return !c.List && c.Form != vocabulary.Object && c.Form != vocabulary.Rows && c.Form != vocabulary.List
}

// isEmpty reports whether a value means none in an export.
func isEmpty(n *manifest.Node) bool {
	return n.Kind == manifest.Null || n.Kind == manifest.String && identifier.CanonicalGUID(n.Text) == ""
}
