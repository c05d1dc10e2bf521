package lsp

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/topology"
	"github.com/tenantlint/tenantlint/internal/vocabulary"
)

// hover returns the documentation of the key, name or rule at an offset of a file, and its span.
func (s *state) hover(uri string, offset int, asMarkdown bool) (text string, at source.Span, ok bool) {
	for _, d := range s.documents(uri) {
		if offset < d.Span.Start || offset > d.Span.End {
			continue
		}
		if text, at, ok = s.ruleAt(d, offset, asMarkdown); ok {
			return text, at, true
		}
		if ref, found := s.referenceIndex().At(d.File, offset); found {
			return s.describeEntity(ref, asMarkdown), ref.Span, true
		}
		key, keys := keyAt(d.Root, offset, nil)
		if key == nil {
			continue
		}
		o, _, known := resolveField(d.Kind(), keys[:len(keys)-1])
		_, f, isField := resolveField(d.Kind(), keys)
		if known && isField {
			return fieldText(o, f, asMarkdown), key.Span, true
		}
	}
	return "", source.Span{}, false
}

// keyAt returns the key at an offset, and the path of keys to it, including itself.
func keyAt(n *manifest.Node, offset int, keys []string) (*manifest.Node, []string) {
	if _, used := n.Use(); used {
		return nil, nil
	}
	for i := range n.Pairs {
		key := n.Pairs[i].Key
		below := slices.Concat(keys, []string{key.Text})
		if key.Span.Start <= offset && offset <= key.Span.End {
			return key.Node(), below
		}
		if found, path := keyAt(n.Pairs[i].Value, offset, below); found != nil {
			return found, path
		}
	}
	for _, item := range n.Items {
		if found, path := keyAt(item, offset, keys); found != nil {
			return found, path
		}
	}
	return nil, nil
}

// fieldText returns the documentation of a field.
func fieldText(o vocabulary.ObjectDoc, f *vocabulary.Field, asMarkdown bool) string {
	owner := o.Title
	if o.Kind != "" {
		owner = o.Kind
	}
	t := paragraphs{asMarkdown: asMarkdown}
	t.add(t.strong(f.Name)+" of "+owner, f.Meaning)
	value := "Value: " + f.Type
	if f.Required {
		value += " (required)"
	}
	t.add("", value)
	if f.Default != "" {
		t.add("", "Default: "+strings.Trim(f.Default, `"`))
	}
	if f.Example != "" {
		t.add("", "Example: "+f.Name+": "+f.Example)
	}
	return t.String()
}

// entityFields are the most informative fields of a tenant, an environment or a group.
var entityFields = []string{"displayName", "id", "type", "stage", "location", "relationship", "cloud", "securityGroup"}

// describeEntity describes a tenant, an environment or a group, and where it is declared.
func (s *state) describeEntity(ref topology.Reference, asMarkdown bool) string {
	t := paragraphs{asMarkdown: asMarkdown}
	t.add(t.strong(ref.Kind), ref.Key)
	for _, r := range s.referenceIndex().Of(ref) {
		if !r.Declares {
			continue
		}
		for _, d := range s.documentsOf(r.File) {
			n := enclosingMapping(d.Root, r.Span)
			if n == nil {
				continue
			}
			for _, name := range entityFields {
				if v := n.Get(name); v != nil && v.Text != "" && !d.File.Redacted(v.Span) {
					t.add("", name+": "+v.Text)
				}
			}
			t.add("", fmt.Sprintf("Declared in %s:%d", d.File.Path, d.File.Position(r.Span.Start).Line))
		}
	}
	return t.String()
}

// enclosingMapping returns the innermost mapping that has the value at a span.
func enclosingMapping(n *manifest.Node, at source.Span) *manifest.Node {
	for i := range n.Pairs {
		v := n.Pairs[i].Value
		if v.Kind == manifest.String && v.Span.Start <= at.Start && at.End <= v.Span.End {
			return n
		}
		if found := enclosingMapping(v, at); found != nil {
			return found
		}
	}
	for _, item := range n.Items {
		if found := enclosingMapping(item, at); found != nil {
			return found
		}
	}
	return nil
}

// ruleAt returns the documentation and the span of the rule that a suppression names at an offset.
func (s *state) ruleAt(d *manifest.Document, offset int, asMarkdown bool) (string, source.Span, bool) {
	for _, suppression := range finding.CommentSuppressions(d) {
		for _, name := range suppression.Names {
			if offset < name.Span.Start || offset > name.Span.End {
				continue
			}
			if r, ok := s.rules.Lookup(name.Text); ok {
				return ruleText(r, asMarkdown), name.Span, true
			}
		}
	}
	return "", source.Span{}, false
}

func ruleText(r *rule.Rule, asMarkdown bool) string {
	t := paragraphs{asMarkdown: asMarkdown}
	t.add(t.strong(r.ID), r.Title)
	t.add("", r.Description)
	return t.String()
}

// paragraphs is a text for the editor, in Markdown or plain.
type paragraphs struct {
	asMarkdown bool
	all        []string
}

func (t *paragraphs) strong(s string) string {
	if t.asMarkdown {
		return "**" + markdownEscaper.Replace(s) + "**"
	}
	return s
}

// add appends a paragraph: begin is written as it is, text is escaped.
func (t *paragraphs) add(begin, text string) {
	if t.asMarkdown {
		text = markdownEscaper.Replace(text)
	}
	if begin != "" && text != "" {
		text = begin + ": " + text
	}
	if text != "" {
		t.all = append(t.all, text)
	}
}

func (t *paragraphs) String() string { return strings.Join(t.all, "\n\n") }
