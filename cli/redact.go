package cli

import (
	"log/slog"
	"slices"

	"thuky/bot/wire"
)

// secrets are the words of the configuration that no error and no log line may show. Longer
// ones come first: a secret inside a longer one must not break it up.
func (p *program) secrets() wire.Secrets {
	words := p.config.secrets()
	if p.whole != nil {
		words = append(words, p.whole.secrets()...)
	}
	slices.SortFunc(words, func(a, b string) int { return len(b) - len(a) })
	return words
}

// logger gives the log of the program, on standard error.
func (p *program) logger() *slog.Logger {
	if p.level == nil {
		p.level = new(slog.LevelVar)
	}
	p.level.Set(levelOf(p.config.Log.Level))
	options := &slog.HandlerOptions{Level: p.level}
	var handler slog.Handler = slog.NewTextHandler(p.env.Stderr, options)
	if p.config.Log.Format == "json" {
		handler = slog.NewJSONHandler(p.env.Stderr, options)
	}
	return p.secrets().Logger(slog.New(handler))
}

func levelOf(name string) slog.Level {
	level := slog.LevelInfo
	_ = level.UnmarshalText([]byte(name)) // validate has checked it
	return level
}
