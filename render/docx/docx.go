// Package docx writes a render.Document as a Word file.
package docx
