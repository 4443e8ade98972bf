package cli

import "github.com/spf13/cobra"

// root builds the tree of commands.
func (p *program) root(args []string) *cobra.Command {
	root := &cobra.Command{
		Use:     "thuky",
		Short:   textRootShort,
		Long:    textRootLong,
		Example: textRootExample,
		Version: Version,
	}
	flags := root.PersistentFlags()
	flags.StringVar(&p.flags.db, "db", "", textFlagDB)
	flags.StringVar(&p.flags.config, "config", "", textFlagConfig)
	flags.StringVar(&p.flags.school, "school", "", textFlagSchool)
	_ = root.RegisterFlagCompletionFunc("school", p.completeSchools) // the flag is there
	flags.BoolP("help", "h", false, textFlagHelp)
	root.Flags().Bool("version", false, textFlagVersion)
	vietnamise(root, args)
	members := []*cobra.Command{
		p.serveCommand(),
		p.chatCommand(),
		p.renderCommand(),
		p.readCommand(),
		p.checkCommand(),
		p.templateCommand(),
		p.campaignCommand(),
		p.personCommand(),
		p.privacyCommand(),
		p.auditCommand(),
		p.keyCommand(),
		p.exportCommand(),
		p.eraseCommand(),
		p.workdaysCommand(),
		p.backupCommand(),
		p.restoreCommand(),
		p.migrateCommand(),
		p.doctorCommand(),
		completionCommand(root),
		p.manualCommand(root),
	}
	group(root, members...)
	none := root.RunE
	root.RunE = func(c *cobra.Command, args []string) error {
		if len(args) == 0 {
			writeHelp(c.OutOrStdout(), c)
			return nil
		}
		return none(c, args)
	}
	return root
}

// doing wraps the work of a command: the configuration is read first.
func (p *program) doing(work func(c *cobra.Command, args []string) error) func(*cobra.Command, []string) error {
	return func(c *cobra.Command, args []string) error {
		if err := p.prepare(); err != nil {
			return err
		}
		return work(c, args)
	}
}
