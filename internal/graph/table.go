package graph

import (
	"fmt"
	"strconv"
	"strings"
)

// Table is a view as a table.
type Table struct {
	Caption string
	Head    []string
	Rows    []TableRow
}

// TableRow is a row; Key and Marks are those of the object that it describes.
type TableRow struct {
	Key   string
	Cells []string
	Marks Marks
}

// Table returns a view as a table, always with every environment.
func (m *Model) Table(v View) Table {
	var t Table
	switch v {
	case Deployments:
		t = m.deploymentTable()
	case Data:
		t = m.dataTable()
	case Trust:
		t = m.trustTable()
	default:
		t = m.tenantTable()
	}
	t.Caption, _ = v.title()
	return t
}

func (m *Model) deploymentTable() Table {
	t := Table{Head: []string{"deployment", "stage", "environments"}}
	for _, d := range m.Deployments {
		missing, _ := m.missing(d)
		for _, s := range d.Stages {
			var names []string
			for _, e := range s.Environments {
				names = append(names, e.Key)
			}
			t.Rows = append(t.Rows, TableRow{d.Key, []string{d.Name, stageName(s.Name), strings.Join(names, ", ")}, m.Marks(d.Findings)})
		}
		for _, name := range missing {
			t.Rows = append(t.Rows, TableRow{d.Key, []string{d.Name, name, "missing"}, m.Marks(d.Findings)})
		}
	}
	return t
}

func (m *Model) dataTable() Table {
	t := Table{Head: []string{"data set", "kind", "allowed in", "environment", "location", "hops", "comes by"}}
	for _, d := range m.DataSets {
		for _, s := range d.Steps {
			location := s.Environment.Location
			if s.Outside {
				location += " (outside)"
			}
			t.Rows = append(t.Rows, TableRow{d.Key, []string{
				d.Name, d.kind(), strings.TrimPrefix(d.allowed(), "allowed: "), s.Environment.Key, location,
				strconv.Itoa(s.Hops), strings.TrimSpace(s.By + " " + s.Of),
			}, m.Marks(d.Findings)})
		}
	}
	return t
}

func (m *Model) trustTable() Table {
	t := Table{Head: []string{"relation", "from", "to", "what"}}
	for _, r := range m.Relations {
		what := r.Label
		if r.Blocked {
			what += " (blocked)"
		}
		t.Rows = append(t.Rows, TableRow{r.Key, []string{r.Group, r.From.Name, r.To.Name, what}, m.Marks(r.Findings)})
	}
	if m.Marked {
		for _, c := range m.tenantConflicts() {
			t.Rows = append(
				t.Rows,
				TableRow{"", []string{"Conflict", c.From.Name, c.To.Name, m.says(c.Findings, func(string) bool { return true })}, m.Marks(c.Findings)},
			)
		}
	}
	return t
}

func (m *Model) tenantTable() Table {
	t := Table{Head: []string{"tenant", "environment", "stage", "type", "location"}}
	for _, tenant := range m.visibleTenants() {
		t.Rows = append(
			t.Rows,
			TableRow{
				tenant.Key,
				[]string{tenant.Name, fmt.Sprintf("(%s)", count(len(tenant.Environments), "environment")), "", "", tenant.Location},
				m.Marks(tenant.Findings),
			},
		)
		for _, e := range tenant.Environments {
			t.Rows = append(t.Rows, TableRow{e.Key, []string{tenant.Name, e.Name, stageName(e.Stage), e.Type, e.Location}, m.Marks(e.Findings)})
		}
	}
	return t
}
