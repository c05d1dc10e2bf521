package importer

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/tenantlint/tenantlint/internal/conform"
	"github.com/tenantlint/tenantlint/internal/pattern"
)

// sketch is the draft of a deployment, made from its settings for the user to complete.
type sketch struct {
	name    string
	sortKey string // sort key for numbering drafts of the same name
	object  *object
	path    string
	// users contains the addresses of the environments in which the application is a user.
	users []string
	// stages contains pairs of a stage and the address of its environment, in order.
	stages [][2]string
	// makers contains pairs of a user and the address of their environment.
	makers [][2]string
}

func (r *reader) sketch(name, sortKey, engine string) *sketch {
	o := newObject(shapes()["Deployment"], fmt.Sprintf("deployment %q", name))
	s := &sketch{name: name, sortKey: sortKey, object: o, path: r.export.Path}
	f := s.object.field("description")
	f.value, f.known = "A draft by tenantlint import; complete it before you rely on it", true
	r.set(s.object, "engine", engine)
	s.object.markMissing("scenario", "stages")
	r.sketches = append(r.sketches, s)
	return s
}

var devOpsURL = pattern.New(`(?i)https://(?:[a-z]+\.)?dev\.azure\.com/([a-z0-9][a-z0-9-]*)|https://([a-z0-9][a-z0-9-]*)\.visualstudio\.com`)

func devOpsOrganization(text string) string {
	m := devOpsURL().FindStringSubmatch(text)
	if m == nil {
		return ""
	}
	return m[1] + m[2]
}

// readConnections reads service connections to environments and skips connections to other services. It reads no field
// that could contain a secret.
func readConnections(r *reader, x *export) {
	byApp := map[string]*sketch{}
	skipped := 0
	r.each(func(rec record) {
		if rec.text("type") != "powerplatform-spn" {
			skipped++
			return
		}
		app := ""
		for _, key := range []string{"applicationId", "serviceprincipalid"} {
			if id := guid(rec.text("authorization.parameters." + key)); id != "" {
				app = id
			}
		}
		if app == "" {
			r.noteSkipped("a service connection")
			return
		}
		r.countImported()
		organization := ""
		for _, key := range []string{"createdBy.imageUrl", "createdBy.url", "createdBy._links.avatar.href"} {
			if organization == "" {
				organization = devOpsOrganization(rec.text(key))
			}
		}
		s := byApp[app]
		if s == nil {
			name := "azure-devops"
			if organization != "" {
				name += "-" + slug(organization)
			}
			s = r.sketch(name, app, "azureDevOps")
			byApp[app] = s
			a := s.object.inner("application")
			r.set(a, "appId", app)
			a.markMissing("tenant", "signInAudience", "adminConsent")
			a.markList("applicationUsers", false)
			if organization != "" {
				d := s.object.inner("devOps")
				r.set(d, "organization", organization)
				d.markMissing("tenant")
			}
		}
		if host := hostOf(rec.text("url")); host != "" {
			s.users = append(s.users, host)
		}
	})
	if skipped > 0 {
		r.note(x.Path, countNoun(skipped, "service connection")+" to other services not imported")
	}
}

// stageNames maps the stage names in the settings of the ALM Accelerator to those of manifests.
var stageNames = map[string]string{
	"dev":         "development",
	"development": "development",
	"validation":  "validation",
	"test":        "test",
	"prod":        "production",
	"production":  "production",
}

func (r *reader) fileStem() string {
	name := slug(strings.TrimSuffix(path.Base(r.export.Path), path.Ext(r.export.Path)))
	if name == "" {
		return "alm-accelerator"
	}
	return name
}

func readAccelerator(r *reader, _ *export) {
	s := r.sketch(r.fileStem(), r.export.Path, "almAccelerator")
	hostByStage := map[string]string{}
	r.each(func(rec record) {
		r.countImported()
		if host := hostOf(rec.text("environmentUrl")); host != "" {
			hostByStage["development"] = host
		}
		stage := stageNames[strings.ToLower(rec.text("deploymentEnvironmentName"))]
		if host := hostOf(rec.text("deploymentEnvironmentUrl")); stage != "" && host != "" {
			hostByStage[stage] = host
		}
	})
	s.addStages(hostByStage)
	s.object.markMissing("application", "devOps")
}

func (s *sketch) addStages(hostByStage map[string]string) {
	for _, stage := range []string{"development", "validation", "test", "production"} {
		if hostByStage[stage] != "" {
			s.stages = append(s.stages, [2]string{stage, hostByStage[stage]})
		}
	}
}

func readCoE(r *reader, _ *export) {
	r.each(func(rec record) {
		r.countImported()
		s := r.sketch(r.fileStem(), r.export.Path, "almAccelerator")
		organization := devOpsOrganization(rec.text("devOpsOrganization"))
		if organization != "" {
			d := s.object.inner("devOps")
			r.set(d, "organization", organization)
			d.markMissing("tenant")
		}
		s.object.markMissing("application", "makerGroup")
		hostByStage := map[string]string{}
		settings := rec.inner("settings")
		for _, word := range []string{"validation", "test", "prod"} {
			if host := hostOf(settings.text(word)); host != "" {
				hostByStage[stageNames[word]] = host
			}
		}
		s.addStages(hostByStage)
		if user, host := rec.text("user"), hostOf(rec.text("environment")); conform.Valid("upn", user) && host != "" {
			s.makers = append(s.makers, [2]string{user, host})
		}
	})
}

// resolveSketch resolves the addresses of a sketch to imported environments. It reports an environment that is not
// imported instead of referring to it, because the reference would be unresolved.
func (im *importer) resolveSketch(s *sketch, byHost map[string]string) {
	r := &reader{importer: im, export: &export{Export: Export{Path: s.path}}, rank: rankSketch}
	missing := map[string]bool{}
	find := func(host string) string {
		name := byHost[host]
		if name == "" {
			missing[host] = true
		}
		return name
	}
	var users []string
	for _, host := range s.users {
		if name := find(host); name != "" {
			users = append(users, name)
		}
	}
	if len(users) > 0 {
		r.addTexts(s.object.inner("application"), "applicationUsers", users, false)
	}
	for _, stage := range s.stages {
		if name := find(stage[1]); name != "" {
			item := s.object.list("stages").getOrAdd("stage", stage[0])
			r.set(item, "stage", stage[0])
			r.addTexts(item, "environments", []string{name}, true)
		}
	}
	for _, maker := range s.makers {
		if name := find(maker[1]); name != "" {
			item := s.object.list("makers").getOrAdd("maker", maker[0]+" "+name)
			r.set(item, "user", maker[0])
			r.set(item, "environment", name)
		}
	}
	hosts := make([]string, 0, len(missing))
	for h := range missing {
		hosts = append(hosts, h)
	}
	slices.Sort(hosts)
	for _, h := range hosts {
		im.note(s.path, fmt.Sprintf("no environment with the address %q is imported", h))
	}
}
