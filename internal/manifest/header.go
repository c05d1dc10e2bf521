package manifest

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/agext/levenshtein"

	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/suggest"
	"github.com/tenantlint/tenantlint/internal/vocabulary"
)

// The apiVersion of a manifest and its group.
const (
	group      = "tenantlint"
	apiVersion = group + "/v1"
)

// distinctiveKeys lists the distinctive top-level keys of each manifest kind. The kind and one of these keys
// distinguish a manifest without apiVersion from another tool's document.
var distinctiveKeys = func() map[string][]string {
	keys := map[string][]string{}
	for _, kind := range vocabulary.Kinds() {
		keys[kind] = vocabulary.OfKind(kind).DistinctiveKeys()
	}
	return keys
}()

const kindList = "Tenant, Environment, Deployment, MasterData or Topology"

// classification is whether a document is a manifest.
type classification uint8

const (
	foreign classification = iota
	ours
	// invalidHeader is a document that is intended to be a manifest but has an invalid header.
	invalidHeader
)

// classify decides whether a document is a manifest. Kubernetes and Capsule have a Deployment, a Tenant and an
// Environment too, but with a group of their own or with metadata and spec; those are ignored silently.
func classify(f *source.File, root *Node) (classification, *problem.Problem) {
	if root.Kind != Mapping {
		return foreign, nil
	}
	version := root.Get("apiVersion")
	if version != nil && version.Kind == String && strings.HasPrefix(version.Text, group+"/") {
		if version.Text == apiVersion {
			return ours, nil
		}
		return invalidHeader, wrongVersion(f, version, "apiVersion "+quoted(version.Text)+" is not known")
	}
	if version == nil {
		if p := misspelledAPIVersion(root); p != nil {
			return invalidHeader, notManifest(f, p.Key.Span, "unknown key "+quoted(p.Key.Text)+` where "apiVersion" is expected`,
				`write the key as "apiVersion"`, problem.Location{Suggestion: "apiVersion"})
		}
	}
	kind := root.Get("kind")
	if kind == nil || kind.Kind != String || root.Get("metadata") != nil || root.Get("spec") != nil {
		return foreign, nil
	}
	keys, known := distinctiveKeys[kind.Text]
	if !known {
		return foreign, nil
	}
	subject := "manifest of kind " + quoted(kind.Text)
	switch {
	case version == nil:
		if !hasDistinctiveKey(root, keys) {
			return foreign, nil
		}
		return invalidHeader, notManifest(
			f,
			kind.Span,
			subject+" has no apiVersion",
			"add apiVersion: "+apiVersion,
			problem.Location{Label: problem.Literal("this kind belongs to " + apiVersion)},
		)
	case version.Kind == Null:
		return invalidHeader, wrongVersion(f, version, subject+" has an empty apiVersion")
	case version.Kind != String:
		return invalidHeader, wrongVersion(f, version, subject+" has an apiVersion that is not a string")
	case resemblesOurs(version.Text):
		return invalidHeader, wrongVersion(f, version, subject+" has apiVersion "+quoted(version.Text))
	}
	return foreign, nil
}

// hasDistinctiveKey reports whether the document has one of the keys; a name only counts if it is a string.
func hasDistinctiveKey(root *Node, keys []string) bool {
	for i := range root.Pairs {
		p := &root.Pairs[i]
		if slices.Contains(keys, p.Key.Text) && (p.Key.Text != "name" || p.Value.Kind == String) {
			return true
		}
	}
	return false
}

// misspelledAPIVersion returns the entry whose value is our version and whose key is almost apiVersion, or nil.
func misspelledAPIVersion(root *Node) *Pair {
	for i := range root.Pairs {
		p := &root.Pairs[i]
		if p.Value.Kind == String && strings.HasPrefix(p.Value.Text, group+"/") && withinEdits(p.Key.Text, "apiversion", 2) {
			return p
		}
	}
	return nil
}

// nestedManifest returns the problem of a document that is not a manifest but contains our apiVersion further down, or
// nil: a manifest must not be ignored silently.
func (p *parser) nestedManifest(root *Node) *problem.Problem {
	if s := root.Get("$schema"); s != nil && strings.Contains(s.Text, "json-schema.org") {
		return nil // a schema of manifests contains the version too
	}
	at := findAPIVersion(root)
	if at == nil {
		return nil
	}
	found := notManifest(p.file, at.displaySpan(), "a manifest inside another document is not read",
		"make each manifest a document of its own, or an item of a list", problem.Location{})
	return found
}

// displaySpan returns the span of the alias or merge key through which a value is used, or else that of the value.
func (n *Node) displaySpan() source.Span {
	if at, ok := n.Use(); ok {
		return at
	}
	return n.Span
}

// findAPIVersion returns the first string in a tree that is a version of the manifest format, in any case, or nil.
func findAPIVersion(n *Node) *Node {
	const prefix = group + "/v"
	if n.Kind == String && len(n.Text) > len(prefix) && strings.EqualFold(n.Text[:len(prefix)], prefix) {
		return n
	}
	if _, used := n.Use(); used {
		return nil // it is searched where it is written
	}
	for i := range n.Pairs {
		if found := findAPIVersion(n.Pairs[i].Key.Node()); found != nil {
			return found
		}
		if found := findAPIVersion(n.Pairs[i].Value); found != nil {
			return found
		}
	}
	for _, p := range n.Repeated() {
		if found := findAPIVersion(p.Value); found != nil {
			return found
		}
	}
	for _, item := range n.Items {
		if found := findAPIVersion(item); found != nil {
			return found
		}
	}
	return nil
}

// flattenKubernetes moves the keys under metadata and spec of a manifest in Kubernetes style to the top level, and
// returns the result with a problem. It returns any other root unchanged.
func (p *parser) flattenKubernetes(root *Node) (*Node, *problem.Problem) {
	var nested []*Pair
	for _, key := range []string{"metadata", "spec"} {
		if pair := root.Pair(key); pair != nil && pair.Value.Kind == Mapping {
			nested = append(nested, pair)
		}
	}
	if len(nested) == 0 {
		return root, nil
	}
	flat := NewNode(Mapping, "", root.Span)
	add := func(pairs []Pair) {
		for _, pair := range pairs {
			if flat.Get(pair.Key.Text) == nil {
				flat.Pairs = append(flat.Pairs, pair)
			}
		}
	}
	for _, pair := range root.Pairs {
		if !slices.ContainsFunc(nested, func(n *Pair) bool { return n.Key == pair.Key }) {
			flat.Pairs = append(flat.Pairs, pair)
		}
	}
	for _, pair := range nested {
		add(pair.Value.Pairs)
	}
	found := notManifest(p.file, nested[0].Key.Span, "a manifest of "+group+" has no "+quoted(nested[0].Key.Text),
		"move the keys below it to the top level, next to apiVersion and kind", problem.Location{})
	for _, pair := range nested[1:] {
		found.Related = append(found.Related, problem.Location{File: p.file, Span: pair.Key.Span, Label: problem.Literal("nor this")})
	}
	return flat, found
}

// mayBeThisVersion reports whether a document has, or is intended to have, this version of the vocabulary.
func mayBeThisVersion(root *Node) bool {
	version := root.Get("apiVersion")
	return version == nil || version.Kind != String || version.Text == apiVersion || !strings.HasPrefix(version.Text, group+"/")
}

// kinds lists the manifest kinds in the order in which messages list them.
var kinds = []string{"Tenant", "Environment", "Deployment", "MasterData", "Topology"}

// intendedKind returns the kind that a misspelled one resembles, under a key that may itself be misspelled, or "".
func intendedKind(root *Node) string {
	kind := root.Get("kind")
	if kind == nil {
		for i := range root.Pairs {
			if p := &root.Pairs[i]; withinEdits(p.Key.Text, "kind", 1) {
				kind = p.Value
			}
		}
	} else if slices.Contains(kinds, kind.Text) {
		return ""
	}
	if kind == nil || kind.Kind != String {
		return ""
	}
	nearest, _ := suggest.Nearest(kind.Text, kinds)
	return nearest
}

// resemblesOurs reports whether a version that is not ours may be intended to be: it has no group, or one that
// resembles ours.
func resemblesOurs(version string) bool {
	g, _, ok := strings.Cut(version, "/")
	return !ok || strings.Contains(strings.ToLower(g), group) || withinEdits(g, group, 3)
}

// withinEdits reports whether s is at most maxEdits edits away from word, ignoring the case of s. word is in lower
// case.
func withinEdits(s, word string, maxEdits int) bool {
	if n := utf8.RuneCountInString(s); n > len(word)+maxEdits || n < len(word)-maxEdits {
		return false
	}
	return levenshtein.Distance(strings.ToLower(s), word, nil) <= maxEdits
}

func notManifest(f *source.File, at source.Span, message, help string, loc problem.Location) *problem.Problem {
	loc.File, loc.Span = f, at
	return &problem.Problem{
		Rule: ruleNotManifest, Message: problem.Literal(message), Help: problem.Literal(help),
		Locations: []problem.Location{loc},
	}
}

// wrongVersion returns the problem of a wrong apiVersion, with a fix if the value can be replaced in place.
func wrongVersion(f *source.File, v *Node, message string) *problem.Problem {
	p := notManifest(f, v.Span, message, "write apiVersion: "+apiVersion, problem.Location{Suggestion: apiVersion})
	old := string(f.Data[v.Span.Start:v.Span.End])
	if strings.HasPrefix(v.Text, "tenantlint/") {
		return p // a later version may be meant
	}
	if v.Kind == Mapping || v.Kind == Sequence || old == "" || strings.ContainsAny(old, "\n\r|>") {
		return p
	}
	text := apiVersion
	if old[0] == '"' || isJSON(f) {
		text = `"` + apiVersion + `"`
	}
	p.Fix = &problem.Fix{File: f, Span: v.Span, Text: text, Description: "replace " + quoted(v.displayText(f)) + " with " + quoted(apiVersion)}
	return p
}

// displayText returns the text of a scalar, and for Null the text in the file.
func (n *Node) displayText(f *source.File) string {
	if n.Kind == Null {
		return string(f.Data[n.Span.Start:n.Span.End])
	}
	return n.Text
}

// missingManifest returns the problem of a file that was named explicitly but contains no manifest.
func missingManifest(f *source.File, first source.Span) problem.Problem {
	return *notManifest(f, first, "file contains no manifest",
		"begin a manifest with apiVersion: "+apiVersion+" and kind: "+kindList,
		problem.Location{Label: problem.Literal("apiVersion: " + apiVersion + " is expected here")})
}
