package topology

import (
	"reflect"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// column identifies a column name by number. The names in col are registered when the package is initialized, all
// others with the layouts of the tables.
type column uint16

var (
	columnIDs   = make(map[string]column, len(columnTerms))
	columnTerms [1 << 9]*ast.Term // names by number
)

// columnNamed returns the column with a name, and registers the name if necessary.
func columnNamed(name string) column {
	c, known := columnIDs[name]
	if !known {
		c = column(len(columnIDs))
		columnIDs[name], columnTerms[c] = c, ast.StringTerm(name) // OPA's own table of interned terms is not safe for concurrent writes
	}
	return c
}

// knownColumn returns the column with a name, if it is registered.
func knownColumn(name string) (c column, ok bool) {
	layouts() // registers all names
	c, ok = columnIDs[name]
	return c, ok
}

func (c column) term() *ast.Term { return columnTerms[c] }
func (c column) name() string    { return string(columnTerms[c].Value.(ast.String)) }

// col contains the columns that this package accesses by name, so that a misspelled name does not compile.
//
//nolint:revive,staticcheck // fields are named after columns, with the first letter in upper case
var col = func() (all struct {
	Access, Account, Address, AdminTeams, After, Agreement, AppId, Application, Apps, At, AuthenticationType, AzureDevOps,
	Before, BillingPolicy, By, Class, Component, Conflict, Connector, CopyOf, CrossTenantAccess, Data, DataSet, Dataverse,
	DataverseAccess, Declared, Deployment, DevOps, DevelopmentTenant, Develops, DisplayName, Document, Domain, Domains, Engine,
	Entities, Entra, Environment, Environments, ExchangeOrganization, External, Federation, File, Flows, Forest, From, Group,
	GroupTenant, Guest, Home, HomeTenant, Host, HostAt, Id, IsInitial, IssuerUri, Key, Kind, LooksLike, Mail, Maker, Makers,
	Master, MasterData, Members, MustNotShareWith, Name, NoDatabase, ObjectId, Of, OnPremisesImmutableId, Organization, OrganizationId,
	Origin, OriginAt, Owner, Partner, Path, Person, PowerPlatform, Primary, Protocol, Registered, Role, Rows, Scenario,
	SecurityGroup, Server, SkuId, SkuPartNumber, Slip, Source, Stage, Stages, StagingMode, Subjects, SubscriptionId, Suggestion,
	Teams, Tenant, Tenants, Text, To, Type, UniqueName, Unknown, Url, User, UserPrincipalName column
},
) {
	fields := reflect.ValueOf(&all).Elem()
	for i := range fields.NumField() {
		name := fields.Type().Field(i).Name
		fields.Field(i).Set(reflect.ValueOf(columnNamed(strings.ToLower(name[:1]) + name[1:])))
	}
	return all
}()
