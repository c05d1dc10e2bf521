package topology

import (
	"net/url"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tenantlint/tenantlint/internal/pattern"
)

// pipelines makes a row of each environment that native pipelines use, and of each Azure DevOps organization
// of a deployment.
func (b *builder) pipelines() {
	for _, d := range rowsOf(b.t, "deployments") {
		for o := range members(d, "devOps") {
			b.organization(d, o)
		}
		if str(d, "engine") != "powerPlatformPipelines" {
			continue
		}
		for s := range members(d, "stages") {
			stage := str(s, "stage")
			if stage == "" || stage == "host" {
				continue
			}
			for ref := range members(s, "environments") {
				b.pipelineUse(d, str(ref, "key"), stage == "development", false, ref.Get(atKey))
			}
		}
		for m := range members(d, "makers") {
			if env := str(m, "environment"); env != "" {
				b.pipelineUse(d, env, true, true, place(m, "environment"))
			}
		}
	}
	b.pipelineHosts()
}

// pipelineHosts adds to each row of an environment that pipelines of several hosts use which hosts these are.
func (b *builder) pipelineHosts() {
	hosts := map[string][]string{}
	for _, row := range rowsOf(b.t, "pipelineUses") {
		env, host := str(row, "environment"), str(row, "host")
		if host != "" && !slices.Contains(hosts[env], host) {
			hosts[env] = append(hosts[env], host)
		}
	}
	for _, row := range rowsOf(b.t, "pipelineUses") {
		if all := hosts[str(row, "environment")]; len(all) > 1 && str(row, "host") != "" {
			b.words.put(row, "conflict", strings.Join(slices.Sorted(slices.Values(all)), " "))
		}
	}
}

func (b *builder) pipelineUse(d ast.Object, env string, source, maker bool, at *ast.Term) {
	row := newRow(at)
	b.words.put(row, "environment", env)
	b.words.put(row, "deployment", str(d, "name"))
	if host := str(d, "host"); host != "" {
		b.words.put(row, "host", host)
		row.Insert(ast.InternedTerm("hostAt"), place(d, "host"))
	}
	put(row, "source", source)
	put(row, "maker", maker)
	if isUnknown(d, "host") {
		row.Insert(unknown, ast.ObjectTerm(item("host", yes)))
	}
	b.add("pipelineUses", row)
}

func (b *builder) organization(d, o ast.Object) {
	text := str(o, "organization")
	if text == "" {
		return
	}
	row := newRow(place(o, "organization"))
	b.words.put(row, "tenant", str(o, "tenant"))
	b.words.put(row, "deployment", str(d, "name"))
	b.words.put(row, "text", text)
	name, elsewhere := organizationName(text)
	b.words.put(row, "name", name)
	b.words.put(row, "host", elsewhere)
	b.add("organizations", row)
}

// organizationNames are the names that Azure DevOps gives to organizations: letters, digits and hyphens, with
// a letter or digit at both ends, at most 50 of them.
var organizationNames = pattern.New(`^[a-z0-9]([a-z0-9-]{0,48}[a-z0-9])?$`)

// organizationName returns the name of an Azure DevOps organization in lower case, from its address in the
// new or the old form or from the bare name; it is "" where the text is none of them. Host is that of an
// address elsewhere.
func organizationName(text string) (name, host string) {
	s := strings.ToLower(strings.TrimSpace(text))
	address := s
	if !strings.Contains(s, "://") {
		if !strings.ContainsAny(s, "./") {
			if organizationNames().MatchString(s) {
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
	if !organizationNames().MatchString(name) {
		name = ""
	}
	return name, host
}
