package lsp

import (
	"bytes"
	"cmp"
	"iter"
	"path"
	"strings"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
)

// actions returns the quick fixes and suppressions for the findings in a range.
func (s *server) actions(p codeActionParams) (any, error) {
	if len(s.client.TextDocument.CodeAction.CodeActionLiteralSupport) == 0 || !wantsQuickFix(p.Context.Only) {
		return nil, nil
	}
	st := s.stateFor(p.TextDocument.URI)
	var repairs, suppressions []codeAction
	for _, here := range st.published[p.TextDocument.URI] {
		if here.finding == nil || before(here.Range.End, p.Range.Start) || before(p.Range.End, here.Range.Start) {
			continue
		}
		isCertain := here.finding.Fix != nil
		if fix := cmp.Or(here.finding.Fix, st.suggestedFix(here)); fix != nil {
			a := s.action(st, fix.Description, fix.File, fix.Span, fix.Text, here.diagnostic)
			a.IsPreferred = isCertain && s.client.TextDocument.CodeAction.IsPreferredSupport
			repairs = append(repairs, a)
		}
		if at, comment, ok := st.suppressAction(here); ok {
			suppressions = append(suppressions, s.action(st, "suppress "+here.finding.Rule.ID+" here, for a reason to be given", here.loc.File,
				source.Span{Start: at, End: at}, comment, here.diagnostic))
		}
	}
	return append(repairs, suppressions...), nil
}

// suggestedFix returns the fix that inserts what was probably meant, or nil. Such a fix is not certain enough to be
// applied without asking.
func (s *state) suggestedFix(here publishedFinding) *problem.Fix {
	f := here.loc.File
	suggestion := here.loc.Suggestion
	if suggestion == "" || f.Redacted(here.loc.Span) {
		return nil
	}
	for _, d := range s.documentsOf(f) {
		for n := range stringNodes(d.Root) {
			if n.Span != here.loc.Span {
				continue
			}
			if strings.Contains(n.Text, "://") && !strings.Contains(suggestion, "://") {
				return nil // the suggestion for a URL is only its host
			}
			if strings.HasPrefix(n.Text, groupPrefix) {
				suggestion = groupPrefix + strings.TrimPrefix(suggestion, groupPrefix)
			}
			return n.Reword(f, suggestion)
		}
	}
	return nil
}

// groupPrefix precedes the name of a group in fields that also take other principals.
const groupPrefix = "group:"

// wantsQuickFix reports whether quick fixes are among the requested kinds.
func wantsQuickFix(only []string) bool {
	for _, kind := range only {
		if kind == quickFix || kind == "" {
			return true
		}
	}
	return len(only) == 0
}

// action returns a code action that replaces a part of a file.
func (s *server) action(st *state, title string, f *source.File, at source.Span, text string, fixes diagnostic) codeAction {
	edit := s.workspaceEdit(st, map[*source.File][]problem.Fix{f: {{Span: at, Text: text}}})
	return codeAction{Title: title, Kind: quickFix, Diagnostics: []diagnostic{fixes}, Edit: edit}
}

// suppressAction returns the comment that suppresses a finding, and the offset of the line above which it is inserted.
// The user has to add the reason; without one, the suppression is a finding itself.
func (s *state) suppressAction(here publishedFinding) (at int, comment string, ok bool) {
	f := here.loc.File
	if here.finding.Rule.Mandatory() || strings.EqualFold(path.Ext(f.Path), ".json") {
		return 0, "", false
	}
	text, at := f.Line(f.Position(here.loc.Span.Start).Line)
	for _, d := range s.documentsOf(f) {
		// Above the first key, a comment would apply to the whole document; inside a string, it would be
		// part of the string.
		if d.Span.Start <= at && at < d.Span.End && at > d.Root.Span.Start && !inString(d.Root, at) {
			indent := text[:len(text)-len(bytes.TrimLeft(text, " \t"))]
			end := "\n"
			if bytes.Contains(f.Data, []byte("\r\n")) {
				end = "\r\n"
			}
			return at, string(indent) + "# " + finding.Marker + " " + here.finding.Rule.ID + " -- " + end, true
		}
	}
	return 0, "", false
}

// inString reports whether an offset is inside a string of a tree.
func inString(root *manifest.Node, at int) bool {
	for n := range stringNodes(root) {
		if n.Span.Start < at && at < n.Span.End {
			return true
		}
	}
	return false
}

// stringNodes yields the strings of a tree, both keys and values.
func stringNodes(root *manifest.Node) iter.Seq[*manifest.Node] {
	return func(yield func(*manifest.Node) bool) { visitStrings(root, yield) }
}

func visitStrings(n *manifest.Node, yield func(*manifest.Node) bool) bool {
	if n.Kind == manifest.String && !yield(n) {
		return false
	}
	for i := range n.Pairs {
		if !visitStrings(n.Pairs[i].Key.Node(), yield) || !visitStrings(n.Pairs[i].Value, yield) {
			return false
		}
	}
	for _, item := range n.Items {
		if !visitStrings(item, yield) {
			return false
		}
	}
	return true
}
