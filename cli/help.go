package cli

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"thuky/vntext"
)

// vietnamise replaces all that cobra would say in English on its own.
func vietnamise(root *cobra.Command, args []string) {
	root.SilenceErrors = true
	root.SilenceUsage = true
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetHelpFunc(func(c *cobra.Command, _ []string) { writeHelp(c.OutOrStdout(), c) })
	root.SetUsageFunc(func(c *cobra.Command) error { writeHelp(c.ErrOrStderr(), c); return nil })
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		// Flags of a command that does not exist are unknown too; the command is
		// what is wrong.
		if name := firstWord(c, args); c.HasSubCommands() && name != "" {
			return unknownCommand(c, name)
		}
		return flagError(c, err)
	})
	root.SetVersionTemplate("thuky {{.Version}}\n")
	root.SetHelpCommand(helpCommand(root))
}

func helpCommand(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:   "help [LỆNH]",
		Short: "in hướng dẫn của chương trình hoặc của một lệnh",
		ValidArgsFunction: func(c *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
			at, _, err := root.Find(args)
			if err != nil {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return subcommandNames(at), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			at := root
			for _, name := range args {
				next := subcommand(at, name)
				if next == nil {
					return unknownCommand(at, name)
				}
				at = next
			}
			writeHelp(root.OutOrStdout(), at)
			return nil
		},
	}
}

func completionCommand(root *cobra.Command) *cobra.Command {
	shells := []string{"bash", "zsh", "fish", "powershell"}
	return &cobra.Command{
		Use:       "completion " + strings.Join(shells, "|"),
		Short:     "in kịch bản tự điền lệnh cho vỏ lệnh (shell)",
		Long:      textCompletionLong,
		Args:      exactly("SHELL"),
		ValidArgs: shells,
		RunE: func(c *cobra.Command, args []string) error {
			out := c.OutOrStdout()
			switch args[0] {
			case "bash":
				return root.GenBashCompletionV2(out, true)
			case "zsh":
				return root.GenZshCompletion(out)
			case "fish":
				return root.GenFishCompletion(out, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(out)
			default:
				return usage(textUnknownShell(args[0], vntext.Nearest(args[0], shells)))
			}
		},
	}
}

// group makes a command that only holds others: alone or with an unknown name
// after it, it says which there are.
func group(c *cobra.Command, members ...*cobra.Command) *cobra.Command {
	c.AddCommand(members...)
	c.Args = cobra.ArbitraryArgs
	c.RunE = func(c *cobra.Command, args []string) error {
		if len(args) == 0 {
			return usage(textNeedSubcommand(c.CommandPath(), subcommandNames(c)))
		}
		return unknownCommand(c, args[0])
	}
	return c
}

func unknownCommand(at *cobra.Command, name string) error {
	names := subcommandNames(at)
	return usage(textUnknownCommand(at.CommandPath(), name, vntext.Nearest(name, names), names))
}

func subcommand(at *cobra.Command, name string) *cobra.Command {
	for _, c := range at.Commands() {
		if c.Name() == name {
			return c
		}
	}
	return nil
}

func subcommandNames(at *cobra.Command) []string {
	var names []string
	for _, c := range at.Commands() {
		if c.IsAvailableCommand() || c.Name() == "help" {
			names = append(names, c.Name())
		}
	}
	return names
}

// exactly wants one argument for each of the names.
func exactly(names ...string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		switch {
		case len(args) < len(names):
			return usage(textMissingArgument(c.CommandPath(), names[len(args)], c.UseLine()))
		case len(args) > len(names):
			return usage(textExtraArgument(c.CommandPath(), args[len(names)], c.UseLine()))
		}
		return nil
	}
}

// firstWord gives the first argument after the name of a group that is no flag and
// no value of one; "" when it is a command or there is none.
func firstWord(at *cobra.Command, args []string) string {
	path := strings.Fields(at.CommandPath())[1:]
	for i := 0; i < len(args); i++ {
		arg := args[i]
		switch {
		case strings.HasPrefix(arg, "--"):
			if f := at.Flags().Lookup(arg[2:]); f != nil && f.Value.Type() != "bool" {
				i++
			}
		case strings.HasPrefix(arg, "-"):
		case len(path) > 0 && arg == path[0]:
			path = path[1:]
		case subcommand(at, arg) == nil:
			return arg
		default:
			return ""
		}
	}
	return ""
}

// flagError tells a wrong flag in Vietnamese.
func flagError(c *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var bare *pflag.ValueRequiredError
	var wrong *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		if short := unknown.GetSpecifiedShortnames(); short != "" {
			return usage(textUnknownFlag(c.CommandPath(), "-"+short, ""))
		}
		var names []string
		c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		near := vntext.Nearest(unknown.GetSpecifiedName(), names)
		if near != "" {
			near = "--" + near
		}
		return usage(textUnknownFlag(c.CommandPath(), "--"+unknown.GetSpecifiedName(), near))
	case errors.As(err, &bare):
		value, words := pflag.UnquoteUsage(bare.GetFlag())
		return usage(textFlagNeedsValue("--"+bare.GetFlag().Name, value, words))
	case errors.As(err, &wrong):
		f := wrong.GetFlag()
		_, words := pflag.UnquoteUsage(f)
		return usage(textFlagWrongValue("--"+f.Name, wrong.GetValue(), f.Value.Type(), words))
	default:
		return usage(textFlagSyntax(c.CommandPath(), err))
	}
}

// writeHelp prints the help of a command.
func writeHelp(w io.Writer, c *cobra.Command) {
	c.InitDefaultHelpFlag()
	c.InitDefaultVersionFlag()
	long := c.Long
	if long == "" {
		long = sentence(c.Short)
	}
	fmt.Fprintf(w, "%s\n\n%s\n", strings.TrimSpace(long), textHelpUsage)
	if c.HasAvailableSubCommands() {
		fmt.Fprintf(w, "  %s %s\n", c.CommandPath(), textHelpCommandPlace)
	} else {
		fmt.Fprintf(w, "  %s\n", strings.ReplaceAll(c.UseLine(), "[flags]", textHelpFlagsPlace))
	}
	if c.HasExample() {
		fmt.Fprintf(w, "\n%s\n%s\n", textHelpExamples, strings.TrimRight(c.Example, "\n"))
	}
	if c.HasAvailableSubCommands() {
		fmt.Fprintf(w, "\n%s\n", textHelpCommands)
		width := 0
		for _, sub := range c.Commands() {
			width = max(width, len(sub.Name()))
		}
		for _, sub := range c.Commands() {
			if sub.IsAvailableCommand() || sub.Name() == "help" {
				fmt.Fprintf(w, "  %-*s  %s\n", width, sub.Name(), sub.Short)
			}
		}
	}
	writeFlags(w, textHelpFlags, c.LocalFlags())
	writeFlags(w, textHelpGlobalFlags, c.InheritedFlags())
	if c.HasAvailableSubCommands() {
		fmt.Fprintf(w, "\n%s\n", textHelpMore(c.CommandPath()))
	}
}

func writeFlags(w io.Writer, heading string, flags *pflag.FlagSet) {
	if !flags.HasAvailableFlags() {
		return
	}
	fmt.Fprintf(w, "\n%s\n", heading)
	type line struct{ flag, words string }
	var lines []line
	width := 0
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		value, words := pflag.UnquoteUsage(f)
		l := line{"    --" + f.Name, words}
		if f.Shorthand != "" {
			l.flag = "-" + f.Shorthand + ", --" + f.Name
		}
		if f.Value.Type() != "bool" {
			l.flag += " " + value
		}
		width = max(width, len([]rune(l.flag)))
		lines = append(lines, l)
	})
	for _, l := range lines {
		pad := strings.Repeat(" ", width-len([]rune(l.flag)))
		fmt.Fprintf(w, "  %s%s  %s\n", l.flag, pad, l.words)
	}
}

// sentence turns the short words of a command list into a sentence.
func sentence(short string) string {
	for i, r := range short {
		return strings.ToUpper(string(r)) + short[i+len(string(r)):] + "."
	}
	return ""
}
