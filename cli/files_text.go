package cli

// Files that people send without a name.
const (
	textPhotoName    = "Ảnh"
	textDocumentName = "Tệp"
)
