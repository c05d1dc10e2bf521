package sarif

import (
	"github.com/tenantlint/tenantlint/internal/report"
	"github.com/tenantlint/tenantlint/internal/result"
)

// analysisID is the category under which code scanning keeps the alerts; it ends with a slash,
// because what follows one would be the id of the single run.
const analysisID = report.ToolName + "/"

// newAutomationDetails names the analysis. Advanced Security for Azure DevOps wants the pipeline in the
// name; elsewhere that would start a new set of alerts with each run.
func newAutomationDetails(p *result.Pipeline) automationDetails {
	if p == nil {
		return automationDetails{ID: analysisID}
	}
	return automationDetails{
		ID:         "azuredevops/pipeline/build/" + p.BuildID + "/" + analysisID,
		Properties: &pipelineProperties{p.DefinitionID, p.DefinitionName, p.PhaseID, p.PhaseName},
	}
}

// provenance says from which state of which repository the files are. Without an address there is
// nothing that the standard would let it say.
func provenance(r *result.Repository) rare {
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
