package cli

import (
	"context"
	"log/slog"
	"net"

	"thuky/storage"
	"thuky/web"
)

// webServer builds the pages, nil where the web server is off.
func (p *program) webServer(ctx context.Context, s storage.Store, log *slog.Logger, templates *library) (*web.Server, error) {
	if p.config.Web.Listen == "" {
		return nil, nil
	}
	server, err := web.New(ctx, web.Config{
		Store: s, School: p.config.School, Zone: vietnam, Log: log, Now: p.env.Now,
		PublicURL: p.config.Web.PublicURL, Library: templates.all,
	})
	return server, storeFailure(err)
}

// localLink is the link of an invitation for a browser on this machine, or from outside
// where a public address is set; "" where the web server is off.
func (p *program) localLink(listener net.Listener, code string) string {
	switch {
	case listener == nil:
		return ""
	case p.config.Web.PublicURL != "":
		return web.InviteLink(p.config.Web.PublicURL, code)
	}
	return web.InviteLink("http://"+listener.Addr().String(), code)
}
