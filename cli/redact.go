package cli

import (
	"context"
	"log/slog"
	"slices"
	"strings"
)

// redactor takes secrets out of text.
type redactor struct{ secrets []string }

func newRedactor(secrets []string) redactor {
	secrets = slices.Clone(secrets)
	// Longer ones first: a secret inside a longer one must not break it up.
	slices.SortFunc(secrets, func(a, b string) int { return len(b) - len(a) })
	return redactor{secrets}
}

func (r redactor) clean(text string) string {
	for _, s := range r.secrets {
		text = strings.ReplaceAll(text, s, "•••")
	}
	return text
}

// redactHandler is a slog.Handler that lets no secret through, neither in the
// message nor in any attribute.
type redactHandler struct {
	slog.Handler
	redactor redactor
}

// Handle implements slog.Handler.
func (h redactHandler) Handle(ctx context.Context, r slog.Record) error {
	clean := slog.NewRecord(r.Time, r.Level, h.redactor.clean(r.Message), r.PC)
	r.Attrs(func(a slog.Attr) bool {
		clean.AddAttrs(h.attr(a))
		return true
	})
	return h.Handler.Handle(ctx, clean)
}

// WithAttrs implements slog.Handler.
func (h redactHandler) WithAttrs(attrs []slog.Attr) slog.Handler {
	clean := make([]slog.Attr, len(attrs))
	for i, a := range attrs {
		clean[i] = h.attr(a)
	}
	return redactHandler{h.Handler.WithAttrs(clean), h.redactor}
}

// WithGroup implements slog.Handler.
func (h redactHandler) WithGroup(name string) slog.Handler {
	return redactHandler{h.Handler.WithGroup(name), h.redactor}
}

func (h redactHandler) attr(a slog.Attr) slog.Attr {
	v := a.Value.Resolve()
	switch v.Kind() {
	case slog.KindString, slog.KindAny:
		if text := v.String(); h.redactor.clean(text) != text {
			a.Value = slog.StringValue(h.redactor.clean(text))
		}
	case slog.KindGroup:
		group := make([]slog.Attr, 0, len(v.Group()))
		for _, member := range v.Group() {
			group = append(group, h.attr(member))
		}
		a.Value = slog.GroupValue(group...)
	}
	return a
}

// logger gives the log of the program, on standard error.
func (p *program) logger() *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(p.config.Log.Level)); err != nil {
		level = slog.LevelInfo // unreachable: validate has checked it
	}
	return slog.New(redactHandler{
		slog.NewTextHandler(p.env.Stderr, &slog.HandlerOptions{Level: level}),
		newRedactor(p.config.secrets()),
	})
}
