package cli

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// manualCommand writes the help of every command as pages for man(1).
func (p *program) manualCommand(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:   "manual THƯ_MỤC",
		Short: "ghi các trang hướng dẫn cho lệnh man vào một thư mục",
		Long:  textManualLong,
		Args:  exactly("THƯ_MỤC"),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := os.MkdirAll(args[0], 0o755); err != nil {
				return failed(textManualUnwritable(args[0]), err)
			}
			return writeManual(args[0], root)
		},
	}
}

func writeManual(folder string, c *cobra.Command) error {
	path := filepath.Join(folder, manualName(c)+".1")
	if err := os.WriteFile(path, manualPage(c), 0o644); err != nil {
		return failed(textManualUnwritable(path), err)
	}
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() {
			if err := writeManual(folder, sub); err != nil {
				return err
			}
		}
	}
	return nil
}

func manualName(c *cobra.Command) string { return strings.ReplaceAll(c.CommandPath(), " ", "-") }

// manualPage is the page of a command, in the language of man(7).
func manualPage(c *cobra.Command) []byte {
	c.InitDefaultHelpFlag()
	var b bytes.Buffer
	fmt.Fprintf(&b, ".TH %s 1 \"\" %s\n", roffWord(manualName(c)), roffWord("thuky "+Version))
	head := func(title string) { fmt.Fprintf(&b, ".SH %s\n", roffWord(title)) }
	head(textManualName)
	fmt.Fprintf(&b, "%s \\- %s\n", roff(manualName(c)), roff(c.Short))
	head(textManualSynopsis)
	line := strings.ReplaceAll(c.UseLine(), "[flags]", textHelpFlagsPlace)
	if c.HasAvailableSubCommands() {
		line = c.CommandPath() + " " + textHelpCommandPlace
	}
	fmt.Fprintf(&b, ".B %s\n", roff(line))
	head(textManualDescription)
	long := c.Long
	if long == "" {
		long = sentence(c.Short)
	}
	verbatim(&b, long)
	if c.HasAvailableSubCommands() {
		head(textManualCommands)
		for _, sub := range c.Commands() {
			if sub.IsAvailableCommand() {
				fmt.Fprintf(&b, ".TP\n.BR %s (1)\n%s\n", roffWord(manualName(sub)), roff(sentence(sub.Short)))
			}
		}
	}
	manualFlags(&b, textManualFlags, c.LocalFlags())
	manualFlags(&b, textManualGlobalFlags, c.InheritedFlags())
	if c.HasExample() {
		head(textManualExamples)
		verbatim(&b, c.Example)
	}
	head(textManualFiles)
	fmt.Fprintf(&b, ".TP\n.I %s\n%s\n.TP\n.I %s\n%s\n", defaultConfigFile, roff(textManualConfig), systemConfig, roff(textManualSystemConfig))
	head(textManualExit)
	b.WriteString(roff(textManualExitCodes) + "\n")
	if parent := c.Parent(); parent != nil {
		head(textManualSeeAlso)
		fmt.Fprintf(&b, ".BR %s (1)\n", roffWord(manualName(parent)))
	}
	return b.Bytes()
}

func manualFlags(b *bytes.Buffer, title string, flags *pflag.FlagSet) {
	if !flags.HasAvailableFlags() {
		return
	}
	fmt.Fprintf(b, ".SH %s\n", roffWord(title))
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		value, words := pflag.UnquoteUsage(f)
		name := "--" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", " + name
		}
		if f.Value.Type() != "bool" {
			name += " " + value
		}
		fmt.Fprintf(b, ".TP\n.B %s\n%s\n", roff(name), roff(words))
	})
}

// verbatim keeps the lines as they are.
func verbatim(b *bytes.Buffer, text string) {
	b.WriteString(".nf\n")
	for line := range strings.SplitSeq(strings.Trim(text, "\n"), "\n") {
		b.WriteString(roff(line) + "\n")
	}
	b.WriteString(".fi\n")
}

// roff escapes a line: backslashes, hyphens that are to stay hyphens when copied, and a
// first character that would make it a request.
func roff(text string) string {
	text = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(strings.ReplaceAll(text, "\n", " "))
	if strings.HasPrefix(text, ".") || strings.HasPrefix(text, "'") {
		return `\&` + text
	}
	return text
}

// roffWord is one argument of a request.
func roffWord(text string) string { return `"` + strings.ReplaceAll(roff(text), `"`, `\(dq`) + `"` }
