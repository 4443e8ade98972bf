package pgstore

import (
	"bytes"
	"testing"

	"thuky/storage/records"
)

// FuzzFits: a record of another engine that is taken becomes columns from which the same bytes come.
func FuzzFits(f *testing.F) {
	f.Add(int(records.Answers), []byte("c\x00q\x00p"), []byte("{}"))
	f.Add(int(records.Audit), []byte("c\x00\x00\x00\x00\x00\x00\x00\x00\x01"), []byte("{}"))
	f.Add(int(records.Outbox), []byte("\xff\xff\xff\xff\xff\xff\xff\xff"), []byte("{}"))
	f.Add(int(records.OutboxKeys), []byte("k"), []byte("\xff\xff\xff\xff\xff\xff\xff\xff"))
	f.Add(int(records.ReminderQueue), []byte("\x80\x00\x00\x00\x69\x00\x00\x00\xff\xff\xff\xffc\x00p\x00k"), []byte{})
	f.Add(int(records.ReminderQueue), []byte("000000000000\x00\x000"), []byte("0"))
	f.Add(int(records.Lines), []byte("web:1\x00\x00"), []byte("{}"))
	f.Add(int(records.Outbox), []byte("\x00\x00\x00\x00\x00\x00\x00\x01q"), []byte("{}"))
	f.Add(int(records.JobQueue), []byte("short"), []byte("short"))
	f.Add(int(records.Answers), []byte("c\x00q\x00p\x00more"), []byte("{}"))
	f.Fuzz(func(t *testing.T, n int, key, value []byte) {
		k := kind(uint(n) % uint(kinds))
		table := tables[k]
		if !table.fits(key, value) {
			return
		}
		r := row{table: table}
		args := append(table.args(nil, key), table.value.appendArgs(nil, value)...)
		for i, target := range r.targets() {
			switch target := target.(type) {
			case *[]byte:
				if text, ok := args[i].(string); ok {
					*target = []byte(text)
				} else {
					*target = args[i].([]byte)
				}
			case *int64:
				*target = args[i].(int64)
			case *int32:
				*target = args[i].(int32)
			}
		}
		if e := r.entry(); !bytes.Equal(e.Key, key) || !bytes.Equal(e.Value, value) {
			t.Errorf("%s %q: %q became %q: %q", k, key, value, e.Key, e.Value)
		}
	})
}
