package topology

import (
	"net/url"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// addPipelineUses adds a row for each environment that the native pipelines of a deployment use, and for each of its
// Azure DevOps organizations.
func (b *builder) addPipelineUses(d *record) {
	for o := range members(d, col.DevOps) {
		b.addOrganization(d, o)
	}
	if str(d, col.Engine) != "powerPlatformPipelines" {
		return
	}
	for s := range members(d, col.Stages) {
		stage := str(s, col.Stage)
		if stage == "" || stage == "host" {
			continue
		}
		for ref := range members(s, col.Environments) {
			b.addPipelineUse(d, str(ref, col.Key), stage == "development", false, ref.get(col.At))
		}
	}
	for m := range members(d, col.Makers) {
		if env := str(m, col.Environment); env != "" {
			b.addPipelineUse(d, env, true, true, columnPath(m, col.Environment))
		}
	}
}

// addPipelineHosts adds the hosts to the rows of environments that pipelines of several hosts use.
func (b *builder) addPipelineHosts() {
	hosts := map[string][]string{}
	for row := range b.rowsOf("pipelineUses") {
		env, host := str(row, col.Environment), str(row, col.Host)
		if host != "" && !slices.Contains(hosts[env], host) {
			hosts[env] = append(hosts[env], host)
		}
	}
	b.updateColumns(b.docs, "pipelineUses", []column{col.Conflict}, func(row *record, values []*ast.Term) {
		if all := hosts[str(row, col.Environment)]; len(all) > 1 && str(row, col.Host) != "" {
			values[0] = b.interner.term(strings.Join(slices.Sorted(slices.Values(all)), " "))
		}
	})
}

func (b *builder) addPipelineUse(d *record, env string, source, maker bool, at *ast.Term) {
	row := b.newRow("pipelineUses", at)
	b.interner.put(row, col.Environment, env)
	b.interner.put(row, col.Deployment, str(d, col.Name))
	if host := str(d, col.Host); host != "" {
		b.interner.put(row, col.Host, host)
		row.set(col.HostAt, columnPath(d, col.Host))
	}
	put(row, col.Source, source)
	put(row, col.Maker, maker)
	if isUnknown(d, col.Host) {
		row.set(col.Unknown, ast.ObjectTerm(ast.Item(col.Host.term(), trueTerm)))
	}
	b.addRow(row)
}

func (b *builder) addOrganization(d, o *record) {
	text := str(o, col.Organization)
	if text == "" {
		return
	}
	row := b.newRow("organizations", columnPath(o, col.Organization))
	b.interner.put(row, col.Tenant, str(o, col.Tenant))
	b.interner.put(row, col.Deployment, str(d, col.Name))
	b.interner.put(row, col.Text, text)
	name, elsewhere := organizationName(text)
	b.interner.put(row, col.Name, name)
	b.interner.put(row, col.Host, elsewhere)
	b.addRow(row)
}

// isOrganization reports whether a lower-case string is a valid name of an Azure DevOps organization: at most 50
// letters, digits and hyphens, with a letter or digit at both ends.
func isOrganization(s string) bool {
	if s == "" || len(s) > 50 || s[0] == '-' || s[len(s)-1] == '-' {
		return false
	}
	for i := range len(s) {
		if c := s[i]; c != '-' && (c < '0' || c > '9') && (c < 'a' || c > 'z') {
			return false
		}
	}
	return true
}

// organizationName returns the lower-case name of an Azure DevOps organization, given a URL in the new or the old form
// or just the name, and "" for any other text. For a URL of another service it returns the host.
func organizationName(text string) (name, host string) {
	s := strings.ToLower(strings.TrimSpace(text))
	address := s
	if !strings.Contains(s, "://") {
		if !strings.ContainsAny(s, "./") {
			if isOrganization(s) {
				return s, ""
			}
			return "", ""
		}
		address = "https://" + s
	}
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		return "", ""
	}
	host = u.Hostname()
	if sub, ok := strings.CutSuffix(host, ".visualstudio.com"); ok {
		name, host = sub, ""
	} else if host == "dev.azure.com" {
		name, _, _ = strings.Cut(strings.TrimPrefix(u.Path, "/"), "/")
		host = ""
	}
	if !isOrganization(name) {
		name = ""
	}
	return name, host
}
