package sarif

import "github.com/tenantlint/tenantlint/internal/report"

// The types of SARIF 2.1.0 (OASIS, 27 March 2020) that the report uses, with properties in the order in which they are
// written. Properties without a value are omitted: the standard's sentinels, such as an index of -1, are never written.
type (
	log struct {
		Schema  string `json:"$schema"`
		Version string `json:"version"`
		Runs    []run  `json:"runs"`
	}
	run struct {
		Tool                     tool                        `json:"tool"`
		AutomationDetails        automationDetails           `json:"automationDetails"`
		VersionControlProvenance optional                    `json:"versionControlProvenance,omitempty"` // []versionControl
		OriginalURIBaseIDs       map[string]artifactLocation `json:"originalUriBaseIds"`
		Invocations              []invocation                `json:"invocations"`
		ColumnKind               string                      `json:"columnKind"`
		Results                  report.Items                `json:"results"`                    // resultObject
		LogicalLocations         optional                    `json:"logicalLocations,omitempty"` // []logicalLocation
	}
	// optional is the type of a property that few logs have, nil if absent. The encoder analyzes the actual type, which is
	// slow, only when it encounters a value.
	optional = any
	tool     struct {
		Driver component `json:"driver"`
	}
	component struct {
		Name            string       `json:"name"`
		FullName        string       `json:"fullName"`
		Organization    string       `json:"organization"`
		Product         string       `json:"product"`
		GUID            string       `json:"guid"`
		Version         string       `json:"version"`
		SemanticVersion string       `json:"semanticVersion,omitempty"`
		InformationURI  string       `json:"informationUri"`
		DownloadURI     string       `json:"downloadUri"`
		Language        string       `json:"language"`
		Rules           report.Items `json:"rules"`         // descriptor
		Notifications   report.Items `json:"notifications"` // descriptor
	}
	descriptor struct {
		ID                   string          `json:"id"`
		DeprecatedIDs        []string        `json:"deprecatedIds,omitempty"`
		Name                 string          `json:"name"`
		ShortDescription     text            `json:"shortDescription"`
		FullDescription      text            `json:"fullDescription"`
		Help                 text            `json:"help"`
		HelpURI              string          `json:"helpUri,omitempty"`
		MessageStrings       map[string]text `json:"messageStrings,omitempty"`
		DefaultConfiguration *configuration  `json:"defaultConfiguration,omitempty"`
		Properties           *ruleProperties `json:"properties,omitempty"`
	}
	text struct {
		Text     string `json:"text"`
		Markdown string `json:"markdown,omitempty"`
	}
	// configuration omits "enabled", which is true by default.
	configuration struct {
		Level string `json:"level"`
	}
	// ruleProperties are the properties that code scanning reads.
	ruleProperties struct {
		Tags             []string `json:"tags"`
		Precision        string   `json:"precision,omitempty"`
		ProblemSeverity  string   `json:"problem.severity"`
		SecuritySeverity string   `json:"security-severity,omitempty"`
	}
	automationDetails struct {
		ID         string   `json:"id"`
		Properties optional `json:"properties,omitempty"` // *pipelineProperties
	}
	// pipelineProperties are the properties by which Advanced Security for Azure DevOps identifies a pipeline.
	pipelineProperties struct {
		DefinitionID   string `json:"azuredevops/pipeline/build/buildDefinitionId"`
		DefinitionName string `json:"azuredevops/pipeline/build/buildDefinitionName"`
		PhaseID        string `json:"azuredevops/pipeline/build/phaseId"`
		PhaseName      string `json:"azuredevops/pipeline/build/phaseName"`
	}
	versionControl struct {
		RepositoryURI string           `json:"repositoryUri"`
		RevisionID    string           `json:"revisionId,omitempty"`
		Branch        string           `json:"branch,omitempty"`
		MappedTo      artifactLocation `json:"mappedTo"`
	}
	artifactLocation struct {
		URI         string `json:"uri,omitempty"`
		URIBaseID   string `json:"uriBaseId,omitempty"`
		Description *text  `json:"description,omitempty"`
	}
	invocation struct {
		ExecutionSuccessful        bool           `json:"executionSuccessful"`
		ExitCode                   int            `json:"exitCode"`
		ExitCodeDescription        string         `json:"exitCodeDescription,omitempty"`
		ToolExecutionNotifications []notification `json:"toolExecutionNotifications"`
	}
	notification struct {
		Descriptor     reference  `json:"descriptor"`
		AssociatedRule *reference `json:"associatedRule,omitempty"`
		Level          string     `json:"level"`
		Message        text       `json:"message"`
		Locations      optional   `json:"locations,omitempty"` // []location
	}
	reference struct {
		ID    string `json:"id"`
		Index int    `json:"index"`
	}
	// resultObject is a result. Either all results of a run have suppressions, or none; the same applies to baseline states
	// (3.27.23, 3.27.24).
	resultObject struct {
		RuleID              string        `json:"ruleId"`
		RuleIndex           int           `json:"ruleIndex"`
		Level               string        `json:"level"`
		Message             message       `json:"message"`
		Locations           []location    `json:"locations"`
		RelatedLocations    []location    `json:"relatedLocations,omitempty"`
		PartialFingerprints fingerprints  `json:"partialFingerprints"`
		Suppressions        []suppression `json:"suppressions,omitzero"`
		BaselineState       string        `json:"baselineState,omitempty"`
		Fixes               []fix         `json:"fixes,omitempty"`
	}
	suppression struct {
		Kind          string    `json:"kind"`
		Status        string    `json:"status"`
		Justification string    `json:"justification,omitempty"`
		Location      *location `json:"location,omitempty"`
	}
	message struct {
		ID        string   `json:"id"`
		Text      string   `json:"text"`
		Arguments []string `json:"arguments,omitempty"`
	}
	location struct {
		ID               int               `json:"id,omitempty"`
		PhysicalLocation physicalLocation  `json:"physicalLocation"`
		LogicalLocations []logicalLocation `json:"logicalLocations,omitempty"`
		Message          *text             `json:"message,omitempty"`
	}
	physicalLocation struct {
		ArtifactLocation artifactLocation `json:"artifactLocation"`
		Region           *region          `json:"region,omitempty"`
		ContextRegion    *region          `json:"contextRegion,omitempty"`
	}
	region struct {
		StartLine   int      `json:"startLine"`
		StartColumn int      `json:"startColumn"`
		EndLine     int      `json:"endLine"`
		EndColumn   int      `json:"endColumn"`
		Snippet     *content `json:"snippet,omitempty"`
	}
	content struct {
		Text string `json:"text"`
	}
	// logicalLocation is complete in the run; a location contains only its name and index.
	logicalLocation struct {
		Name               string `json:"name,omitempty"`
		FullyQualifiedName string `json:"fullyQualifiedName"`
		Kind               string `json:"kind,omitempty"`
		Index              *int   `json:"index,omitempty"`
	}
	fingerprints struct {
		PrimaryLocationLineHash string `json:"primaryLocationLineHash"`
		Identity                string `json:"tenantlintIdentity/v1,omitempty"`
	}
	fix struct {
		Description     text             `json:"description"`
		ArtifactChanges []artifactChange `json:"artifactChanges"`
	}
	artifactChange struct {
		ArtifactLocation artifactLocation `json:"artifactLocation"`
		Replacements     []replacement    `json:"replacements"`
	}
	replacement struct {
		DeletedRegion   region  `json:"deletedRegion"`
		InsertedContent content `json:"insertedContent"`
	}
)
