package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/tenantlint/tenantlint/internal/suggest"
)

func shellNames() []string { return []string{"bash", "zsh", "fish", "powershell"} }

// completion is the command that prints the completion script of a shell. The scripts contain all commands, flags and
// values and never run the program, so completion is instant.
func (s *session) completion(ctx *cli.Context) error {
	name := ctx.Args().First()
	write, ok := map[string]func(*strings.Builder){
		"bash": writeBash, "zsh": writeZsh, "fish": writeFish, "powershell": writePowerShell,
	}[name]
	if name == "" {
		return usagef("completion needs the name of a shell: %s", strings.Join(shellNames(), ", "))
	}
	if !ok {
		near, ok := suggest.Nearest(name, shellNames())
		return usagef("no completion for %q; there is one for %s%s", name, strings.Join(shellNames(), ", "), didYouMean(near, ok))
	}
	var b strings.Builder
	write(&b)
	return s.print(func(w io.Writer) error {
		_, err := io.WriteString(w, b.String())
		return err
	})
}

// flagCompletions returns the flags of a command as they are typed.
func (c *command) flagCompletions() []string {
	words := []string{"--help"}
	for i := range c.flags {
		words = append(words, "--"+c.flags[i].name)
		if c.flags[i].short != "" {
			words = append(words, "-"+c.flags[i].short)
		}
	}
	return words
}

// writeBash writes a script for bash 3.2, which macOS ships, and later: no associative arrays, no mapfile. Bash splits
// words at "=", which becomes a word of its own.
func writeBash(b *strings.Builder) {
	names := strings.Join(commandNames(), " ")
	b.WriteString(`# bash completion for tenantlint
_tenantlint() {
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command='' word words=''
    for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        case $word in
`)
	fmt.Fprintf(b, "        %s) command=$word; break ;;\n", strings.Join(commandNames(), "|"))
	b.WriteString(`        esac
    done
    if [[ $cur == = ]]; then
        cur=''
    elif [[ $prev == = ]]; then
        prev=${COMP_WORDS[COMP_CWORD-2]}
    fi
    case ${command:-lint}:$prev in
`)
	for _, c := range commands() {
		for i := range c.flags {
			if o := &c.flags[i]; o.values != nil {
				fmt.Fprintf(b, "    %s:--%s) words='%s' ;;\n", c.name, o.name, strings.Join(o.values(), " "))
			} else if o.value != "" {
				fmt.Fprintf(b, "    %s:--%s) return ;;\n", c.name, o.name)
			}
		}
	}
	b.WriteString(`    *)
        case ${command:-lint}:$cur in
`)
	for _, c := range commands() {
		fmt.Fprintf(b, "        %s:-*) words='%s' ;;\n", c.name, strings.Join(c.flagCompletions(), " "))
		if c.completions != nil {
			fmt.Fprintf(b, "        %s:*) words='%s' ;;\n", c.name, strings.Join(c.completions(), " "))
		}
	}
	fmt.Fprintf(b, "        help:*) words='%s' ;;\n", names)
	fmt.Fprintf(b, "        *) [[ -z $command ]] && words='%s' ;;\n", names)
	b.WriteString(`        esac
    esac
    # Without a word that fits, bash goes on to complete files.
    COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o bashdefault -o default -F _tenantlint tenantlint
`)
}

// writeZsh writes a script that calls _arguments with one quoted specification per flag.
func writeZsh(b *strings.Builder) {
	b.WriteString(
		"#compdef tenantlint\n\n_tenantlint() {\n    local command='' word\n    for word in \"${(@)words[2,CURRENT-1]}\"; do\n        case $word in\n",
	)
	fmt.Fprintf(b, "        (%s) command=$word; break ;;\n", strings.Join(commandNames(), "|"))
	b.WriteString("        esac\n    done\n    case ${command:-lint} in\n")
	for _, c := range commands() {
		fmt.Fprintf(b, "    (%s)\n        _arguments -S '--help[show help]'", c.name)
		for i := range c.flags {
			b.WriteString(" \\\n            " + zshFlag(&c.flags[i]))
		}
		rest := "*:path:_files"
		if c.completions != nil {
			rest = "*:" + strings.ToLower(c.name) + ":(" + strings.Join(c.completions(), " ") + ")"
		}
		fmt.Fprintf(b, " \\\n            '1: :_tenantlint_first' '%s' ;;\n", rest)
	}
	b.WriteString(
		"    (help) _tenantlint_commands ;;\n    esac\n}\n\n_tenantlint_first() {\n    [[ -z $command ]] && _tenantlint_commands\n    _files\n}\n\n",
	)
	b.WriteString("_tenantlint_commands() {\n    local -a commands=(\n")
	for _, c := range commands() {
		fmt.Fprintf(b, "        %s\n", quoteSingle(c.name+":"+c.summary))
	}
	b.WriteString("        'help:read about a command'\n    )\n    _describe -t commands command commands\n}\n\n")
	// The script is either autoloaded by compinit, which calls it, or sourced.
	b.WriteString("if [[ $funcstack[1] == _tenantlint ]]; then\n    _tenantlint \"$@\"\nelse\n    compdef _tenantlint tenantlint\nfi\n")
}

// zshFlag returns the specification of one flag for _arguments.
func zshFlag(o *option) string {
	summary := "[" + strings.NewReplacer("[", `\[`, "]", `\]`, ":", `\:`).Replace(o.summary) + "]"
	value := ""
	if o.value != "" {
		value = ":" + o.value + ":"
		if o.values != nil {
			value += "(" + strings.Join(o.values(), " ") + ")"
		}
		summary = "=" + summary
	}
	star := ""
	if o.repeatable {
		star = "*"
	}
	spec := quoteSingle(star + "--" + o.name + summary + value)
	if o.short != "" {
		spec += " " + quoteSingle("-"+o.short+summary+value)
	}
	return spec
}

func quoteSingle(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }

// writeFish writes one line per completion, each with the condition under which it is offered.
func writeFish(b *strings.Builder) {
	names := strings.Join(commandNames(), " ")
	fmt.Fprintf(b, "# fish completion for tenantlint\nset -l commands %s\n", names)
	none := `"not __fish_seen_subcommand_from $commands"`
	for _, c := range commands() {
		fmt.Fprintf(b, "complete -c tenantlint -n %s -a %s -d %s\n", none, c.name, fishQuote(c.summary))
	}
	fmt.Fprintf(b, "complete -c tenantlint -n %s -a help -d 'read about a command'\n", none)
	fmt.Fprintf(b, "complete -c tenantlint -n '__fish_seen_subcommand_from help' -f -a %s\n", fishQuote(names))
	b.WriteString("complete -c tenantlint -l help -s h -d 'show help'\n")
	for _, c := range commands() {
		when := fishQuote("__fish_seen_subcommand_from " + c.name)
		if c.name == "lint" {
			when = fmt.Sprintf(`"not __fish_seen_subcommand_from %s"`, strings.TrimPrefix(names, "lint "))
		}
		if c.completions != nil {
			fmt.Fprintf(b, "complete -c tenantlint -n %s -f -a %s\n", when, fishQuote(strings.Join(c.completions(), " ")))
		}
		for i := range c.flags {
			o := &c.flags[i]
			fmt.Fprintf(b, "complete -c tenantlint -n %s -l %s", when, o.name)
			if o.short != "" {
				fmt.Fprintf(b, " -s %s", o.short)
			}
			switch {
			case o.values != nil:
				fmt.Fprintf(b, " -x -a %s", fishQuote(strings.Join(o.values(), " ")))
			case o.value != "":
				b.WriteString(" -r")
			}
			fmt.Fprintf(b, " -d %s\n", fishQuote(o.summary))
		}
	}
}

func fishQuote(s string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, "'", `\'`).Replace(s) + "'"
}

// writePowerShell writes tables of completions and a script block that looks them up.
func writePowerShell(b *strings.Builder) {
	quote := func(words []string) string {
		return "@('" + strings.Join(words, "', '") + "')"
	}
	b.WriteString(
		"# PowerShell completion for tenantlint\nRegister-ArgumentCompleter -Native -CommandName tenantlint -ScriptBlock {\n    param($wordToComplete, $commandAst, $cursorPosition)\n",
	)
	fmt.Fprintf(b, "    $commands = %s\n    $flags = @{\n", quote(commandNames()))
	for _, c := range commands() {
		fmt.Fprintf(b, "        '%s' = %s\n", c.name, quote(c.flagCompletions()))
	}
	b.WriteString("    }\n    $words = @{\n")
	for _, c := range commands() {
		if c.completions != nil {
			fmt.Fprintf(b, "        '%s' = %s\n", c.name, quote(c.completions()))
		}
		for i := range c.flags {
			if o := &c.flags[i]; o.values != nil {
				fmt.Fprintf(b, "        '%s --%s' = %s\n", c.name, o.name, quote(o.values()))
			}
		}
	}
	b.WriteString(`    }
    $before = @($commandAst.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { "$_" })
    $command = $before | Where-Object { $commands -contains $_ } | Select-Object -First 1
    $name = if ($command) { $command } else { 'lint' }
    $offer = if ($before.Count -gt 0 -and $words.ContainsKey("$name $($before[-1])")) {
        $words["$name $($before[-1])"]
    } elseif ($wordToComplete -like '-*') {
        $flags[$name]
    } elseif ($name -eq 'help') {
        $commands
    } elseif ($words.ContainsKey($name)) {
        $words[$name]
    } elseif (-not $command) {
        $commands
    }
    # Without a word that fits, PowerShell goes on to complete files.
    $offer | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object {
        [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
    }
}
`)
}
