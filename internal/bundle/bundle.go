// Package bundle writes policies as a bundle for Open Policy Agent, so that OPA servers can evaluate them.
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
	"github.com/tenantlint/tenantlint/internal/rule"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// Options configures the contents of a bundle.
type Options struct {
	policy.Options

	// Rules are the rules of Set that the bundle contains.
	Rules []*rule.Rule
	// Adapter is the program that expects findings under its own rule names, one of Adapters; it is empty for OPA.
	Adapter string
	// Severity contains the levels that the configuration sets, by rule id. Only an adapter needs levels.
	Severity map[string]problem.Level
	// Version is the version of tenantlint.
	Version string
}

//go:embed conftest.rego
var conftestAdapter []byte

// Adapters returns the programs that have an adapter.
func Adapters() []string { return []string{"conftest"} }

// manifest is the file .manifest of a bundle, as described in OPA's documentation of bundles.
type manifest struct {
	// Revision is the digest of all other files.
	Revision string `json:"revision"`
	// Roots lists the paths below data that the bundle owns.
	Roots       []string `json:"roots"`
	RegoVersion int      `json:"rego_version"`
	Metadata    metadata `json:"metadata"`
}

type metadata struct {
	// Tenantlint is the version of the program; Input is the version of the input that its policies expect.
	Tenantlint string `json:"tenantlint"`
	Input      int    `json:"input"`
}

// file is a file of a bundle.
type file struct {
	name string
	text []byte
}

// Write writes a bundle of the policies of o.Rules, their libraries and their data. The output for the same policies is
// always the same. The error is a *policy.Error or that of w.
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
		// Omit times and owners, which would differ from run to run.
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

// answerModule is the module that clients query.
//
//go:embed answer.rego
var answerModule []byte

// contents returns the files of the bundle, the manifest first.
func contents(o Options) ([]file, error) {
	data, sources, err := policies(o)
	if err != nil {
		return nil, err
	}
	files, err := bundleFiles(data, sources)
	if err != nil {
		return nil, err
	}
	sources = append(sources, file{"policies/answer.rego", bytes.Replace(answerModule, []byte("POLICIES"), []byte(digest(files)), 1)})
	if o.Adapter != "" {
		sources = append(sources, file{"adapter/conftest.rego", conftestAdapter})
		data["levels"], data["severity"] = o.levels()
	}
	if files, err = bundleFiles(data, sources); err != nil {
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

// policies returns the data below root, and the files of policies.
func policies(o Options) (data map[string]any, sources []file, err error) {
	facts, err := o.Facts()
	if err != nil {
		return nil, nil, err
	}
	policySources, err := o.Set.Sources(o.Rules)
	if err != nil {
		return nil, nil, err
	}
	for _, s := range policySources {
		text, err := underRoot(s.Path, s.Text)
		if err != nil {
			return nil, nil, err
		}
		sources = append(sources, file{s.Path, text})
	}
	return map[string]any{"facts": facts}, sources, nil
}

// bundleFiles returns all files except the manifest, ordered by name.
func bundleFiles(data map[string]any, sources []file) ([]file, error) {
	text, err := encode(map[string]any{root: data})
	if err != nil {
		return nil, err
	}
	files := append([]file{{"data.json", text}}, sources...)
	slices.SortFunc(files, func(a, b file) int { return strings.Compare(a.name, b.name) })
	return files, nil
}

// digest returns the digest of the names and contents of files.
func digest(files []file) string {
	sums := sha256.New()
	for _, f := range files {
		_, _ = fmt.Fprintf(sums, "%x  %s\n", sha256.Sum256(f.text), f.name) // writing to a hash never fails
	}
	return "sha256:" + hex.EncodeToString(sums.Sum(nil))
}

// Policies returns the digest that identifies the policies in the answer of a server.
func Policies(o Options) (string, error) {
	data, sources, err := policies(o)
	if err != nil {
		return "", err
	}
	files, err := bundleFiles(data, sources)
	return digest(files), err
}

// levels returns the names of levels by rule id: the default levels, which a finding can override, and the levels that
// the configuration sets.
func (o Options) levels() (defaults, severity map[string]string) {
	defaults, severity = map[string]string{}, map[string]string{}
	for _, r := range o.Rules {
		defaults[r.ID] = r.Level.String()
		if level, ok := o.Severity[r.ID]; ok {
			severity[r.ID] = level.String()
		}
	}
	return defaults, severity
}

func encode(v any) ([]byte, error) {
	text, err := json.MarshalIndent(v, "", "  ")
	return append(text, '\n'), err
}
