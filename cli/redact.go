package cli

import (
	"log/slog"
	"slices"

	"thuky/bot/wire"
)

// secrets are the words of the configuration that no error and no log line may show. Longer
// ones come first: a secret inside a longer one must not break it up.
func (p *program) secrets() wire.Secrets {
	words := slices.Clone(p.config.secrets())
	slices.SortFunc(words, func(a, b string) int { return len(b) - len(a) })
	return words
}

// logger gives the log of the program, on standard error.
func (p *program) logger() *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(p.config.Log.Level)); err != nil {
		level = slog.LevelInfo // unreachable: validate has checked it
	}
	return p.secrets().Logger(slog.New(slog.NewTextHandler(p.env.Stderr, &slog.HandlerOptions{Level: level})))
}
