package config

import (
	_ "embed"

	"github.com/tenantlint/tenantlint/internal/source"
)

// StarterFile is a file that init creates.
type StarterFile struct {
	// Path is slash-separated and relative to the root.
	Path string
	Text []byte
}

//go:embed starter/tenantlint.yaml
var starterConfig []byte

//go:embed starter/tenant.yaml
var starterManifest []byte

// Starter returns the files that init creates in a repository: a configuration that sets nothing, and a manifest
// without findings.
func Starter() []StarterFile {
	return []StarterFile{{source.ConfigName, starterConfig}, {"manifests/tenant.yaml", starterManifest}}
}
