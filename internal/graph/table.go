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

// TableRow is a row; Key and Counts are those of the object that it describes.
type TableRow struct {
	Key    string
	Cells  []string
	Counts LevelCounts
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
		missing, _ := m.missingStages(d)
		for _, s := range d.Stages {
			var names []string
			for _, e := range s.Environments {
				names = append(names, e.Key)
			}
			t.Rows = append(t.Rows, TableRow{d.Key, []string{d.Name, stageName(s.Name), strings.Join(names, ", ")}, m.CountLevels(d.Findings)})
		}
		for _, name := range missing {
			t.Rows = append(t.Rows, TableRow{d.Key, []string{d.Name, name, "missing"}, m.CountLevels(d.Findings)})
		}
	}
	return t
}

func (m *Model) dataTable() Table {
	t := Table{Head: []string{"data set", "kind", "allowed in", "environment", "location", "hops", "moved by"}}
	for _, d := range m.DataSets {
		for _, s := range d.Steps {
			location := s.Environment.Location
			if s.Outside {
				location += " (outside)"
			}
			t.Rows = append(t.Rows, TableRow{d.Key, []string{
				d.Name, d.kind(), strings.TrimPrefix(d.allowedText(), "allowed: "), s.Environment.Key, location,
				strconv.Itoa(s.Hops), strings.TrimSpace(s.TransferKind + " " + s.TransferName),
			}, m.CountLevels(d.Findings)})
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
		t.Rows = append(t.Rows, TableRow{r.Key, []string{r.Group, r.From.Name, r.To.Name, what}, m.CountLevels(r.Findings)})
	}
	if m.ShowFindings {
		for _, c := range m.tenantConflicts() {
			t.Rows = append(
				t.Rows,
				TableRow{"", []string{"Conflict", c.From.Name, c.To.Name, m.conflictLabel(c.Findings, func(string) bool { return true })}, m.CountLevels(c.Findings)},
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
				m.CountLevels(tenant.Findings),
			},
		)
		for _, e := range tenant.Environments {
			cells := []string{tenant.Name, e.Name, stageName(e.Stage), e.Type, e.Location}
			t.Rows = append(t.Rows, TableRow{e.Key, cells, m.CountLevels(e.Findings)})
		}
	}
	return t
}
