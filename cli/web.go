package cli

import (
	"context"
	"log/slog"
	"net"

	"thuky/bot"
	"thuky/chat"
	"thuky/pdfium"
	"thuky/render/pdf"
	"thuky/storage"
	"thuky/web"
)

// webServer builds the pages, nil where the web server is off.
func (p *program) webServer(ctx context.Context, s storage.Store, log *slog.Logger, templates *shelf, engine *pdfium.Engine, paper *pdf.Converter, carriers []chat.Transport) (*web.Server, error) {
	if p.config.Web.Listen == "" {
		return nil, nil
	}
	look, err := p.deployed.look()
	if err != nil {
		return nil, err
	}
	server, err := web.New(ctx, web.Config{
		Look: look, Store: s, School: p.config.School, Zone: vietnam, Log: log, Now: p.env.Now,
		PublicURL: p.config.Web.PublicURL, Library: templates.all, ReadList: uploadedList,
		Backup: p.backups(s), Carriers: carriers, Extract: p.pageExtractor(engine), KeepTemplate: templates.keeper(), Propose: p.proposer(engine),
		CheckForm: checkForm, StarterForm: p.starterForm, Paper: pagePaper(paper), Answers: writeAnswers,
	})
	return server, storeFailure(err)
}

// linked tells the runtime the addresses of the pages, where there are any.
func linked(c *bot.Config, pages *web.Server) {
	if pages == nil {
		return
	}
	c.FileLink, c.UploadLink = pages.FileLink, pages.UploadLink
	c.WebLink, c.InviteWeb = pages.InviteLink, pages.InviteLink
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
	return web.InviteLink("http://"+nearAddress(listener.Addr().String()), code)
}

// nearAddress is how a browser on this machine reaches what listens at an address of the
// form host:port: no browser goes to 0.0.0.0 or [::].
func nearAddress(listening string) string {
	host, port, err := net.SplitHostPort(listening)
	if ip := net.ParseIP(host); err == nil && (host == "" || ip != nil && ip.IsUnspecified()) {
		return net.JoinHostPort("localhost", port)
	}
	return listening
}

// webLink is the link of an invitation as the configuration tells it, nil where the web
// server is off or takes any free port.
func (p *program) webLink(code string) *string {
	base := p.config.Web.PublicURL
	if base == "" {
		_, port, err := net.SplitHostPort(p.config.Web.Listen)
		if err != nil || port == "" || port == "0" {
			return nil
		}
		base = "http://" + nearAddress(p.config.Web.Listen)
	}
	link := web.InviteLink(base, code)
	return &link
}

// uploadedList reads a list of people that came by a page.
func uploadedList(data []byte) (rows []web.ListedRow, problems []string) {
	l := readList(data)
	for i, problem := range l.problems {
		if i == maxListProblems {
			break
		}
		problems = append(problems, textListProblem(problem))
	}
	for _, row := range l.rows {
		rows = append(rows, web.ListedRow{Line: row.line, Person: row.person})
	}
	return rows, problems
}
