package cli_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"os"
	"strings"
	"testing"

	"thuky/storage"
	"thuky/storage/boltstore"
)

// rewriteStore makes the store anew from its records, those that edit keeps.
func (d *desk) rewriteStore(edit func(r *storage.Raw) (keep bool)) {
	d.t.Helper()
	path := d.path("thuky.db")
	s, err := boltstore.Open(path)
	if err != nil {
		d.t.Fatal(err)
	}
	var all []storage.Raw
	err = s.Dump(d.t.Context(), func(r storage.Raw) error {
		if edit(&r) {
			all = append(all, r)
		}
		return nil
	})
	if err != nil || s.Close() != nil || os.Remove(path) != nil {
		d.t.Fatal("the store was not read: ", err)
	}
	if err := boltstore.Write(d.t.Context(), path, func(_ context.Context, put func(storage.Raw) error) error {
		for _, r := range all {
			if err := put(r); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		d.t.Fatal(err)
	}
}

// numberOf is that of an entry of the audit, 0 for other records.
func numberOf(r *storage.Raw) uint64 {
	if r.Kind != "audit" {
		return 0
	}
	return binary.BigEndian.Uint64(r.Key[len(r.Key)-8:])
}

type auditFound struct {
	Number   uint64
	Hash     string
	Entries  int
	Copy     string `json:"compared_with"`
	Problems []struct {
		Kind, Campaign, Text string
		Number               uint64
	}
}

// TestAuditVerify: what is done to the log behind the program's back is told with its place.
func TestAuditVerify(t *testing.T) {
	t.Parallel()
	d := answered(t)
	before := decode[auditFound](t, d.must("audit", "verify", "--json"))
	if before.Number == 0 || before.Entries != int(before.Number) || len(before.Hash) != 64 || len(before.Problems) != 0 || before.Copy != "" {
		t.Fatalf("found %+v", before)
	}
	if out := d.must("audit", "verify"); !strings.Contains(out, before.Hash) || !strings.Contains(out, "Không thấy chỗ nào bị sửa") {
		t.Errorf("said %q", out)
	}
	if err := os.Mkdir(d.path("backups"), 0o700); err != nil {
		t.Fatal(err)
	}
	backup := d.path("backups/2026-11-23-020000.tu-dong.thuky.db")
	d.must("backup", backup)
	if out := d.must("doctor"); !strings.Contains(out, "✓ Nhật ký: ") || !strings.Contains(out, "khớp với bản sao lưu 2026-11-23-020000.tu-dong.thuky.db") {
		t.Errorf("doctor says %s", out)
	}
	if exit, _, stderr := d.run("audit", "verify", "--with", d.file("x.db", "hỏng")); exit != 1 || !strings.Contains(stderr, "x.db") {
		t.Errorf("a copy that is none: exit %d\n%s", exit, stderr)
	}

	d.rewriteStore(func(r *storage.Raw) bool {
		if numberOf(r) == 2 {
			r.Value = bytes.Replace(r.Value, []byte(`"action":"`), []byte(`"action":"x`), 1)
		}
		return true
	})
	exit, out, _ := d.run("audit", "verify", "--json")
	got := decode[auditFound](t, out)
	if exit != 1 || len(got.Problems) != 1 || got.Problems[0].Number != 2 || got.Problems[0].Kind != "altered" || !strings.Contains(got.Problems[0].Text, "dòng 2 (") {
		t.Errorf("altered: exit %d, %+v", exit, got)
	}
	if exit, out, _ := d.run("doctor"); exit != 1 || !strings.Contains(out, "✗ Nhật ký: dòng 2 (") || !strings.Contains(out, "thuky audit verify") {
		t.Errorf("doctor: exit %d\n%s", exit, out)
	}

	// Whoever takes the chain away as a whole makes a store of before there was one; the copy knows.
	d.rewriteStore(func(r *storage.Raw) bool {
		if numberOf(r) > 0 {
			i := bytes.LastIndex(r.Value, []byte(`,"chain":{`))
			r.Value = append(r.Value[:i:i], '}')
		}
		return r.Kind != "values" || string(r.Key) != "audit/head"
	})
	exit, out, _ = d.run("audit", "verify")
	if exit != 1 || !strings.Contains(out, "từ trước khi có chuỗi mã") || !strings.Contains(out, "có đến dòng") {
		t.Errorf("without a chain: exit %d\n%s", exit, out)
	}
	if exit, _, stderr := d.run("audit", "verify", "--with", d.path("thuky.db")); exit != 1 || !strings.Contains(stderr, "trước khi nhật ký có chuỗi mã") {
		t.Errorf("beside a copy without a chain: exit %d\n%s", exit, stderr)
	}
	d.must("restore", backup, "--replace")
	if got := decode[auditFound](t, d.must("audit", "verify", "--json")); got.Hash != before.Hash {
		t.Errorf("after restoring: %+v", got)
	}
}
