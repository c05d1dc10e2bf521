// Package bundle writes policies as a bundle that Open Policy Agent loads, so that servers which have it
// already evaluate by them too.
package bundle

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/tenantlint/tenantlint/internal/policy"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// Options say what a bundle holds.
type Options struct {
	policy.Options

	// Adapter is the program that needs findings by names of its own, one of Adapters; it is empty for OPA.
	Adapter string
	// Severity are the levels that the configuration sets, by the ids of rules. Only an adapter needs levels.
	Severity map[string]problem.Level
	// Version is that of tenantlint.
	Version string
}

//go:embed conftest.rego
var conftest []byte

// Adapters returns the programs for which there is an adapter.
func Adapters() []string { return []string{"conftest"} }

// manifest is the file .manifest of a bundle, as OPA's documentation of bundles describes it.
type manifest struct {
	// Revision is the digest of all other files.
	Revision string `json:"revision"`
	// Roots are the parts of data that the bundle owns.
	Roots       []string `json:"roots"`
	RegoVersion int      `json:"rego_version"`
	Metadata    metadata `json:"metadata"`
}

type metadata struct {
	// Tenantlint is the version of the program, Input that of the input that its policies take.
	Tenantlint string `json:"tenantlint"`
	Input      int    `json:"input"`
}

// file is a file of a bundle.
type file struct {
	name string
	text []byte
}

// Write writes the policies of o's rules, what they share and their data. The same policies give the
// same bytes. An error is a *policy.Error or of w.
func Write(w io.Writer, o Options) error {
	files, err := contents(o)
	if err != nil {
		return err
	}
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	t := tar.NewWriter(z)
	for _, f := range files {
		// Neither times nor owners: they would differ from run to run.
		h := &tar.Header{
			Name:     "/" + f.name,
			Typeflag: tar.TypeReg,
			Mode:     0o644,
			Size:     int64(len(f.text)),
			ModTime:  time.Unix(0, 0),
			Format:   tar.FormatUSTAR,
		}
		if err := t.WriteHeader(h); err != nil {
			return err
		}
		if _, err := t.Write(f.text); err != nil {
			return err
		}
	}
	if err := t.Close(); err != nil {
		return err
	}
	return z.Close()
}

// answer is the module that servers are requested.
//
//go:embed answer.rego
var answer []byte

// contents returns the files of the bundle, the manifest first.
func contents(o Options) ([]file, error) {
	data, sources, err := policies(o.Options)
	if err != nil {
		return nil, err
	}
	files, err := whole(data, sources)
	if err != nil {
		return nil, err
	}
	sources = append(sources, file{"policies/answer.rego", bytes.Replace(answer, []byte("POLICIES"), []byte(digest(files)), 1)})
	if o.Adapter != "" {
		sources = append(sources, file{"adapter/conftest.rego", conftest})
		data["levels"], data["severity"] = o.levels()
	}
	if files, err = whole(data, sources); err != nil {
		return nil, err
	}
	m, err := encode(manifest{
		Revision: digest(files), Roots: []string{root}, RegoVersion: 1,
		Metadata: metadata{Tenantlint: o.Version, Input: topology.InputVersion},
	})
	if err != nil {
		return nil, err
	}
	return append([]file{{".manifest", m}}, files...), nil
}

// policies returns the data of policies below root, and their files.
func policies(o policy.Options) (data map[string]any, sources []file, err error) {
	facts, err := o.Facts()
	if err != nil {
		return nil, nil, err
	}
	all, err := o.Set.Sources(o.Rules)
	if err != nil {
		return nil, nil, err
	}
	for _, s := range all {
		text, err := underRoot(s.Path, s.Text)
		if err != nil {
			return nil, nil, err
		}
		sources = append(sources, file{s.Path, text})
	}
	return map[string]any{"facts": facts}, sources, nil
}

// whole returns all files but the manifest, ordered by name.
func whole(data map[string]any, sources []file) ([]file, error) {
	text, err := encode(map[string]any{root: data})
	if err != nil {
		return nil, err
	}
	files := append([]file{{"data.json", text}}, sources...)
	slices.SortFunc(files, func(a, b file) int { return strings.Compare(a.name, b.name) })
	return files, nil
}

// digest distinguishes the files of two bundles.
func digest(files []file) string {
	sums := sha256.New()
	for _, f := range files {
		_, _ = fmt.Fprintf(sums, "%x  %s\n", sha256.Sum256(f.text), f.name) // a hash takes all
	}
	return "sha256:" + hex.EncodeToString(sums.Sum(nil))
}

// Policies returns the digest by which an answer of a server says which policies it has.
func Policies(o policy.Options) (string, error) {
	data, sources, err := policies(o)
	if err != nil {
		return "", err
	}
	files, err := whole(data, sources)
	return digest(files), err
}

// levels returns the names of the levels of rules by their ids: those that findings have unless they say another, and
// those that the configuration sets.
func (o Options) levels() (usual, severity map[string]string) {
	usual, severity = map[string]string{}, map[string]string{}
	for _, r := range o.Rules {
		usual[r.ID] = r.Level.String()
		if level, ok := o.Severity[r.ID]; ok {
			severity[r.ID] = level.String()
		}
	}
	return usual, severity
}

func encode(v any) ([]byte, error) {
	text, err := json.MarshalIndent(v, "", "  ")
	return append(text, '\n'), err
}
