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

// The header of a manifest.
const (
	group      = "tenantlint"
	apiVersion = group + "/v1"
)

// distinctiveKeys are the top-level keys of the kinds of manifest; together with the kind, one of them distinguishes a
// manifest without apiVersion from another tool's document.
var distinctiveKeys = func() map[string][]string {
	keys := map[string][]string{}
	for _, kind := range vocabulary.Kinds() {
		keys[kind] = vocabulary.OfKind(kind).DistinctiveKeys()
	}
	return keys
}()

const kindList = "Tenant, Environment, Deployment, MasterData or Topology"

// classification says whose a document is.
type classification uint8

const (
	foreign classification = iota
	ours
	// mistaken is meant to be ours, but does not say so as it should.
	mistaken
)

// classify decides whether a document is a manifest. Kubernetes and Capsule have a Deployment, a Tenant and an
// Environment too, under a group of their own or with metadata and spec: those are ignored silently.
func classify(f *source.File, root *Node) (classification, *problem.Problem) {
	if root.Kind != Mapping {
		return foreign, nil
	}
	version := root.Get("apiVersion")
	if version != nil && version.Kind == String && strings.HasPrefix(version.Text, group+"/") {
		if version.Text == apiVersion {
			return ours, nil
		}
		return mistaken, wrongVersion(f, version, "apiVersion "+quoted(version.Text)+" is not known")
	}
	if version == nil {
		if p := misspelled(root); p != nil {
			return mistaken, notManifest(f, p.Key.Span, "unknown key "+quoted(p.Key.Text)+` where "apiVersion" is expected`,
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
		return mistaken, notManifest(
			f,
			kind.Span,
			subject+" has no apiVersion",
			"add apiVersion: "+apiVersion,
			problem.Location{Label: problem.Literal("this kind belongs to " + apiVersion)},
		)
	case version.Kind == Null:
		return mistaken, wrongVersion(f, version, subject+" has an empty apiVersion")
	case version.Kind != String:
		return mistaken, wrongVersion(f, version, subject+" has an apiVersion that is not a string")
	case near(version.Text):
		return mistaken, wrongVersion(f, version, subject+" has apiVersion "+quoted(version.Text))
	}
	return foreign, nil
}

// hasDistinctiveKey reports if a key of the kind is in the document; a name counts if it is a string.
func hasDistinctiveKey(root *Node, keys []string) bool {
	for i := range root.Pairs {
		p := &root.Pairs[i]
		if slices.Contains(keys, p.Key.Text) && (p.Key.Text != "name" || p.Value.Kind == String) {
			return true
		}
	}
	return false
}

// misspelled returns the entry that gives our version under a key that is almost apiVersion.
func misspelled(root *Node) *Pair {
	for i := range root.Pairs {
		p := &root.Pairs[i]
		if p.Value.Kind == String && strings.HasPrefix(p.Value.Text, group+"/") && within(p.Key.Text, "apiversion", 2) {
			return p
		}
	}
	return nil
}

// detached returns the problem of a document that is not a manifest but contains our apiVersion somewhere inside: a
// manifest must not be ignored silently.
func (p *parser) detached(root *Node) *problem.Problem {
	if s := root.Get("$schema"); s != nil && strings.Contains(s.Text, "json-schema.org") {
		return nil // a schema says what a manifest must hold
	}
	at := versionIn(root)
	if at == nil {
		return nil
	}
	found := notManifest(p.file, at.shown(), "a manifest inside another document is not read",
		"make each manifest a document of its own, or an item of a list", problem.Location{})
	return found
}

// shown is where a value is used, or written.
func (n *Node) shown() source.Span {
	if at, ok := n.Use(); ok {
		return at
	}
	return n.Span
}

// versionIn returns the first text in a tree that names a version of a manifest, whatever its case.
func versionIn(n *Node) *Node {
	const prefix = group + "/v"
	if n.Kind == String && len(n.Text) > len(prefix) && strings.EqualFold(n.Text[:len(prefix)], prefix) {
		return n
	}
	if _, used := n.Use(); used {
		return nil // it is looked through where it is written
	}
	for i := range n.Pairs {
		if found := versionIn(n.Pairs[i].Key.Node()); found != nil {
			return found
		}
		if found := versionIn(n.Pairs[i].Value); found != nil {
			return found
		}
	}
	for _, p := range n.Repeated() {
		if found := versionIn(p.Value); found != nil {
			return found
		}
	}
	for _, item := range n.Items {
		if found := versionIn(item); found != nil {
			return found
		}
	}
	return nil
}

// hoisted returns a manifest that is written as one of Kubernetes is, with its keys where they belong, and the
// problem that says so; else the root as it is.
func (p *parser) hoisted(root *Node) (*Node, *problem.Problem) {
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
		"write the keys below it at the top of the manifest, beside apiVersion and kind", problem.Location{})
	for _, pair := range nested[1:] {
		found.Related = append(found.Related, problem.Location{File: p.file, Span: pair.Key.Span, Label: problem.Literal("nor this")})
	}
	return flat, found
}

// declarable reports if a document is of this version of the vocabulary, or meant to be.
func declarable(root *Node) bool {
	version := root.Get("apiVersion")
	return version == nil || version.Kind != String || version.Text == apiVersion || !strings.HasPrefix(version.Text, group+"/")
}

// kinds are those of manifests, in the order in which texts list them.
var kinds = []string{"Tenant", "Environment", "Deployment", "MasterData", "Topology"}

// meantKind returns the kind that is meant by a misspelled one, under a key that may be misspelled; else "".
func meantKind(root *Node) string {
	kind := root.Get("kind")
	if kind == nil {
		for i := range root.Pairs {
			if p := &root.Pairs[i]; within(p.Key.Text, "kind", 1) {
				kind = p.Value
			}
		}
	} else if slices.Contains(kinds, kind.Text) {
		return ""
	}
	if kind == nil || kind.Kind != String {
		return ""
	}
	near, _ := suggest.Nearest(kind.Text, kinds)
	return near
}

// near reports if a version that is not ours may be meant to be: it has no group, or one that
// looks like ours.
func near(version string) bool {
	g, _, ok := strings.Cut(version, "/")
	return !ok || strings.Contains(strings.ToLower(g), group) || within(g, group, 3)
}

// within reports if s is at most so many edits away from the lower-case word, whatever its case.
func within(s, word string, most int) bool {
	if n := utf8.RuneCountInString(s); n > len(word)+most || n < len(word)-most {
		return false
	}
	return levenshtein.Distance(strings.ToLower(s), word, nil) <= most
}

func notManifest(f *source.File, at source.Span, message, help string, shows problem.Location) *problem.Problem {
	shows.File, shows.Span = f, at
	return &problem.Problem{
		Rule: ruleNotManifest, Message: problem.Literal(message), Help: problem.Literal(help),
		Locations: []problem.Location{shows},
	}
}

// wrongVersion reports a value of apiVersion, and offers the right one where it can be put in place.
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
	p.Fix = &problem.Fix{File: f, Span: v.Span, Text: text, Description: "replace " + quoted(v.written(f)) + " by " + quoted(apiVersion)}
	return p
}

// written returns the text of a scalar, for a Null as the file has it.
func (n *Node) written(f *source.File) string {
	if n.Kind == Null {
		return string(f.Data[n.Span.Start:n.Span.End])
	}
	return n.Text
}

// noManifest says that a file that the user named holds none.
func noManifest(f *source.File, first source.Span) problem.Problem {
	return *notManifest(f, first, "file holds no manifest",
		"begin a manifest with apiVersion: "+apiVersion+" and kind: "+kindList,
		problem.Location{Label: problem.Literal("apiVersion: " + apiVersion + " is expected here")})
}
