package topology

import (
	"reflect"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// column is the name of a column, as a number. The names in col are known when the package starts, all others when
// the layouts of the tables are.
type column uint16

var (
	columnIDs   = make(map[string]column, len(columnTerms))
	columnTerms [1 << 9]*ast.Term // the names, by number
)

// columnNamed returns the column of a name for a layout.
func columnNamed(name string) column {
	c, known := columnIDs[name]
	if !known {
		c = column(len(columnIDs))
		columnIDs[name], columnTerms[c] = c, ast.StringTerm(name) // OPA's own table of terms is not for several goroutines
	}
	return c
}

// knownColumn returns the column of a name, if there is one.
func knownColumn(name string) (c column, ok bool) {
	layouts() // in which all columns get their names
	c, ok = columnIDs[name]
	return c, ok
}

func (c column) term() *ast.Term { return columnTerms[c] }
func (c column) name() string    { return string(columnTerms[c].Value.(ast.String)) }

// col holds the columns that this package reads or writes by name, so that one which is misspelled does not compile.
//
//nolint:revive,staticcheck // a name is that of the column with its first letter in upper case
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
