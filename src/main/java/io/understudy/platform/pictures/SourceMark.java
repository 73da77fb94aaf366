package io.understudy.platform.pictures;

import com.adobe.internal.xmp.XMPException;
import com.adobe.internal.xmp.XMPMeta;
import com.adobe.internal.xmp.XMPMetaFactory;
import com.adobe.internal.xmp.options.ParseOptions;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * How a picture came to be, as its XMP says it to people's viewers and to platforms: IPTC's digital source type.
 *
 * @param digitalSourceType a URI of IPTC
 * @param creatorTool the program, empty where it is not known; neither the prompt nor a person, which would name the character and the team
 */
public record SourceMark(String digitalSourceType, String creatorTool) {
    public static final String GENERATED = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";

    /** On every picture that a backend hands in, before it is stored. */
    public static final SourceMark OF_UNDERSTUDY = generatedBy("Understudy");

    /** On what people bring as made by a model, unless it has a mark already. */
    public static final SourceMark MADE_ELSEWHERE = generatedBy("");

    private static final String IPTC = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/";
    private static final String XMP = "http://ns.adobe.com/xap/1.0/";

    /** Of what a model made. */
    public static SourceMark generatedBy(String creatorTool) {
        return new SourceMark(GENERATED, creatorTool);
    }

    /**
     * Writes it into a PNG, JPEG or WebP without touching the pixels, in place of other XMP. Other formats, damaged files, pictures that have
     * the mark and pictures with signed content credentials, which it would break, come back as they are. The bytes change: mark a picture
     * before it is stored and hashed.
     */
    public byte[] writtenInto(byte[] picture) {
        if (in(picture)
                .filter(there -> there.digitalSourceType.equals(digitalSourceType))
                .isPresent()) {
            return picture;
        }
        return XmpPacket.inserted(picture, packet().getBytes(StandardCharsets.UTF_8));
    }

    public static Optional<SourceMark> in(byte[] picture) {
        Optional<byte[]> packet = XmpPacket.in(picture);
        if (packet.isEmpty()) {
            return Optional.empty();
        }
        try {
            XMPMeta properties =
                    XMPMetaFactory.parseFromBuffer(packet.get(), new ParseOptions().setDisallowDoctype(true));
            String type = properties.getPropertyString(IPTC, "DigitalSourceType");
            if (type != null) {
                String tool = properties.getPropertyString(XMP, "CreatorTool");
                return Optional.of(new SourceMark(type, tool == null ? "" : tool));
            }
        } catch (XMPException | RuntimeException unreadable) {
            // Then it has no mark that anyone could read.
        }
        return Optional.empty();
    }

    private String packet() {
        String tool = creatorTool.isEmpty() ? "" : "xmp:CreatorTool=\"%s\" ".formatted(escaped(creatorTool));
        return """
                <?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
                <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
                <rdf:Description rdf:about="" xmlns:xmp="%s" xmlns:Iptc4xmpExt="%s"
                 %sIptc4xmpExt:DigitalSourceType="%s"/>
                </rdf:RDF></x:xmpmeta>
                <?xpacket end="r"?>""".formatted(XMP, IPTC, tool, escaped(digitalSourceType));
    }

    private static String escaped(String text) {
        return text.replaceAll("\\p{C}", "")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace("\"", "&quot;");
    }
}
