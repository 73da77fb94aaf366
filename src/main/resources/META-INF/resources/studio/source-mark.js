// The mark that a model made it, for pictures that the browser draws out of generated ones: what platform.pictures.SourceMark
// writes into those that are stored.
const PACKET = `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmp:CreatorTool="Understudy"
 Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"/>
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`;
/** The signature and the first chunk of a PNG. */
const HEAD = 33;

/** @param png a Blob; the answer is another one with the same pixels */
export function marked(png) {
  return new Blob([png.slice(0, HEAD), chunk(), png.slice(HEAD)], { type: "image/png" });
}

/** Length, type, keyword (neither compressed, in a language nor translated), packet, check sum. */
function chunk() {
  const content = new TextEncoder().encode(`iTXtXML:com.adobe.xmp\0\0\0\0\0${PACKET}`);
  const bytes = new Uint8Array(content.length + 8);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, content.length - 4);
  bytes.set(content, 4);
  view.setUint32(content.length + 4, checkSum(content));
  return bytes;
}

/** CRC-32, as PNG has it. */
function checkSum(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) {
      sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
    }
  }
  return ~sum >>> 0;
}
