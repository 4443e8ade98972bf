package pdf

import (
	"bytes"
	"context"
	"errors"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"thuky/pdfium"
	"thuky/pdfium/pdfiumtest"
	"thuky/render"
	"thuky/render/docx"
)

func TestMain(m *testing.M) { os.Exit(pdfiumtest.Main(m)) }

// needOffice skips a test where LibreOffice is not installed; the machine that decides must have it.
func needOffice(t testing.TB) {
	t.Helper()
	if _, err := exec.LookPath("soffice"); err == nil {
		return
	}
	if os.Getenv("CI") == "true" {
		t.Fatal("CI must have soffice; “make test” installs it")
	}
	t.Skip("LibreOffice is not installed; “make test” installs it where it can")
}

// converter is one for a test, with the engine of all tests.
func converter(t testing.TB, o Options) *Converter {
	t.Helper()
	o.Engine = pdfiumtest.Engine()
	c := New(o)
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
	return c
}

// fake is a LibreOffice of a few lines, which has the file to read in $file and the
// one to write in $out. It notes every start in the file calls.
func fake(t *testing.T, script string) (soffice string, calls func() int) {
	t.Helper()
	dir := t.TempDir()
	soffice = filepath.Join(dir, "soffice")
	text := "#!/bin/sh\necho x >> " + dir + "/calls\nfor a; do case \"$last\" in --outdir) out=$a;; esac; last=$a; file=$a; done; mkdir -p \"$out\"; out=$out/document.pdf\n" + script
	if err := os.WriteFile(soffice, []byte(text), 0o700); err != nil {
		t.Fatal(err)
	}
	return soffice, func() int {
		data, err := os.ReadFile(filepath.Join(dir, "calls"))
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Error(err)
		}
		return bytes.Count(data, []byte("x"))
	}
}

// draft is a short report with a mark, in the layout of a real one.
func draft(t testing.TB) []byte {
	t.Helper()
	run := func(text string) []render.Run { return []render.Run{{Text: text}} }
	blocks := []render.Block{
		&render.Head{
			Superior: "UBND XÃ HOA SEN", School: "TRƯỜNG TIỂU HỌC HOA SEN", Number: "Số:       /BC-THHS",
			Country: "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Motto: "Độc lập - Tự do - Hạnh phúc", Date: "Hoa Sen, ngày     tháng     năm 2026",
		},
		&render.Title{Kind: "BÁO CÁO", Subject: run("Kết quả công tác thư viện 06 tháng đầu năm 2026")},
	}
	for range 40 {
		blocks = append(blocks, &render.Paragraph{Runs: run("Nhà trường phối hợp với ban, ngành, đoàn thể tổ chức tuyên truyền, vận động Nhân dân thực hiện tốt chủ trương, chính sách.")})
	}
	blocks = append(
		blocks, &render.Paragraph{Runs: []render.Run{{Text: "[Chưa có nội dung: Kiến nghị]", Mark: true}}},
		&render.Recipients{Label: "Nơi nhận:", Items: [][]render.Run{run("- Lưu: VT.")}},
		&render.Signature{Titles: []string{"HIỆU TRƯỞNG"}, Name: "Lê Thị Mận"},
	)
	var b bytes.Buffer
	err := docx.Write(&b, &render.Document{
		Title: "BÁO CÁO thử", Creator: "Trường Tiểu học Hoa Sen", Created: time.Date(2026, 5, 4, 8, 9, 10, 0, time.UTC), Blocks: blocks,
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestReal makes pages with the real programs.
func TestReal(t *testing.T) {
	t.Parallel()
	needOffice(t)
	file := draft(t)
	c := converter(t, Options{})
	data, err := c.PDF(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(data, []byte("/CreationDate(D:20260504080910Z')")) {
		t.Error("it is not said to be made when the report was")
	}
	other, err := converter(t, Options{}).PDF(t.Context(), file)
	if err != nil || !bytes.Equal(data, other) {
		t.Errorf("another converter gives other bytes (%v)", err)
	}
	pages, total, err := c.Draft(t.Context(), file, 0, 10, 80)
	if err != nil || total != 3 || len(pages) != 3 {
		t.Fatalf("got %d pages of %d, %v", len(pages), total, err)
	}
	for i, page := range pages {
		m, err := png.Decode(bytes.NewReader(page))
		if err != nil {
			t.Fatal(err)
		}
		if size := m.Bounds().Size(); size.X != 662 || size.Y != 936 {
			t.Errorf("page %d: %v at 80 dpi is not A4", i+1, size)
		}
		inked, coloured := 0, false
		for y := range m.Bounds().Dy() {
			for x := range m.Bounds().Dx() {
				r, g, b, _ := m.At(x, y).RGBA()
				if r < 0x8000 {
					inked++
				}
				coloured = coloured || r != g || g != b
			}
		}
		if inked < 1000 || coloured != (i == 2) { // the mark is highlighted
			t.Errorf("page %d: %d dark pixels, coloured %v", i+1, inked, coloured)
		}
	}
	middle, total, err := c.Pages(t.Context(), data, 1, 1, 80)
	if err != nil || total != 3 || len(middle) != 1 || !bytes.Equal(middle[0], pages[1]) {
		t.Errorf("page 2 alone: %d of %d, %v", len(middle), total, err)
	}
	behind, total, err := c.Pages(t.Context(), data, 3, 5, 80)
	if err != nil || total != 3 || len(behind) != 0 {
		t.Errorf("behind the end: %d of %d, %v", len(behind), total, err)
	}
}

// TestFails: every way of getting no page has its words.
func TestFails(t *testing.T) {
	t.Parallel()
	check := func(name string, err error, reason Reason, words ...string) {
		t.Helper()
		var e *Error
		if !errors.As(err, &e) || e.Reason != reason {
			t.Errorf("%s: got %v, want reason %d", name, err, reason)
			return
		}
		for _, w := range words {
			if !strings.Contains(err.Error(), w) {
				t.Errorf("%s: %q has no %q", name, err, w)
			}
		}
	}
	_, err := converter(t, Options{Environ: []string{}}).PDF(t.Context(), nil)
	check("not installed", err, NoOffice, "LibreOffice", "apt-get install libreoffice-writer-nogui fonts-liberation2")
	if !errors.Is(err, ErrNoOffice) {
		t.Error("it is not ErrNoOffice")
	}
	_, err = converter(t, Options{}).PDF(t.Context(), make([]byte, MaxBytes+1))
	check("too large", err, TooLarge, "20 MB")
	for name, script := range map[string]string{"fails": "exit 1", "silent": "exit 0", "other": "echo xin chào > $out"} {
		soffice, _ := fake(t, script)
		_, err = converter(t, Options{Soffice: soffice}).PDF(t.Context(), nil)
		check(name, err, Failed, "LibreOffice", ".docx", "Word")
	}
	soffice, _ := fake(t, "sleep 600 & wait")
	_, err = converter(t, Options{Soffice: soffice, Timeout: 200 * time.Millisecond}).PDF(t.Context(), nil)
	check("slow", err, TooSlow, "giây", "Word")
	_, _, err = converter(t, Options{}).Pages(t.Context(), []byte("%PDF-1.4 hỏng"), 0, 1, 72)
	check("damaged", err, Failed, "PDF")
	closed := pdfium.NewEngine("")
	if err := closed.Close(); err != nil {
		t.Fatal(err)
	}
	c := New(Options{Engine: closed})
	_, _, err = c.Pages(t.Context(), pdfiumtest.Page(""), 0, 1, 72)
	check("no engine", err, Failed, "PDF")
	if err := errors.Join(c.Close(), New(Options{}).Close()); err != nil {
		t.Error(err)
	}
}

// TestShared: those who ask for the same at the same time wait for one conversion, and
// who asks later waits for none.
func TestShared(t *testing.T) {
	t.Parallel()
	gate := filepath.Join(t.TempDir(), "open")
	soffice, calls := fake(t, `while [ ! -e `+gate+` ]; do sleep 0.02; done; printf '%%PDF-%s' "$(cat "$file")" > $out`)
	c := converter(t, Options{Soffice: soffice})

	// The first gives up while it is made; who came after it does not lose it.
	ctx, cancel := context.WithCancel(t.Context())
	var all sync.WaitGroup
	all.Go(func() {
		if _, err := c.PDF(ctx, []byte("một")); !errors.Is(err, context.Canceled) {
			t.Errorf("who gave up: %v", err)
		}
	})
	until(t, func() bool { return calls() > 0 })
	for range 8 {
		all.Go(func() {
			if got, err := c.PDF(t.Context(), []byte("một")); err != nil || string(got) != "%PDF-một" {
				t.Errorf("got %q, %v", got, err)
			}
		})
	}
	until(t, func() bool { return waiting(c) == 9 })
	cancel()
	until(t, func() bool { return waiting(c) == 8 })
	if err := os.WriteFile(gate, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	all.Wait()
	if _, err := c.PDF(t.Context(), []byte("một")); err != nil || calls() != 1 {
		t.Errorf("LibreOffice ran %d times (%v), want once", calls(), err)
	}
	if _, err := c.PDF(t.Context(), []byte("hai")); err != nil || calls() != 2 {
		t.Errorf("for another draft: %d times, %v", calls(), err)
	}
}

// until waits for what another process or goroutine does.
func until(t *testing.T, done func() bool) {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); !done(); runtime.Gosched() {
		if time.Now().After(end) {
			t.Error("waited in vain")
			return
		}
	}
}

func waiting(c *Converter) int {
	c.files.mu.Lock()
	defer c.files.mu.Unlock()
	n := 0
	for _, f := range c.files.all {
		n += f.waiting
	}
	return n
}

// TestLeft: a conversion that nobody waits for any more is ended, and the next one who
// asks gets one of their own.
func TestLeft(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	soffice, calls := fake(t, `if [ ! -e `+dir+`/second ]; then touch `+dir+`/second; sleep 600; fi; echo %PDF-2 > $out`)
	c := converter(t, Options{Soffice: soffice})
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		until(t, func() bool { _, err := os.Stat(dir + "/second"); return err == nil })
		cancel()
	}()
	if _, err := c.PDF(ctx, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if got, err := c.PDF(t.Context(), nil); err != nil || string(got) != "%PDF-2\n" || calls() != 2 {
		t.Errorf("got %q, %v after %d calls", got, err, calls())
	}
}

// TestPages draws pages of a PDF with two colours on it, many at a time.
func TestPages(t *testing.T) {
	t.Parallel()
	c := converter(t, Options{})
	page := pdfiumtest.Page("0 g 0 0 100 100 re f")
	var all sync.WaitGroup
	for dpi := range 4 {
		for range 3 {
			all.Go(func() {
				pages, total, err := c.Pages(t.Context(), page, -1, MaxPages+1, 36*dpi) // 0 becomes MinDPI
				if err != nil || total != 1 || len(pages) != 1 {
					t.Errorf("got %d of %d, %v", len(pages), total, err)
				}
			})
		}
	}
	all.Wait()
	if len(c.kept.items) != 5 { // four pictures, and how many pages there are
		t.Errorf("%d things are kept", len(c.kept.items))
	}
}
