package telegram

import "testing"

func TestFileURL(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ endpoint, path, want string }{
		{"", "documents/file_1.pdf", "https://api.telegram.org/file/bot1:A/documents/file_1.pdf"},
		{"http://127.0.0.1:8081", "a b/c%d?.pdf", "http://127.0.0.1:8081/file/bot1:A/a%20b/c%25d%3F.pdf"},
		{"https://host/prefix/", "x", "https://host/prefix/file/bot1:A/x"},
		{"https://host/bot%s/test/%s", "x", "https://host/file/bot1:A/test/x"},
		{"https://host/api/%s/%s", "x", "https://host/api/file/1:A/x"},
	} {
		tr, err := New(Config{Token: "1:A", APIEndpoint: tt.endpoint})
		if err != nil {
			t.Fatal(err)
		}
		if got := tr.fileURL(tt.path); got != tt.want {
			t.Errorf("%q: got %s, want %s", tt.endpoint, got, tt.want)
		}
	}
}
