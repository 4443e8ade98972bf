package docx

import (
	"time"

	"thuky/render"
)

const (
	xmlStart = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	wordMain = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	relType  = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
	relSpace = `xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	mainType = `application/vnd.openxmlformats-officedocument.wordprocessingml.`
)

// The parts that are the same in every document. The order of children follows the
// schema: Word calls a file corrupt otherwise.

const contentTypes = xmlStart +
	`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
	`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
	`<Default Extension="xml" ContentType="application/xml"/>` +
	`<Override PartName="/word/document.xml" ContentType="` + mainType + `document.main+xml"/>` +
	`<Override PartName="/word/styles.xml" ContentType="` + mainType + `styles+xml"/>` +
	`<Override PartName="/word/settings.xml" ContentType="` + mainType + `settings+xml"/>` +
	`<Override PartName="/word/header1.xml" ContentType="` + mainType + `header+xml"/>` +
	`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>` +
	`</Types>`

const packageRels = xmlStart +
	`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
	`<Relationship Id="rId1" Type="` + relType + `officeDocument" Target="word/document.xml"/>` +
	`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
	`</Relationships>`

const documentRels = xmlStart +
	`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
	`<Relationship Id="rId1" Type="` + relType + `styles" Target="styles.xml"/>` +
	`<Relationship Id="rId2" Type="` + relType + `settings" Target="settings.xml"/>` +
	`<Relationship Id="rId3" Type="` + relType + `header" Target="header1.xml"/>` +
	`</Relationships>`

const settings = xmlStart + `<w:settings ` + wordMain + `>` +
	`<w:zoom w:percent="100"/>` +
	`<w:defaultTabStop w:val="720"/>` +
	`<w:characterSpacingControl w:val="doNotCompress"/>` +
	`<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>` +
	`<w:themeFontLang w:val="vi-VN"/>` +
	`<w:decimalSymbol w:val=","/>` +
	`<w:listSeparator w:val=";"/>` +
	`</w:settings>`

// header has the page number; titlePg of the section hides it on page 1. The field
// carries a cached result, without which Word offers to repair the file.
const header = xmlStart + `<w:hdr ` + wordMain + `>` +
	`<w:p><w:pPr><w:pStyle w:val="SoTrang"/></w:pPr>` +
	`<w:r><w:fldChar w:fldCharType="begin"/></w:r>` +
	`<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>` +
	`<w:r><w:fldChar w:fldCharType="separate"/></w:r>` +
	`<w:r><w:t>2</w:t></w:r>` +
	`<w:r><w:fldChar w:fldCharType="end"/></w:r>` +
	`</w:p></w:hdr>`

// core has the properties that file managers and Word show.
func core(d *render.Document) []byte {
	x := newXML(1 << 10)
	x.raw(xmlStart + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"` +
		` xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"` +
		` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`)
	x.raw(`<dc:title>`).plain(d.Title).raw(`</dc:title>`)
	x.raw(`<dc:creator>`).plain(d.Creator).raw(`</dc:creator>`)
	x.raw(`<cp:lastModifiedBy>`).plain(d.Creator).raw(`</cp:lastModifiedBy>`)
	if !d.Created.IsZero() {
		at := d.Created.UTC().Format(time.RFC3339)
		for _, name := range []string{"created", "modified"} {
			x.raw(`<dcterms:` + name + ` xsi:type="dcterms:W3CDTF">` + at + `</dcterms:` + name + `>`)
		}
	}
	x.raw(`<dc:language>vi-VN</dc:language></cp:coreProperties>`)
	return x.buf
}
