// Package gen generates topologies of any size for benchmarks and tests. The same plan gives the same bytes, and the
// number of findings of each rule is known. The program itself does not use it.
package gen

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Plan is the size of a topology and the number of mistakes in it. Each mistake causes one finding. Mistakes of the
// same kind are in different tenants or environments, so there must be enough of them.
type Plan struct {
	// Environments is the number of environments, at most twenty per tenant.
	Environments int
	// Federated is the number of domains that are federated with two tenants each (domain/federated-once). Each needs
	// two tenants.
	Federated int
	// Databases is the number of databases that two environments of a tenant share (environment/own-database). Each
	// needs one tenant.
	Databases int
	// Groups is the number of references to a security group that no tenant has (reference/unknown), Regions the number
	// of Azure regions outside the location (environment/azure-region), and Keys the number of misspelled keys
	// (schema/unknown-key). Each needs one environment.
	Groups, Regions, Keys int
	// AllKinds adds for each tenant manifests without findings that use every kind and list, so that every rule has
	// something to evaluate.
	AllKinds bool
	// Mistakes is the number of findings of each rule about a single object, in separate manifests; rules about files
	// that cannot be read are excluded.
	Mistakes int
	// Conflicts is the number of findings of each rule about a value that several tenants share; ConflictSize is the
	// number of these tenants, at least two.
	Conflicts, ConflictSize int
	// Changes is the number of findings of each rule about a change, compared with the same plan with Before set.
	Changes int
	Before  bool
	// Hub adds one tenant without findings that has this number of objects of every kind, all referring to the same
	// group, environment or deployment. Rules must not iterate over all of them for each one.
	Hub int
	// Seed is the seed of the random texts.
	Seed uint64
}

// Want returns the number of findings of each rule; those of rules about a change require a comparison with the plan
// with Before set.
func (p Plan) Want() map[string]int {
	want := map[string]int{
		"domain/federated-once": p.Federated, "environment/own-database": p.Databases,
		"reference/unknown": p.Groups, "environment/azure-region": p.Regions, "schema/unknown-key": p.Keys,
	}
	for _, f := range fixtures() {
		switch f.kind {
		case mistake:
			want[f.rule] += p.Mistakes
		case once:
			want[f.rule] += min(1, p.Mistakes)
		case conflict:
			want[f.rule] += p.Conflicts
		case change:
			want[f.rule] += p.Changes
		}
	}
	maps.DeleteFunc(want, func(_ string, n int) bool { return n == 0 })
	return want
}

// File is one file of a topology.
type File struct {
	// Path is slash-separated and relative.
	Path string
	Data []byte
}

const (
	environmentsPerTenant = 20
	tenantsPerDeployment  = 10 // and for each master data set
)

// Tenants returns the number of tenants.
func (p Plan) Tenants() int {
	return (p.Environments + environmentsPerTenant - 1) / environmentsPerTenant
}

// Files returns the files: one of about 2 kB for each environment and each tenant, and one deployment and one master
// data set for every ten tenants.
func Files(p Plan) []File {
	//nolint:gosec // the texts need no cryptographic randomness
	w := &writer{
		Plan:   p,
		items:  map[string]*strings.Builder{},
		random: rand.New(rand.NewPCG(p.Seed, uint64(p.Environments))),
	}
	for t := range p.Tenants() {
		w.add(fmt.Sprintf("tenants/%s.yaml", tenant(t)), w.tenant(t))
		for e := t * environmentsPerTenant; e < min((t+1)*environmentsPerTenant, p.Environments); e++ {
			w.add(fmt.Sprintf("environments/%s/%s.yaml", tenant(t), environment(e)), w.environment(t, e))
		}
		if t%tenantsPerDeployment == 0 && p.Environments >= (t+1)*environmentsPerTenant {
			w.add(fmt.Sprintf("deployments/%s.yaml", tenant(t)), w.deployment(t))
			w.add(fmt.Sprintf("master-data/%s.yaml", tenant(t)), w.masterData(t))
		}
	}
	w.addHub()
	w.addFixtures()
	w.addLists()
	return w.files
}

// Write writes files to a folder.
func Write(dir string, files []File) error {
	for _, f := range files {
		path := filepath.Join(dir, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
			return err
		}
		if err := os.WriteFile(path, f.Data, 0o600); err != nil {
			return err
		}
	}
	return nil
}

type writer struct {
	Plan

	random *rand.Rand
	files  []File
	// items are the items of the lists that all manifests share, by list.
	items map[string]*strings.Builder
}

func (w *writer) add(path, text string) { w.files = append(w.files, File{path, []byte(text)}) }

func tenant(t int) string      { return fmt.Sprintf("unit-%04d", t) }
func environment(e int) string { return fmt.Sprintf("env-%06d", e) }

// guid returns the nth id of a kind.
func guid(kind byte, n int) string { return fmt.Sprintf("%c0000000-0000-4000-8000-%012x", kind, n+1) }

func (w *writer) pick(from ...string) string { return from[w.random.IntN(len(from))] }

var words = strings.Fields(`accounts apps approval archive audit billing branch budget campaign cases contracts customers
	delivery devices dispatch exports field forecasts goods incidents inspection inventory invoices leads ledger logistics
	maintenance markets members offers orders partners payments planning plants portal prices products projects quality
	quotes regions reports requests returns routes sales schedules service shipments sites spares stock suppliers support
	tasks teams tickets tours training travel vehicles vendors visits warehouses workers`)

// sentence returns n random words.
func (w *writer) sentence(n int) string {
	s := make([]string, n)
	for i := range s {
		s[i] = words[w.random.IntN(len(words))]
	}
	return strings.Join(s, " ")
}

// locations are single-country locations with an Azure region inside, a region outside, and the host of their
// databases.
var locations = []struct{ location, region, outside, host string }{
	{"europe", "westeurope", "eastus", "crm4"},
	{"germany", "germanywestcentral", "westeurope", "crm16"},
	{"unitedkingdom", "uksouth", "northeurope", "crm11"},
	{"france", "francecentral", "westeurope", "crm12"},
}

const header = "# yaml-language-server: $schema=https://raw.githubusercontent.com/tenantlint/tenantlint/main/schema/manifest.schema.json\napiVersion: tenantlint/v1\n"

func (w *writer) tenant(t int) string {
	name := tenant(t)
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	b.WriteString(header)
	line("kind: Tenant\nname: %s\ndescription: %s\nid: %s", name, w.sentence(8), guid('1', t))
	line("displayName: Unit %d\nreason: %s\ncountryLetterCode: DE\nlocation: %s", t, w.sentence(5), locations[t%len(locations)].location)
	line("domains:\n  - {name: %s.onmicrosoft.com, isInitial: true, authenticationType: Managed}", name)
	line("  - {name: %s.example, isDefault: true, authenticationType: Managed}", name)
	if t/2 < w.Federated && (t%2 == 0 || t/2*2+1 < w.Tenants()) {
		line("  - {name: shared-%04d.example, authenticationType: Federated}", t/2)
	}
	line("users:")
	for u := range 6 {
		line("  - {userPrincipalName: %s.%d@%s.example, id: %s, usageLocation: DE, licenses: [POWERAPPS_PER_USER]}",
			words[(t+u)%len(words)], u, name, guid('a', t*10+u))
	}
	line("administrators:\n  - {userPrincipalName: admin@%s.onmicrosoft.com, roles: [PowerPlatformAdministrator]}", name)
	line("  - {userPrincipalName: root@%s.onmicrosoft.com, roles: [GlobalAdministrator]}", name)
	line("groups:")
	for i, g := range []string{"makers", "testers", "staff", "stewards", "auditors", "office", "admins", "owners", "operators"} {
		members := []string{fmt.Sprintf("%s.%d@%s.example", words[(t+i%6)%len(words)], i%6, name)}
		for u := range 6 * min(1, 3/(i+1)) { // users with access to an environment must be in its security group
			if u != i {
				members = append(members, fmt.Sprintf("%s.%d@%s.example", words[(t+u)%len(words)], u, name))
			}
		}
		line("  - {name: %s, id: %s, members: [%s]}", g, guid('b', t*10+i), strings.Join(members, ", "))
	}
	line(
		"guests:\n  - {mail: vanja@fabrikam.example, homeTenant: external, externalUserState: Accepted, usageLocation: SI, licenses: [POWERAPPS_PER_USER]}",
	)
	line("servicePrincipals:\n  - {appId: %s, objectId: %s, displayName: Pipelines}", guid('c', t), guid('d', t))
	line("subscriptions:\n  - {subscriptionId: %s, skuPartNumber: POWERAPPS_PER_USER, enabledUnits: 50, consumedUnits: 7}", guid('e', t))
	line("capacity: {databaseMB: 1048576, fileMB: 2097152, logMB: 102400}")
	return b.String()
}

// stages are the stages of a tenant's first environments; all others are production.
var stages = []struct{ kind, stage, group string }{
	{"Sandbox", "development", "makers"}, {"Sandbox", "validation", "testers"}, {"Sandbox", "test", "testers"},
}

func (w *writer) environment(t, e int) string {
	name, index, location := tenant(t), e-t*environmentsPerTenant, locations[t%len(locations)]
	kind, stage, group := "Production", "production", "staff"
	if index < len(stages) {
		kind, stage, group = stages[index].kind, stages[index].stage, stages[index].group
	}
	region, key, organization := location.region, "displayName", e
	if e < w.Regions {
		region = location.outside
	}
	if e < w.Keys {
		key = "displayNmae"
	}
	if e < w.Groups {
		group = fmt.Sprintf("nobody-%d", e)
	}
	if t < w.Databases && index == 1 {
		organization = e - 1
	}
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	b.WriteString(header)
	line("kind: Environment\ntenant: %s\nname: %s\nid: %s", name, environment(e), guid('f', e))
	line("%s: %s\ndescription: >-", key, w.sentence(4))
	for range 8 {
		line("  %s", w.sentence(13))
	}
	line("labels:\n  cost-centre: %q\n  application: %s\n  criticality: %s\n  reviewed: %q", strconv.Itoa(1000+w.random.IntN(9000)),
		w.pick(words...), w.pick("low", "medium", "high"), fmt.Sprintf("2025-%02d-%02d", 1+w.random.IntN(12), 1+w.random.IntN(28)))
	line("type: %s\nstage: %s\nlocation: %s\nazureRegion: %s", kind, stage, location.location, region)
	line("userRegions: [%s]\nmanaged: true\nsecurityGroup: %s", location.location, group)
	line("access:")
	for u := range 6 {
		line("  - %s.%d@%s.example", words[(t+u)%len(words)], u, name)
	}
	line("apps: [%s, %s]", w.pick("Sales", "Marketing"), w.pick("CustomerService", "FieldService"))
	line(
		"dataverse:\n  organizationId: %s\n  uniqueName: org%06d\n  url: https://env-%06d.%s.dynamics.com/\n  languageCode: 1033\n  currencyCode: EUR",
		guid('9', organization),
		e,
		e,
		location.host,
	)
	line(
		"  consumption:\n    databaseMB: %d\n    fileMB: %d\n    logMB: %d",
		500+w.random.IntN(20000),
		500+w.random.IntN(40000),
		w.random.IntN(1000),
	)
	line("data:")
	for i := range 3 {
		line("  - name: %s-%06d-%d\n    class: sample", w.pick(words...), e, i)
	}
	line("settings:\n  allowMovingDataAcrossRegions: false\n  allowFlexRouting: false\n  allowBingSearch: false")
	return b.String()
}

func (w *writer) deployment(t int) string {
	name := tenant(t)
	env := func(i int) string { return name + "/" + environment(t*environmentsPerTenant+i) }
	member := func(i int) string { return fmt.Sprintf("%s.%d@%s.example", words[(t+i)%len(words)], i, name) }
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	b.WriteString(header)
	line("kind: Deployment\nname: %s\ndescription: %s\nscenario: enterprise\nengine: azureDevOps\noperators: operations", name, w.sentence(10))
	line("devOps: {organization: https://dev.azure.com/%s, tenant: %s}", name, name)
	line("application:\n  appId: %s\n  tenant: %s\n  signInAudience: AzureADMyOrg\n  adminConsent: [%s]", guid('c', t), name, name)
	line("  applicationUsers: [%s, %s, %s, %s]", env(0), env(1), env(2), env(3))
	line("makerGroup: {group: %s/makers, grants: [azureDevOps, canvasApps, dataverseTables]}", name)
	line("adminTeams: {entra: %s/admins, powerPlatform: %s/owners, azureDevOps: %s/operators}", name, name, name)
	line(
		"teams:\n  - {name: makers, role: maker, members: [%s]}\n  - {name: developers, role: developer, members: [%s]}",
		member(0),
		member(1),
	)
	line("  - {name: administration, role: admin, members: [\"group:%s/owners\"]}", name)
	line("makers:\n  - {user: %s, environment: %s}", member(0), env(0))
	for i, stage := range []string{"development", "validation", "test", "production"} {
		if i == 0 {
			line("stages:")
		}
		line("  - {stage: %s, environments: [%s]}", stage, env(i))
	}
	return b.String()
}

func (w *writer) masterData(t int) string {
	name := tenant(t)
	env := func(i int) string { return name + "/" + environment(t*environmentsPerTenant+i) }
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	b.WriteString(header)
	line("kind: MasterData\nname: %s\ndescription: %s\nentities: [%s-account, %s-contact]", name, w.sentence(10), name, name)
	line("master: %s\nscope: [%s, %s]\nflows:\n  - {from: %s, to: %s}\n  - {from: %s, to: %s}\nchangePath: master",
		env(4), env(5), env(6), env(4), env(5), env(5), env(6))
	line("data:\n  - {name: %s-customers, class: sample}\nrequesters: %s/office", name, name)
	line(
		"approval:\n  levels:\n    - {team: %s/stewards, approvers: [%s.3@%s.example]}\n    - {team: %s/auditors, approvers: [%s.4@%s.example]}",
		name,
		words[(t+3)%len(words)],
		name,
		name,
		words[(t+4)%len(words)],
		name,
	)
	return b.String()
}
