// Package bundle writes policies as a bundle that Open Policy Agent loads, so that servers which have it
// already judge by them too.
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
	"github.com/tenantlint/tenantlint/internal/topology"
)

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
// same bytes. Version is that of the program.
func Write(w io.Writer, o policy.Options, version string) error {
	files, err := contents(o, version)
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
		h := &tar.Header{Name: "/" + f.name, Typeflag: tar.TypeReg, Mode: 0o644, Size: int64(len(f.text)), ModTime: time.Unix(0, 0), Format: tar.FormatUSTAR}
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

// answer is the module that servers are asked for.
//
//go:embed answer.rego
var answer []byte

// contents returns the files of the bundle, the manifest first.
func contents(o policy.Options, version string) ([]file, error) {
	files, roots, err := policies(o)
	if err != nil {
		return nil, err
	}
	files = append(files, file{"policies/answer.rego", bytes.Replace(answer, []byte("POLICIES"), []byte(digest(files)), 1)})
	slices.SortFunc(files, func(a, b file) int { return strings.Compare(a.name, b.name) })
	slices.Sort(roots)
	m, err := encode(manifest{
		Revision: digest(files), Roots: roots, RegoVersion: 1,
		Metadata: metadata{Tenantlint: version, Input: topology.InputVersion},
	})
	if err != nil {
		return nil, err
	}
	return append([]file{{".manifest", m}}, files...), nil
}

// policies returns the files of the policies and their data, and the parts of data that they own.
func policies(o policy.Options) (files []file, roots []string, err error) {
	facts, err := o.Facts()
	if err != nil {
		return nil, nil, err
	}
	data, err := encode(map[string]any{"facts": facts})
	if err != nil {
		return nil, nil, err
	}
	files = []file{{"data.json", data}}
	sources, err := o.Set.Sources(o.Rules)
	if err != nil {
		return nil, nil, err
	}
	roots = []string{"facts", "tenantlint"}
	for _, s := range sources {
		files = append(files, file{s.Path, s.Text})
		if s.Root != "" && !slices.Contains(roots, s.Root) {
			roots = append(roots, s.Root)
		}
	}
	return files, roots, nil
}

// digest tells the files of two bundles apart.
func digest(files []file) string {
	sums := sha256.New()
	for _, f := range slices.SortedFunc(slices.Values(files), func(a, b file) int { return strings.Compare(a.name, b.name) }) {
		_, _ = fmt.Fprintf(sums, "%x  %s\n", sha256.Sum256(f.text), f.name) // a hash takes all
	}
	return "sha256:" + hex.EncodeToString(sums.Sum(nil))
}

// Policies returns the digest by which an answer of a server says which policies it has.
func Policies(o policy.Options) (string, error) {
	files, _, err := policies(o)
	return digest(files), err
}

func encode(v any) ([]byte, error) {
	text, err := json.MarshalIndent(v, "", "  ")
	return append(text, '\n'), err
}
