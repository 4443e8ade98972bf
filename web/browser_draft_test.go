package web_test

import (
	"context"
	"errors"
	"testing"

	"thuky/bot"
	"thuky/pdfium"
	"thuky/render/pdf"
	"thuky/report"
	"thuky/web"
	"thuky/web/browsertest"
)

// withPrinter has real pages made, where LibreOffice is installed.
func withPrinter(t testing.TB) option {
	t.Helper()
	engine := pdfium.NewEngine(t.TempDir())
	printer := pdf.New(pdf.Options{Engine: engine})
	t.Cleanup(func() {
		if err := errors.Join(printer.Close(), engine.Close()); err != nil {
			t.Error(err)
		}
	})
	// The first pages take as long as PDFium needs to be compiled: nobody waits for it later.
	switch _, _, err := printer.Draft(t.Context(), wordFile(t, "Thử"), 1, 1, 50); {
	case errors.Is(err, pdf.ErrNoOffice):
		t.Skip("no LibreOffice is installed here")
	case err != nil:
		t.Fatal(err)
	}
	return func(c *web.Config, _ *bot.Config) {
		c.Paper.PDF = printer.PDF
		c.Paper.Pages = func(ctx context.Context, docx []byte, from, count, dpi int) ([][]byte, int, error) {
			return printer.Draft(ctx, docx, from, count, dpi)
		}
	}
}

// TestBrowserDraft: a draft as real pages, as text, approved, and what changed since.
func TestBrowserDraft(t *testing.T) {
	t.Parallel()
	checker, b := browsertest.Checker(t), browsertest.Open(t)
	d := newDraftSite(t, withPrinter(t))
	d.says("viec", report.TextValue("Thực hiện Kế hoạch số 12 /KH-UBND ngày 3/2/2026 của UBND xã, thư viện mở cửa cả tuần.\nTrong 06 tháng đầu năm 2026, trường tổ chức ngày hội đọc sách."))
	for name, size := range map[string]browsertest.Size{"360": browsertest.Phone, "1280": browsertest.Desktop} {
		p := b.Tab(t, size)
		d.signIn(p, report.Approver)
		p.Go(d.url + d.path + "/ban-thao")
		p.Wait("Trang 1/")
		look(t, p, checker, "draft-gaps-"+name)
		p.Go(d.url + d.path + "/ban-thao/chu")
		look(t, p, checker, "draft-text-"+name)
		d.says("sach", report.NumberValue(1250))
		p.Go(d.url + d.path + "/ban-thao")
		p.Wait("Trang 1/")
		look(t, p, checker, "draft-"+name)
		p.Click("input[name=read]")
		p.ClickText("Duyệt bản này")
		p.Wait("Đã duyệt bản")
		look(t, p, checker, "versions-"+name)
		d.says("viec", report.TextValue("Thực hiện Kế hoạch số 12/KH-UBND ngày 3/2/2026 của UBND xã, thư viện mở cửa mỗi sáng ("+name+").\nDán nhãn sách mới."))
		p.Go(d.url + d.path + "/phien-ban")
		p.ClickText("So sánh")
		p.Wait("đoạn giống nhau")
		look(t, p, checker, "compare-"+name)
		d.says("viec", report.TextValue("Thực hiện Kế hoạch số 12 /KH-UBND ngày 3/2/2026 của UBND xã, thư viện mở cửa cả tuần. "+name))
	}
}
