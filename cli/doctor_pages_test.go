package cli_test

import (
	"os"
	"strings"
	"testing"
)

// program makes a program of a few lines in the folder of programs of a desk.
func (d *desk) program(name, script string) {
	d.t.Helper()
	bin := d.path("bin")
	if err := os.MkdirAll(bin, 0o700); err != nil {
		d.t.Fatal(err)
	}
	d.file("bin/"+name, "#!/bin/sh\n"+script+"\n")
	if err := os.Chmod(d.path("bin/"+name), 0o700); err != nil {
		d.t.Fatal(err)
	}
}

// bare leaves a desk no programs but its own.
func (d *desk) bare() *desk {
	d.env = append(d.env, "PATH="+d.path("bin"))
	return d
}

func TestDoctorPages(t *testing.T) {
	t.Parallel()
	type found struct{ Subject, State, Found, Advice string }
	look := func(t *testing.T, d *desk, subject string) found {
		t.Helper()
		for _, f := range decode[[]found](t, d.must("doctor", "--json")) {
			if f.Subject == subject {
				return f
			}
		}
		t.Fatalf("no check of %s", subject)
		return found{}
	}
	const full = "20-7e a0-17f 1a0-1a1 1af-1b0 1ea0-1ef9"
	for _, tt := range []struct {
		name, subject, program, script string
		state                          string
		found, advice                  string
	}{
		{"no fc-match", "Phông chữ", "x", "", "warning", "chưa có fc-match", "fontconfig fonts-liberation2"},
		{"another font", "Phông chữ", "fc-match", `printf 'DejaVu Serif\n` + full + `'`, "warning", "DejaVu Serif", "fonts-liberation2"},
		{"font without Vietnamese", "Phông chữ", "fc-match", `printf 'Liberation Serif\n20-7e a0-17f 1a0-1a1 1af-1b0 1ebe-1ebf 1ef2-1ef3'`, "warning", "bản cũ thiếu chữ Việt", "fonts-liberation2"},
		{"font with a hole", "Phông chữ", "fc-match", `printf 'Liberation Serif\n20-7e a0-17f 1a0-1a1 1af-1b0 1ea0-1eb0 1eb2-1ef9'`, "warning", "bản cũ", ""},
		{"unreadable", "Phông chữ", "fc-match", `printf 'Liberation Serif\n20-7x'`, "warning", "bản cũ", ""},
		{"good font", "Phông chữ", "fc-match", `printf 'Liberation Serif\n` + full + `'`, "ok", "Liberation Serif, đủ chữ Việt", ""},
		{"in pieces", "Phông chữ", "fc-match", `printf 'Tinos\n102 103 110-111 128-129 168-1ff 1e00-1eaf 1eb0-1eff'`, "ok", "Tinos", ""},
		{"no LibreOffice", "LibreOffice", "x", "", "warning", "chưa cài", "libreoffice-writer-nogui fonts-liberation2"},
		{"LibreOffice without Writer", "LibreOffice", "soffice", "exit 0", "warning", "không chuyển được .docx", "libreoffice-writer-nogui"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			d.program(tt.program, tt.script)
			got := look(t, d.bare(), tt.subject)
			if got.State != tt.state || !strings.Contains(got.Found, tt.found) || !strings.Contains(got.Advice, tt.advice) || tt.state == "ok" && got.Advice != "" {
				t.Errorf("got %+v", got)
			}
		})
	}
	t.Run("the real one", func(t *testing.T) {
		t.Parallel()
		needOffice(t)
		if got := look(t, newDesk(t), "LibreOffice"); got.State != "ok" || !strings.Contains(got.Found, "sang PDF") {
			t.Errorf("got %+v", got)
		}
	})
}
