package graph

import (
	"cmp"
	"slices"
	"strings"

	"github.com/tenantlint/tenantlint/internal/topology"
	"github.com/tenantlint/tenantlint/internal/wording"
)

// maxOutside is the largest number of organizations outside the topology that are shown by name; if guests come from
// more, all are shown as one.
const maxOutside = 4

// isolation is the tenant isolation setting of a tenant.
type isolation struct {
	enabled bool
	// in and out contain the tenants allowed inbound and outbound; "*" matches any tenant.
	in, out map[string]bool
}

// allows reports whether the setting allows connections from other, or to other if outbound is set.
func (i isolation) allows(other string, outbound bool) bool {
	allowed := i.in
	if outbound {
		allowed = i.out
	}
	return !i.enabled || allowed[other] || allowed["*"]
}

// isolationAllows reports whether the isolation of both tenants allows connections from one to the other.
func (b *builder) isolationAllows(from, to *Tenant) bool {
	return b.isolation[from.Key].allows(to.Key, true) && b.isolation[to.Key].allows(from.Key, false)
}

// addRelations adds the relations between tenants.
func (b *builder) addRelations() {
	b.addGuests()
	b.addCrossTenantAccess()
	b.addTenantIsolation()
	b.addConnections()
	b.addCollaboration()
	b.addAgreements()
}

// addRelation adds a relation, and indexes it by the paths of the objects that declare it.
func (b *builder) addRelation(r *Relation, paths ...string) {
	if r.From == nil || r.To == nil || r.From == r.To {
		return
	}
	r.Key = r.Group + ": " + r.From.Key + " - " + r.To.Key + ": " + r.Label
	b.Relations = append(b.Relations, r)
	for _, p := range paths {
		b.objectIndex.relations.add(p, &r.Object)
	}
}

// addGuests adds a relation for the guests of each tenant, counted by home tenant or organization.
func (b *builder) addGuests() {
	type key struct{ home, tenant, kind string }
	count := map[key]int{}
	paths := map[key][]string{}
	var order []key
	domains := map[string]bool{}
	for r := range b.t.Rows("guests") {
		if d := b.guestDomain(r); d != "" {
			domains[d] = true
		}
	}
	for r := range b.t.Rows("guests") {
		k := key{home: clean(r.Text("home")), tenant: clean(r.Text("tenant")), kind: "guest"}
		if k.home == "" {
			k.home = b.guestDomain(r)
			if len(domains) > maxOutside || k.home == "" {
				k.home = "other organizations"
			}
		}
		if r.Text("userType") == "Member" {
			k.kind = "synchronized member"
		}
		if count[k] == 0 {
			order = append(order, k)
		}
		count[k]++
		paths[k] = append(paths[k], k.tenant+"/guests/"+clean(cmp.Or(r.Text("userPrincipalName"), r.Text("mail"))))
	}
	for _, k := range order {
		from := b.tenants[k.home]
		if from == nil {
			from = b.outsideTenant(k.home)
		}
		b.addRelation(&Relation{Group: "Guests", From: from, To: b.tenants[k.tenant], Label: wording.Count(count[k], k.kind)}, paths[k]...)
	}
}

// guestDomain returns the domain of a guest from outside the topology, or "".
func (b *builder) guestDomain(r topology.Row) string {
	if r.Text("home") != "" {
		return ""
	}
	if domains := r.Texts("domains"); len(domains) > 0 {
		return clean(domains[0])
	}
	return ""
}

// partner returns the tenant that a setting refers to, which may be outside the topology. It returns nil for the default
// setting.
func (b *builder) partner(name string) *Tenant {
	switch name = clean(name); {
	case name == "", name == "default":
		return nil
	case b.tenants[name] != nil:
		return b.tenants[name]
	case name == "*":
		return b.outsideTenant("any tenant")
	case name == "external":
		return b.outsideTenant("other organizations")
	}
	return b.outsideTenant(name)
}

// addCrossTenantAccess adds the cross-tenant access settings: one relation for each direction, or a single one if both have
// the same value.
func (b *builder) addCrossTenantAccess() {
	for r := range b.t.Rows("crossTenantAccess") {
		tenant, other := b.tenants[clean(r.Text("tenant"))], b.partner(r.Text("partner"))
		if tenant == nil || other == nil {
			continue
		}
		path := tenant.Key + "/crossTenantAccess/partners/" + other.Key
		for _, f := range [][2]string{{"b2bCollaboration", "B2B collaboration"}, {"b2bDirectConnect", "B2B direct connect"}} {
			if setting, ok := r.Row(f[0]); ok {
				b.addInboundOutbound(tenant, other, f[1], setting.Text("inbound"), setting.Text("outbound"), path+"/"+strings.ToLower(f[0]))
			}
		}
		if trust, ok := r.Row("inboundTrust"); ok {
			var trusted []string
			for _, f := range [][2]string{
				{"compliantDevice", "compliant devices"}, {"hybridJoinedDevice", "hybrid joined devices"}, {"mfa", "MFA"},
			} {
				if trust.Bool(f[0]) {
					trusted = append(trusted, f[1])
				}
			}
			if len(trusted) > 0 {
				b.addRelation(&Relation{Group: "Cross-tenant access", From: other, To: tenant, Label: "trusts " + joinAnd(trusted)}, path)
			}
		}
	}
}

// addInboundOutbound adds the relations between two tenants that a setting allows or blocks inbound and outbound.
func (b *builder) addInboundOutbound(tenant, other *Tenant, label, in, out, path string) {
	add := func(from, to *Tenant, label string, both, blocked bool) {
		b.addRelation(&Relation{Group: "Cross-tenant access", From: from, To: to, Label: label, Bidirectional: both, Blocked: blocked}, path)
	}
	if in == out && in != "" {
		if in == "blocked" {
			label += " blocked"
		}
		add(other, tenant, label, true, in == "blocked")
		return
	}
	if in != "" {
		add(other, tenant, label+" "+in+" inbound", false, in == "blocked")
	}
	if out != "" {
		add(tenant, other, label+" "+out+" outbound", false, out == "blocked")
	}
}

// addTenantIsolation adds a relation for each pair of tenants of which at least one allows the other in its tenant isolation.
func (b *builder) addTenantIsolation() {
	b.isolation = map[string]isolation{}
	type pair [2]*Tenant
	var order []pair
	paths := map[pair][]string{}
	for r := range b.t.Rows("tenants") {
		setting, ok := r.Row("tenantIsolation")
		tenant := b.tenants[clean(r.Text("name"))]
		if !ok || tenant == nil || setting.Unknown("allowedTenants") {
			continue
		}
		i := isolation{enabled: setting.Bool("enabled"), in: map[string]bool{}, out: map[string]bool{}}
		for a := range setting.List("allowedTenants") {
			name := clean(a.Text("tenant"))
			if a.Unknown("tenant") {
				name = "*"
			}
			i.in[name] = i.in[name] || a.Bool("inbound") || a.Unknown("inbound")
			i.out[name] = i.out[name] || a.Bool("outbound") || a.Unknown("outbound")
			if other := b.partner(name); other != nil {
				p := pair{tenant, other}
				if other.Key < tenant.Key {
					p = pair{other, tenant}
				}
				if paths[p] == nil {
					order = append(order, p)
				}
				paths[p] = append(paths[p], tenant.Key+"/tenantIsolation/allowedTenants/"+clean(a.Text("tenant")))
			}
		}
		b.isolation[tenant.Key] = i
	}
	for _, p := range order {
		forward, backward := b.isolationAllows(p[0], p[1]), b.isolationAllows(p[1], p[0])
		r := &Relation{Group: "Tenant isolation", From: p[0], To: p[1]}
		switch {
		case forward && backward:
			r.Label, r.Bidirectional = "both directions allowed", true
		case forward:
			r.Label = "allowed one way"
		case backward:
			r.Label, r.From, r.To = "allowed one way", p[1], p[0]
		default:
			r.Label, r.Bidirectional, r.Blocked = "allowed by one side only", true, true
		}
		b.addRelation(r, paths[p]...)
	}
}

// addConnections adds the connections between environments of different tenants.
func (b *builder) addConnections() {
	for r := range b.t.Rows("connections") {
		from, to := b.environments[clean(r.Text("from"))], b.environments[clean(r.Text("to"))]
		if from == nil || to == nil || from.Tenant == to.Tenant {
			continue
		}
		connector := clean(r.Text("connector"))
		label := from.Name + " → " + to.Name
		if connector != "" {
			label += ": " + connector
		}
		b.addRelation(&Relation{
			Group: "Connections", From: from.Tenant, To: to.Tenant, Label: label,
			Blocked: !b.isolationAllows(from.Tenant, to.Tenant) && b.isolationApplies(connector),
		}, "topology/connections/"+r.Text("from"))
	}
}

// isolationApplies reports whether tenant isolation applies to a connector.
func (b *builder) isolationApplies(connector string) bool {
	name := strings.NewReplacer(" ", "", "-", "").Replace(strings.ToLower(connector))
	return b.facts == nil || b.facts.Isolates(strings.TrimPrefix(name, "shared_"))
}

// collaborationFeatures maps collaboration features to their display names.
var collaborationFeatures = map[string]string{
	"teamsFederation": "Teams federation", "exchangeFederation": "Exchange federation", "b2bCollaboration": "B2B collaboration",
	"b2bDirectConnect": "B2B direct connect", "crossTenantSynchronization": "cross-tenant synchronization",
	"multitenantOrganization": "multitenant organization", "sharePoint": "SharePoint",
}

func (b *builder) addCollaboration() {
	for r := range b.t.Rows("collaboration") {
		feature := clean(r.Text("feature"))
		b.addRelation(
			&Relation{
				Group: "Collaboration",
				From:  b.tenants[clean(r.Text("from"))],
				To:    b.tenants[clean(r.Text("to"))],
				Label: cmp.Or(collaborationFeatures[feature], feature),
			},
			"topology/collaboration/"+r.Text("feature"),
		)
	}
}

// addAgreements adds the agreements and license transfers. The tenants of an agreement form a chain, so that the number of
// relations stays linear.
func (b *builder) addAgreements() {
	for r := range b.t.Rows("agreements") {
		var tenants []*Tenant
		for ref := range r.List("tenants") {
			if t := b.tenants[clean(ref.Text("key"))]; t != nil && !slices.Contains(tenants, t) {
				tenants = append(tenants, t)
			}
		}
		slices.SortFunc(tenants, func(x, y *Tenant) int { return cmp.Or(x.rank()-y.rank(), strings.Compare(x.Key, y.Key)) })
		for i := 1; i < len(tenants); i++ {
			b.addRelation(&Relation{
				Group: "Agreements", From: tenants[i-1], To: tenants[i], Undirected: true,
				Label: strings.TrimSpace(clean(r.Text("program")) + " " + clean(r.Text("id"))),
			}, "topology/agreements/"+r.Text("id"))
		}
	}
	for r := range b.t.Rows("licenseTransfers") {
		b.addRelation(
			&Relation{Group: "Agreements", From: b.tenants[clean(r.Text("from"))], To: b.tenants[clean(r.Text("to"))], Label: "license transfer"},
			"topology/licenseTransfers/"+r.Text("subscriptionId"),
		)
	}
}

// joinAnd joins words with commas and "and".
func joinAnd(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}
