package sarif

import (
	"github.com/tenantlint/tenantlint/internal/pattern"
	"github.com/tenantlint/tenantlint/internal/report"
	"github.com/tenantlint/tenantlint/internal/result"
)

const (
	schemaURI   = "https://json.schemastore.org/sarif-2.1.0.json"
	homepage    = "https://github.com/tenantlint/tenantlint"
	releases    = homepage + "/releases"
	productGUID = "414d1edb-6c3c-541d-896c-955d94fca6a8"
	// columnKind declares that columns count UTF-16 code units, as code scanning expects.
	columnKind = "utf16CodeUnits"
)

// newLog returns a log with one run, without rules and results.
func newLog(r *result.Run) *log {
	out := &log{Schema: schemaURI, Version: "2.1.0", Runs: []run{{
		Tool:              tool{newDriver(r.Version)},
		AutomationDetails: newAutomationDetails(r.Pipeline),
		OriginalURIBaseIDs: map[string]artifactLocation{
			rootID: {Description: &text{Text: "The root of the repository, to which the paths are relative."}},
		},
		ColumnKind: columnKind,
	}}}
	if p := provenance(r.Repository); p != nil {
		out.Runs[0].VersionControlProvenance = p
	}
	return out
}

func newDriver(version string) component {
	c := component{
		Name:           report.ToolName,
		FullName:       report.ToolName + " " + version,
		Organization:   report.ToolName,
		Product:        report.ToolName,
		GUID:           productGUID,
		Version:        version,
		InformationURI: homepage,
		DownloadURI:    releases,
		Language:       "en-US",
	}
	if semanticVersion().MatchString(version) {
		c.SemanticVersion = version
	}
	return c
}

// semanticVersion matches versions according to Semantic Versioning 2.0.0; a build from source does not have one.
var semanticVersion = pattern.New(`^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$`)
