package io.understudy.prompting.exchange;

import com.drew.imaging.jpeg.JpegProcessingException;
import com.drew.imaging.jpeg.JpegSegmentData;
import com.drew.imaging.jpeg.JpegSegmentReader;
import com.drew.imaging.jpeg.JpegSegmentType;
import com.drew.lang.ByteArrayReader;
import com.drew.lang.SequentialByteArrayReader;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.Tag;
import com.drew.metadata.exif.ExifReader;
import com.drew.metadata.exif.ExifSubIFDDirectory;
import io.understudy.platform.core.DomainException.RuleViolation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.InflaterInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The prompt that a tool has written into a picture: in PNG's text chunks, or in the EXIF or XMP of JPEG and WebP. Texts are
 * unpacked up to a limit only, and pixels are never looked at.
 */
final class EmbeddedPromptReader {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int LONGEST = TemplateFiles.MAX_BYTES;
    private static final String XMP = "XML:com.adobe.xmp";
    private static final byte[] EXIF_MARK = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] XMP_MARK = "http://ns.adobe.com/xap/1.0/\0".getBytes(StandardCharsets.ISO_8859_1);
    /**
     * What tools call it, the most telling first: A1111, Forge and SwarmUI, InvokeAI, ComfyUI's graph, ComfyUI's editor.
     */
    private static final List<String> NAMES = List.of("parameters", "invokeai_metadata", "prompt", "workflow");

    private final Map<String, String> texts = new LinkedHashMap<>();

    private EmbeddedPromptReader() {}

    static boolean isPicture(byte[] file) {
        return startsWith(file, 0, PNG) || isJpeg(file) || isWebp(file);
    }

    private static boolean isJpeg(byte[] file) {
        return file.length > 3 && (file[0] & 0xff) == 0xff && (file[1] & 0xff) == 0xd8 && (file[2] & 0xff) == 0xff;
    }

    private static boolean isWebp(byte[] file) {
        return startsWith(file, 0, "RIFF".getBytes(StandardCharsets.US_ASCII))
                && startsWith(file, 8, "WEBP".getBytes(StandardCharsets.US_ASCII));
    }

    /** @throws RuleViolation when there is no prompt in it, or its texts are damaged or too long */
    static String read(byte[] picture) {
        EmbeddedPromptReader found = new EmbeddedPromptReader();
        try {
            if (isJpeg(picture)) {
                found.jpeg(picture);
            } else if (isWebp(picture)) {
                found.webp(picture);
            } else {
                found.png(picture);
            }
        } catch (IOException | JpegProcessingException | RuntimeException damaged) {
            if (damaged instanceof RuleViolation refused) {
                throw refused;
            }
            throw new RuleViolation("The texts in this picture are damaged. Save or copy the picture again.", damaged);
        }
        return NAMES.stream()
                .map(found.texts::get)
                .filter(text -> text != null && !text.isBlank())
                .findFirst()
                .orElseThrow(
                        () -> new RuleViolation(
                                "There is no prompt in this picture. A1111, Forge, ComfyUI, InvokeAI and SwarmUI write one; editors"
                                        + " and messengers remove it. Take the file as the tool saved it, or paste the prompt."));
    }

    private void png(byte[] file) throws IOException {
        int at = PNG.length;
        while (at + 12L <= file.length) {
            int length = ByteBuffer.wrap(file, at, 4).getInt();
            if (length < 0 || at + 12L + length > file.length) {
                throw new IOException("A chunk reaches beyond the end");
            }
            String type = new String(file, at + 4, 4, StandardCharsets.ISO_8859_1);
            byte[] data = type.matches("tEXt|zTXt|iTXt|eXIf")
                    ? Arrays.copyOfRange(file, at + 8, at + 8 + length)
                    : new byte[0];
            switch (type) {
                case "tEXt" -> text(data, false, false);
                case "zTXt" -> text(data, true, false);
                case "iTXt" -> text(data, false, true);
                case "eXIf" -> exif(data, 0);
                case "IEND" -> {
                    return;
                }
                default -> {}
            }
            at += 12 + length;
        }
        if (texts.isEmpty()) {
            throw new IOException("The picture breaks off");
        }
    }

    private void text(byte[] data, boolean packed, boolean international) throws IOException {
        int end = zero(data, 0);
        String name = new String(data, 0, end, StandardCharsets.ISO_8859_1);
        if (!NAMES.contains(name) && !name.equals(XMP)) {
            return;
        }
        int from = end + 1;
        boolean deflated = packed;
        if (international) {
            deflated = data.length > from && data[from] == 1;
            // Two bytes about packing, then language and translated name.
            from = zero(data, zero(data, from + 2) + 1) + 1;
        } else if (packed) {
            from++;
        }
        byte[] bytes = Arrays.copyOfRange(data, Math.min(from, data.length), data.length);
        if (deflated) {
            bytes = inflated(bytes);
        }
        if (name.equals(XMP)) {
            xmp(bytes);
        } else {
            keep(name, decoded(bytes, international));
        }
    }

    /** Many tools write UTF-8 where the format asks for Latin-1. */
    private static String decoded(byte[] bytes, boolean international) {
        String utf8 = new String(bytes, StandardCharsets.UTF_8);
        return international || utf8.indexOf('\uFFFD') < 0 ? utf8 : new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] inflated(byte[] packed) throws IOException {
        try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
            return in.readNBytes(LONGEST + 1);
        }
    }

    private static int zero(byte[] data, int from) throws IOException {
        for (int at = from; at < data.length; at++) {
            if (data[at] == 0) {
                return at;
            }
        }
        throw new IOException("A text has no end");
    }

    private void jpeg(byte[] file) throws IOException, JpegProcessingException {
        JpegSegmentData segments =
                JpegSegmentReader.readSegments(new SequentialByteArrayReader(file), List.of(JpegSegmentType.APP1));
        for (byte[] segment : segments.getSegments(JpegSegmentType.APP1)) {
            if (startsWith(segment, 0, EXIF_MARK)) {
                exif(segment, EXIF_MARK.length);
            } else if (startsWith(segment, 0, XMP_MARK)) {
                xmp(Arrays.copyOfRange(segment, XMP_MARK.length, segment.length));
            }
        }
    }

    private void webp(byte[] file) throws IOException {
        int at = 12;
        while (at + 8L <= file.length) {
            String type = new String(file, at, 4, StandardCharsets.ISO_8859_1);
            int length = Integer.reverseBytes(ByteBuffer.wrap(file, at + 4, 4).getInt());
            if (length < 0 || at + 8L + length > file.length) {
                throw new IOException("A chunk reaches beyond the end");
            }
            if (type.equals("EXIF")) {
                byte[] data = Arrays.copyOfRange(file, at + 8, at + 8 + length);
                exif(data, startsWith(data, 0, EXIF_MARK) ? EXIF_MARK.length : 0);
            } else if (type.equals("XMP ")) {
                xmp(Arrays.copyOfRange(file, at + 8, at + 8 + length));
            }
            at += 8 + length + (length & 1);
            if (at < 0) {
                return;
            }
        }
    }

    private void exif(byte[] data, int from) {
        Metadata metadata = new Metadata();
        new ExifReader().extract(new ByteArrayReader(data), metadata, from);
        for (Directory directory : metadata.getDirectories()) {
            if (directory instanceof ExifSubIFDDirectory) {
                byte[] comment = directory.getByteArray(ExifSubIFDDirectory.TAG_USER_COMMENT);
                if (comment != null) {
                    guessed(comment(comment));
                }
            }
            // ComfyUI's WebP has its texts in fields for the camera's maker, as "prompt:{…}".
            for (Tag tag : directory.getTags()) {
                String said = directory.getString(tag.getTagType());
                int colon = said == null ? -1 : said.indexOf(':');
                if (said != null && colon > 0 && colon < 12) {
                    String name = said.substring(0, colon).strip().toLowerCase(Locale.ROOT);
                    if (NAMES.contains(name)) {
                        keep(name, said.substring(colon + 1).strip());
                    }
                }
            }
        }
    }

    /** Eight bytes name the encoding; which end comes first in UTF-16 is seen by where the zeros are. */
    private static String comment(byte[] bytes) {
        if (bytes.length < 8) {
            return "";
        }
        String encoding = new String(bytes, 0, 8, StandardCharsets.ISO_8859_1);
        byte[] rest = Arrays.copyOfRange(bytes, 8, bytes.length);
        if (!encoding.startsWith("UNICODE")) {
            return new String(rest, StandardCharsets.UTF_8);
        }
        int even = 0;
        int odd = 0;
        for (int at = 0; at + 1 < rest.length; at += 2) {
            even += rest[at] == 0 ? 1 : 0;
            odd += rest[at + 1] == 0 ? 1 : 0;
        }
        Charset order = even >= odd ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
        return new String(rest, order);
    }

    private void xmp(byte[] packet) {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(packet));
            int inside = 0;
            StringBuilder comment = new StringBuilder();
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    Optional.ofNullable(attribute(reader)).ifPresent(this::guessed);
                    inside += inside > 0 || reader.getLocalName().equals("UserComment") ? 1 : 0;
                } else if (event == XMLStreamConstants.END_ELEMENT && inside > 0) {
                    inside--;
                } else if (event == XMLStreamConstants.CHARACTERS && inside > 0) {
                    comment.append(reader.getText());
                }
            }
            guessed(comment.toString().strip());
        } catch (XMLStreamException damaged) {
            // Other places may hold the prompt; where none does, the picture is said to have none.
            return;
        }
    }

    private static @Nullable String attribute(XMLStreamReader reader) {
        for (int index = 0; index < reader.getAttributeCount(); index++) {
            if (reader.getAttributeLocalName(index).equals("UserComment")) {
                return reader.getAttributeValue(index);
            }
        }
        return null;
    }

    /** A comment says nothing of whose it is: a graph is in braces, everything else is A1111's text. */
    private void guessed(String comment) {
        String text = comment.strip();
        if (!text.isEmpty()) {
            keep(text.startsWith("{") ? "prompt" : "parameters", text);
        }
    }

    private void keep(String name, String text) {
        if (text.length() > LONGEST) {
            throw new RuleViolation("The text in this picture has more than 2 MB; prompts are shorter.");
        }
        texts.putIfAbsent(name, text);
    }

    private static boolean startsWith(byte[] file, int from, byte[] mark) {
        return file.length >= from + mark.length && Arrays.equals(file, from, from + mark.length, mark, 0, mark.length);
    }
}
