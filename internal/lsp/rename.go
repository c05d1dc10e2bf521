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
	st := s.stateOf(p.TextDocument.URI)
	one, ok := s.referenceAt(st, p)
	if !ok || !declared(st, one) || !refersByName(one) {
		return nil, nil
	}
	return renameRange{s.encoding.between(one.File, one.Span), written(one)}, nil
}

// local returns the name without its tenant.
func local(r topology.Reference) string {
	if _, name, ok := strings.Cut(r.Key, "/"); ok && r.Kind != "tenant" {
		return name
	}
	return r.Key
}

func written(r topology.Reference) string { return string(r.File.Data[r.Span.Start:r.Span.End]) }

// refersByName reports whether a reference is written as a name, not as an id, a domain or a host.
func refersByName(r topology.Reference) bool { return strings.EqualFold(written(r), local(r)) }

// declared reports whether the entity that a reference refers to is declared.
func declared(st *state, one topology.Reference) bool {
	return slices.ContainsFunc(st.referenceIndex().Of(one), func(r topology.Reference) bool { return r.Declares })
}

// rename renames a tenant, an environment or a group in all files. It returns an error if it cannot rename every
// reference.
func (s *server) rename(p renameParams) (any, error) {
	st := s.stateOf(p.TextDocument.URI)
	one, ok := s.referenceAt(st, p.positionParams)
	if !ok || !declared(st, one) {
		return nil, refusal("no tenant, environment or group is named here")
	}
	for _, path := range slices.Sorted(maps.Keys(st.unparsed)) {
		return nil, refusal("%q does not parse; correct it first", st.unparsed[path][0].Locations[0].File.Path)
	}
	form := nameFormats[one.Kind]
	if !conform.Valid(form.format, p.NewName) {
		return nil, refusal("invalid %s name %q: want %s", one.Kind, p.NewName, form.want)
	}
	index := st.referenceIndex()
	was, key := local(one), p.NewName
	if one.Kind != "tenant" {
		key = strings.TrimSuffix(one.Key, was) + p.NewName
	}
	if key != one.Key && slices.Contains(index.Keys(one.Kind), key) {
		return nil, refusal("%s %q exists already", one.Kind, key)
	}
	edits := map[*source.File][]problem.Fix{}
	nodes := map[*source.File][]*manifest.Node{}
	for _, r := range index.Of(one) {
		if !refersByName(r) && (r.Declares || strings.ContainsAny(written(r), "\\\n")) {
			at := r.File.Position(r.Span.Start)
			return nil, refusal("the name at %s:%d is written with escapes; write it plainly first", r.File.Path, at.Line)
		}
		if !refersByName(r) {
			continue // an id, a domain or a host, which does not change
		}
		if nodes[r.File] == nil {
			nodes[r.File] = st.strings(r.File)
		}
		fix := reword(r, nodes[r.File], p.NewName)
		if fix == nil {
			at := r.File.Position(r.Span.Start)
			return nil, refusal("the name at %s:%d cannot be replaced where it stands", r.File.Path, at.Line)
		}
		edits[r.File] = append(edits[r.File], *fix)
	}
	for _, fix := range st.renameSettings(one, p.NewName) {
		edits[fix.File] = append(edits[fix.File], fix)
	}
	return s.workspaceEdit(st, edits), nil
}

// strings returns the strings of a file in order.
func (s *state) strings(f *source.File) []*manifest.Node {
	var all []*manifest.Node
	for _, d := range s.documentsOf(f) {
		all = slices.AppendSeq(all, texts(d.Root))
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
func (s *state) renameSettings(one topology.Reference, name string) []problem.Fix {
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
		for _, prefix := range prefixes(one) {
			rest, ok := strings.CutPrefix(n.Text, prefix)
			if !ok || rest != "" && rest[0] != '/' {
				continue
			}
			if fix := n.Reword(s.settings, strings.TrimSuffix(prefix, local(one))+name+rest); fix != nil {
				fixes = append(fixes, *fix)
			}
			break
		}
	}
	return fixes
}

// prefixes returns how logical paths and messages refer to an entity.
func prefixes(one topology.Reference) []string {
	if one.Kind == "tenant" {
		return []string{one.Key}
	}
	tenant := strings.TrimSuffix(one.Key, "/"+local(one))
	return []string{tenant + "/" + one.Kind + "s/" + local(one), one.Key}
}

// workspaceEdit returns edits of several files in the form that the client supports.
func (s *server) workspaceEdit(st *state, edits map[*source.File][]problem.Fix) workspaceEdit {
	var w workspaceEdit
	for _, f := range slices.SortedFunc(maps.Keys(edits), func(a, b *source.File) int { return cmp.Compare(a.Path, b.Path) }) {
		list := make([]textEdit, len(edits[f]))
		for i, fix := range edits[f] {
			list[i] = textEdit{s.encoding.between(f, fix.Span), fix.Text}
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

func refusal(format string, args ...any) error {
	return &responseError{codeRequestFailed, fmt.Sprintf(format, args...)}
}
