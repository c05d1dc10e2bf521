package sarif

import (
	"github.com/tenantlint/tenantlint/internal/report"
	"github.com/tenantlint/tenantlint/internal/result"
)

// analysisID is the category under which code scanning stores alerts. It ends with a slash, because anything after the
// last slash is the id of the individual run.
const analysisID = report.ToolName + "/"

// newAutomationDetails returns the id of the analysis. Advanced Security for Azure DevOps requires the pipeline in it;
// elsewhere that would create a new set of alerts on each run.
func newAutomationDetails(p *result.Pipeline) automationDetails {
	if p == nil {
		return automationDetails{ID: analysisID}
	}
	return automationDetails{
		ID:         "azuredevops/pipeline/build/" + p.BuildID + "/" + analysisID,
		Properties: &pipelineProperties{p.DefinitionID, p.DefinitionName, p.PhaseID, p.PhaseName},
	}
}

// provenance returns the repository and revision of the files, or nil if the repository has no URL, which the standard
// requires.
func provenance(r *result.Repository) []versionControl {
	if r == nil || r.URL == "" {
		return nil
	}
	return []versionControl{{
		RepositoryURI: r.URL,
		RevisionID:    r.Revision,
		Branch:        r.Branch,
		MappedTo:      artifactLocation{URIBaseID: rootID},
	}}
}
