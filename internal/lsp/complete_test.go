package lsp

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// completeTenant contains tenants on disk, whose names are offered.
const completeTenant = `apiVersion: tenantlint/v1
kind: Tenant
name: contoso
id: 11111111-1111-4111-8111-111111111111
groups: [{name: makers}, {name: sales team}]
environments:
  - {name: crm, type: Production, stage: production, location: europe}
  - {name: crm-test, type: Sandbox, stage: test, location: europe}
---
apiVersion: tenantlint/v1
kind: Tenant
name: fabrikam
id: 22222222-2222-4222-8222-222222222222
groups: [{name: staff}]
environments: [{name: hr, type: Production, stage: production, location: japan}]
`

const completeHead = "apiVersion: tenantlint/v1\nkind: Environment\ntenant: contoso\nname: new\n"

// TestComplete checks what is offered at "|", and what the line becomes.
func TestComplete(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "contoso.yaml"), completeTenant)
	write(t, filepath.Join(dir, ".tenantlint.yaml"), "version: 1\n")
	c := connect(t, time.Millisecond)
	c.request("initialize", map[string]any{"rootUri": pathToURI(dir, windows), "capabilities": map[string]any{}})
	c.notify("initialized", map[string]any{})
	c.request("textDocument/hover", map[string]any{})
	for name, test := range map[string]struct {
		file, text string
		// has and not are labels; line is the line at the cursor after the first of has is applied.
		has, not []string
		line     string
	}{
		"key": {
			text: completeHead + "ty|\n", has: []string{"type", "stage", "securityGroup"}, not: []string{"name", "tenant", "kind"}, line: "type: ",
		},
		"key on an empty line":   {text: completeHead + "|\nstage: test\n", has: []string{"type"}, not: []string{"stage"}, line: "type: "},
		"key before a colon":     {text: completeHead + "ty|: Sandbox\n", has: []string{"type"}, line: "type: Sandbox"},
		"key of a nested object": {text: completeHead + "dataverse:\n  ur|\n", has: []string{"url", "uniqueName"}, not: []string{"stage"}, line: "  url: "},
		"key with an object":     {text: completeHead + "dat|\n", has: []string{"dataverse"}, line: "dataverse:"},
		"key in braces":          {text: completeHead + "data: [{name: a, cl|}]\n", has: []string{"class"}, not: []string{"name"}, line: "data: [{name: a, class: }]"},
		"key in an open brace":   {text: completeHead + "data:\n  - {name: a, cl|\n", has: []string{"class"}, not: []string{"name"}, line: "  - {name: a, class: "},
		"value in an open list":  {text: completeHead + "userRegions: [japan, eu|\n", has: []string{"europe"}, line: "userRegions: [japan, europe"},
		"first key of an item":   {text: completeHead + "data:\n  - na|\n", has: []string{"name", "class"}, line: "  - name: "},
		"first item":             {text: completeHead + "data:\n  |\n", has: []string{"name"}, line: "  - name: "},
		"header":                 {text: "ki|\n", has: []string{"kind", "apiVersion"}, line: "kind: "},
		"kind":                   {text: "apiVersion: tenantlint/v1\nkind: |\n", has: []string{"Environment", "Tenant"}, line: "kind: Environment"},
		"version":                {text: "apiVersion: |\n", has: []string{"tenantlint/v1"}, line: "apiVersion: tenantlint/v1"},
		"enumerated value":       {text: completeHead + "stage: pr|\n", has: []string{"production", "development"}, line: "stage: production"},
		"known value":            {text: completeHead + "type: |\n", has: []string{"Sandbox", "Production"}, line: "type: Sandbox"},
		"boolean":                {text: completeHead + "managed: |\n", has: []string{"true", "false"}, line: "managed: true"},
		"location":               {text: completeHead + "location: eu|\n", has: []string{"europe", "japan"}, line: "location: europe"},
		"location in a list":     {text: completeHead + "userRegions: [japan, |]\n", has: []string{"europe"}, line: "userRegions: [japan, europe]"},
		"unknown field":          {text: completeHead + "unknown: [own|]\n", has: []string{"owner"}, line: "unknown: [owner]"},
		"tenant":                 {text: "apiVersion: tenantlint/v1\nkind: Environment\ntenant: |\n", has: []string{"contoso", "fabrikam"}, line: "tenant: contoso"},
		"group of the tenant":    {text: completeHead + "securityGroup: |\n", has: []string{"makers", "sales team", "fabrikam/staff"}, line: "securityGroup: makers"},
		"group in quotes":        {text: completeHead + "securityGroup: \"|\"\n", has: []string{"sales team", "makers"}, line: `securityGroup: "sales team"`},
		"group as a principal":   {text: completeHead + "access: [gro|]\n", has: []string{"group:makers", "group:fabrikam/staff"}, line: "access: [group:makers]"},
		"environment": {
			text: "apiVersion: tenantlint/v1\nkind: MasterData\nname: customers\nscope:\n  - con|\n", has: []string{"contoso/crm", "fabrikam/hr"}, line: "  - contoso/crm",
		},
		"rule in a comment":      {text: completeHead + "# tenantlint:ignore domain/fed|\nstage: test\n", has: []string{"domain/federated-once"}, not: []string{"parse/syntax"}, line: "# tenantlint:ignore domain/federated-once"},
		"second rule":            {text: completeHead + "# tenantlint:ignore domain/initial-missing, |\n", has: []string{"reference/unknown"}, line: "# tenantlint:ignore domain/initial-missing, reference/unknown"},
		"marker":                 {text: completeHead + "# tenant|\n", has: []string{"tenantlint:ignore"}, line: "# tenantlint:ignore "},
		"reason":                 {text: completeHead + "# tenantlint:ignore domain/initial -- dom|\n"},
		"field of free text":     {text: completeHead + "displayName: |\n"},
		"other kind of manifest": {text: "apiVersion: v1\nkind: Pod\n|\n"},
		"right after a colon":    {text: completeHead + "stage:|\n"},
		"JSON key":               {file: "new.json", text: `{"apiVersion": "tenantlint/v1", "kind": "Environment", "sta|"}`, has: []string{"stage"}, line: `{"apiVersion": "tenantlint/v1", "kind": "Environment", "stage"}`},
		"JSON value":             {file: "new.json", text: `{"apiVersion": "tenantlint/v1", "kind": "Environment", "stage": "|"}`, has: []string{"test"}, line: `{"apiVersion": "tenantlint/v1", "kind": "Environment", "stage": "test"}`},
		"setting":                {file: ".tenantlint.yaml", text: "version: 1\nfai|\n", has: []string{"fail-on"}, not: []string{"version"}, line: "fail-on: "},
		"value of a setting":     {file: ".tenantlint.yaml", text: "version: 1\nfail-on: |\n", has: []string{"warning", "never"}, line: "fail-on: warning"},
		"rule in the settings":   {file: ".tenantlint.yaml", text: "version: 1\nrules:\n  dom|\n", has: []string{"domain", "domain/initial-missing"}, not: []string{"parse"}, line: "  domain: "},
		"level of a rule":        {file: ".tenantlint.yaml", text: "version: 1\nrules:\n  domain: |\n", has: []string{"off", "note"}, line: "  domain: off"},
		"rule of a suppression":  {file: ".tenantlint.yaml", text: "version: 1\nsuppress:\n  - rule: |\n", has: []string{"domain/initial-missing"}, line: "  - rule: domain/initial-missing"},
		"key of a suppression":   {file: ".tenantlint.yaml", text: "version: 1\nsuppress:\n  - rule: domain\n    |\n", has: []string{"reason", "path"}, not: []string{"rule"}, line: "    reason: "},
	} {
		t.Run(name, func(t *testing.T) {
			file := test.file
			if file == "" {
				file = "new.yaml"
			}
			uri := pathToURI(filepath.Join(dir, file), windows)
			text, after, _ := strings.Cut(test.text, "|")
			c.notify("textDocument/didOpen", map[string]any{"textDocument": map[string]any{"uri": uri, "text": text + after}})
			line := strings.Count(text, "\n")
			begin := text[strings.LastIndexByte(text, '\n')+1:]
			answer, _ := c.request("textDocument/completion", map[string]any{
				"textDocument": map[string]any{"uri": uri},
				"position":     map[string]any{"line": line, "character": len(begin)},
			})
			c.notify("textDocument/didClose", map[string]any{"textDocument": map[string]any{"uri": uri}})
			c.request("textDocument/hover", map[string]any{})
			var list completionList
			if err := json.Unmarshal(answer.Result, &list); err != nil {
				t.Fatalf("%s: %v", answer.text, err)
			}
			labels := make([]string, len(list.Items))
			for i, item := range list.Items {
				labels[i] = item.Label
			}
			for _, label := range test.has {
				if !slices.Contains(labels, label) {
					t.Errorf("no %q in %q", label, labels)
				}
			}
			for _, label := range test.not {
				if slices.Contains(labels, label) {
					t.Errorf("%q in %q", label, labels)
				}
			}
			if len(test.has) == 0 {
				if len(labels) > 0 {
					t.Errorf("offered %q", labels)
				}
				return
			}
			i := slices.Index(labels, test.has[0])
			if i < 0 {
				return
			}
			rest, _, _ := strings.Cut(after, "\n")
			whole, edit := begin+rest, list.Items[i].TextEdit
			if got := whole[:edit.Range.Start.Character] + edit.NewText + whole[edit.Range.End.Character:]; got != test.line || edit.Range.Start.Line != line {
				t.Errorf("the line is %q, want %q", got, test.line)
			}
		})
	}
}
