package lsp

import (
	"path/filepath"

	"github.com/tenantlint/tenantlint/internal/finding"
	"github.com/tenantlint/tenantlint/internal/manifest"
	"github.com/tenantlint/tenantlint/internal/problem"
	"github.com/tenantlint/tenantlint/internal/source"
	"github.com/tenantlint/tenantlint/internal/topology"
)

// state is the outcome of the last check, with indexes for requests.
type state struct {
	outcome

	uris     map[string]string // URIs of the open files, by absolute path
	absPaths map[string]string // absolute paths of the files that were read, by the path in reports
	// byPath contains the manifests by absolute path; nil until first use.
	byPath map[string][]*manifest.Document
	// published contains the findings, once for each of their locations, by URI.
	published  map[string][]publishedFinding
	references *topology.ReferenceIndex // nil until first use
}

// publishedFinding is a finding at one of its locations, as it is shown in the editor.
type publishedFinding struct {
	diagnostic

	finding *finding.Finding
	loc     problem.Location
}

func newState(out outcome, open map[string]*document) *state {
	s := &state{
		outcome: out, uris: map[string]string{}, absPaths: map[string]string{},
		published: map[string][]publishedFinding{},
	}
	for _, d := range open {
		s.uris[d.file.Path] = d.uri
	}
	if out.result == nil {
		return s
	}
	for _, in := range out.result.Files {
		s.absPaths[in.Path] = in.Abs
	}
	return s
}

// documents returns the manifests of an open file.
func (s *state) documents(uri string) []*manifest.Document {
	abs, _ := uriToPath(uri, windows)
	return s.documentsAt(abs)
}

// documentsOf returns the manifests of a file.
func (s *state) documentsOf(f *source.File) []*manifest.Document { return s.documentsAt(s.abs(f)) }

func (s *state) documentsAt(abs string) []*manifest.Document {
	if s.byPath == nil && s.result != nil {
		s.byPath = map[string][]*manifest.Document{}
		for _, d := range s.result.Documents {
			at := s.abs(d.File)
			s.byPath[at] = append(s.byPath[at], d.Document)
		}
	}
	return s.byPath[abs]
}

// abs returns the absolute path of a file.
func (s *state) abs(f *source.File) string {
	if abs, ok := s.absPaths[f.Path]; ok {
		return abs
	}
	path := filepath.FromSlash(f.Path)
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(s.root, path)
}

// uri returns the URI of a file. If the file is open, it is spelled as by the client.
func (s *state) uri(f *source.File) string {
	abs := s.abs(f)
	if uri, ok := s.uris[abs]; ok {
		return uri
	}
	return pathToURI(abs, windows)
}

// version returns the version of the open file that was checked, or nil if the file is not open.
func (s *state) version(f *source.File) *int {
	if v, ok := s.versions[s.abs(f)]; ok {
		return &v
	}
	return nil
}

// isUnparsed reports whether a file does not parse as it is in the editor.
func (s *state) isUnparsed(f *source.File) bool {
	_, unparsed := s.unparsed[s.abs(f)]
	return unparsed
}

// referenceIndex returns the index of all references to names, which is built on first use.
func (s *state) referenceIndex() *topology.ReferenceIndex {
	if s.references == nil {
		s.references = topology.NewReferenceIndex(s.result.Documents)
	}
	return s.references
}
