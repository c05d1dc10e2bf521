package lsp

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/tenantlint/tenantlint/internal/conform"
	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// nameFormats are the formats of names by kind of entity.
var nameFormats = map[string]struct{ format, want string }{
	"tenant":      {"tenant-name", `lower-case letters, digits, ".", "_" and "-", at most 63`},
	"environment": {"name", `lower-case letters, digits, ".", "_" and "-", at most 63`},
	"group":       {"object-name", `no "/", and no space at its ends`},
}

// prepareRename returns the name at a position, for which the editor then asks for a new one.
func (s *server) prepareRename(p positionParams) (any, error) {
	st := s.stateFor(p.TextDocument.URI)
	ref, ok := s.referenceAt(st, p)
	if !ok || !isDeclared(st, ref) || !refersByName(ref) {
		return nil, nil
	}
	return renameRange{s.encoding.toRange(ref.File, ref.Span), sourceText(ref)}, nil
}

// localName returns the name without its tenant.
func localName(r topology.Reference) string {
	if _, name, ok := strings.Cut(r.Key, "/"); ok && r.Kind != "tenant" {
		return name
	}
	return r.Key
}

func sourceText(r topology.Reference) string { return string(r.File.Data[r.Span.Start:r.Span.End]) }

// refersByName reports whether a reference is written as a name, not as an id, a domain or a host.
func refersByName(r topology.Reference) bool { return strings.EqualFold(sourceText(r), localName(r)) }

// isDeclared reports whether the entity that a reference refers to is declared.
func isDeclared(st *state, ref topology.Reference) bool {
	return slices.ContainsFunc(st.referenceIndex().Of(ref), func(r topology.Reference) bool { return r.Declares })
}

// rename renames a tenant, an environment or a group in all files. It returns an error if it cannot rename every
// reference.
func (s *server) rename(p renameParams) (any, error) {
	st := s.stateFor(p.TextDocument.URI)
	ref, ok := s.referenceAt(st, p.positionParams)
	if !ok || !isDeclared(st, ref) {
		return nil, requestFailed("no tenant, environment or group is named here")
	}
	for _, path := range slices.Sorted(maps.Keys(st.unparsed)) {
		return nil, requestFailed("%q does not parse; correct it first", st.unparsed[path][0].Locations[0].File.Path)
	}
	form := nameFormats[ref.Kind]
	if !conform.Valid(form.format, p.NewName) {
		return nil, requestFailed("invalid %s name %q: want %s", ref.Kind, p.NewName, form.want)
	}
	index := st.referenceIndex()
	oldName, key := localName(ref), p.NewName
	if ref.Kind != "tenant" {
		key = strings.TrimSuffix(ref.Key, oldName) + p.NewName
	}
	if key != ref.Key && slices.Contains(index.Keys(ref.Kind), key) {
		return nil, requestFailed("%s %q exists already", ref.Kind, key)
	}
	edits := map[*source.File][]problem.Fix{}
	nodes := map[*source.File][]*manifest.Node{}
	for _, r := range index.Of(ref) {
		if !refersByName(r) && (r.Declares || strings.ContainsAny(sourceText(r), "\\\n")) {
			at := r.File.Position(r.Span.Start)
			return nil, requestFailed("the name at %s:%d is written with escapes; write it plainly first", r.File.Path, at.Line)
		}
		if !refersByName(r) {
			continue // an id, a domain or a host, which does not change
		}
		if nodes[r.File] == nil {
			nodes[r.File] = st.fileStrings(r.File)
		}
		fix := reword(r, nodes[r.File], p.NewName)
		if fix == nil {
			at := r.File.Position(r.Span.Start)
			return nil, requestFailed("the name at %s:%d cannot be replaced where it stands", r.File.Path, at.Line)
		}
		edits[r.File] = append(edits[r.File], *fix)
	}
	for _, fix := range st.renameSettings(ref, p.NewName) {
		edits[fix.File] = append(edits[fix.File], fix)
	}
	return s.workspaceEdit(st, edits), nil
}

// fileStrings returns the strings of a file in order.
func (s *state) fileStrings(f *source.File) []*manifest.Node {
	var all []*manifest.Node
	for _, d := range s.documentsOf(f) {
		all = slices.AppendSeq(all, stringNodes(d.Root))
	}
	slices.SortFunc(all, func(a, b *manifest.Node) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	return all
}

// reword returns the fix that replaces a name in the string that contains it, quoted as the new string requires. It
// returns nil if that is not possible.
func reword(r topology.Reference, nodes []*manifest.Node, name string) *problem.Fix {
	i, exact := slices.BinarySearchFunc(nodes, r.Span.Start, func(n *manifest.Node, at int) int { return cmp.Compare(n.Span.Start, at) })
	if !exact {
		i--
	}
	if i < 0 || nodes[i].Span.End < r.Span.End {
		return nil
	}
	n := nodes[i]
	inside := strings.Index(string(r.File.Data[n.Span.Start:n.Span.End]), n.Text)
	start, length := r.Span.Start-n.Span.Start-inside, r.Span.End-r.Span.Start
	if inside < 0 || start < 0 || start+length > len(n.Text) {
		return nil
	}
	return n.Reword(r.File, n.Text[:start]+name+n.Text[start+length:])
}

// renameSettings returns the edits to the objects that suppressions in the configuration name.
func (s *state) renameSettings(ref topology.Reference, name string) []problem.Fix {
	if s.settings == nil {
		return nil
	}
	doc, _ := manifest.ParseTree(s.settings, manifest.DefaultLimits())
	if doc == nil {
		return nil
	}
	list := doc.Root.Get("suppress")
	if list == nil {
		return nil
	}
	var fixes []problem.Fix
	for _, item := range list.Items {
		n := item.Get("object")
		if n == nil || n.Kind != manifest.String {
			continue
		}
		for _, prefix := range pathPrefixes(ref) {
			rest, ok := strings.CutPrefix(n.Text, prefix)
			if !ok || rest != "" && rest[0] != '/' {
				continue
			}
			if fix := n.Reword(s.settings, strings.TrimSuffix(prefix, localName(ref))+name+rest); fix != nil {
				fixes = append(fixes, *fix)
			}
			break
		}
	}
	return fixes
}

// pathPrefixes returns how logical paths and messages refer to an entity.
func pathPrefixes(ref topology.Reference) []string {
	if ref.Kind == "tenant" {
		return []string{ref.Key}
	}
	tenant := strings.TrimSuffix(ref.Key, "/"+localName(ref))
	return []string{tenant + "/" + ref.Kind + "s/" + localName(ref), ref.Key}
}

// workspaceEdit returns edits of several files in the form that the client supports.
func (s *server) workspaceEdit(st *state, edits map[*source.File][]problem.Fix) workspaceEdit {
	var w workspaceEdit
	for _, f := range slices.SortedFunc(maps.Keys(edits), func(a, b *source.File) int { return cmp.Compare(a.Path, b.Path) }) {
		list := make([]textEdit, len(edits[f]))
		for i, fix := range edits[f] {
			list[i] = textEdit{s.encoding.toRange(f, fix.Span), fix.Text}
		}
		uri := st.uri(f)
		if s.client.Workspace.WorkspaceEdit.DocumentChanges {
			w.DocumentChanges = append(w.DocumentChanges, textDocumentEdit{versionedID{uri, st.version(f)}, list})
			continue
		}
		if w.Changes == nil {
			w.Changes = map[string][]textEdit{}
		}
		w.Changes[uri] = list
	}
	return w
}

func requestFailed(format string, args ...any) error {
	return &responseError{codeRequestFailed, fmt.Sprintf(format, args...)}
}
